/** Form fields for lists of values. */
import {html, nothing} from './lit.js';
import {capital} from '../core/format.js';

/** Names and formulas, one per line or separated by commas. */
export function functionList(draft, path, label, hint) {
  return area(draft, path, label, hint, (id, about, wrong) => html`<textarea id=${id} rows="4" spellcheck="false" autocapitalize="off" aria-describedby=${about} aria-invalid=${wrong ? 'true' : nothing}
    .value=${(draft.get(path) ?? []).join('\n')} @change=${event => draft.set(path, someOf(functionsIn(event.target.value)))}></textarea>`);
}

/** Whole numbers on one line. */
export function numbers(draft, path, label, hint) {
  return area(draft, path, label, hint, (id, about, wrong) => html`<input id=${id} pattern="\\s*-?[0-9]+([\\s,]+-?[0-9]+)*\\s*" title="Whole numbers, separated by commas" aria-describedby=${about} aria-invalid=${wrong ? 'true' : nothing}
    .value=${(draft.get(path) ?? []).join(', ')} @change=${event => event.target.validity.valid && draft.set(path, someOf(event.target.value.split(/[\s,]+/).filter(Boolean).map(Number)))}>`);
}

const someOf = list => (list.length ? list : null);

function area(draft, path, label, hint, input) {
  const id = `field-${path.replaceAll('.', '-')}`;
  const wrong = draft.problemIn(path);
  return html`<div class="field ${wrong ? 'wrong' : ''}"><label for=${id}>${label}</label>
    ${input(id, wrong ? `${id}-hint ${id}-problem` : `${id}-hint`, wrong)}
    <small class="soft" id="${id}-hint">${hint}</small>
    ${wrong ? html`<small id="${id}-problem" class="bad">${told(draft, path, wrong)}</small>` : nothing}</div>`;
}

/** Prefixes a problem with the value that it concerns. */
function told(draft, path, {field, message}) {
  const [, index] = /^\[(\d+)\]/.exec(field.slice(path.length)) ?? [];
  const value = index === undefined ? undefined : draft.get(path)?.[index];
  return value === undefined ? capital(message) : `${value}: ${message}`;
}

/** A comma inside parentheses separates arguments; any other comma separates functions. */
function functionsIn(text) {
  return text.split('\n').flatMap(line => {
    const functions = [''];
    let depth = 0;
    for (const character of line) {
      depth = Math.max(0, depth + (character === '(') - (character === ')'));
      if (character === ',' && depth === 0) {
        functions.push('');
      } else {
        functions[functions.length - 1] += character;
      }
    }
    return functions;
  }).map(each => each.trim()).filter(Boolean);
}
