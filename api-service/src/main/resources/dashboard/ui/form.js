/** Forms generated from the schemas of the API description. */
import {html, nothing, live} from './lit.js';
import {post} from '../core/api.js';
import {read, redraw, touch} from '../core/store.js';
import {capital, word} from '../core/format.js';

const DESCRIPTION = 'v3/api-docs';
const KEPT = 'afos.draft';

/** The schemas of the API by name, as a cache entry. */
export function schemas() {
  const entry = read(DESCRIPTION, {fixed: true});
  return {...entry, value: entry.value?.components.schemas};
}

/** The discriminator values of a polymorphic schema, and the schema and properties for one of them. */
export const kinds = schema => Object.keys(schema?.discriminator?.mapping ?? {});
export const kindSchema = (all, schema, name) => all?.[schema?.discriminator?.mapping?.[name]?.split('/').pop()];
export function kind(all, schema, name) {
  const target = kindSchema(all, schema, name);
  return Object.assign({}, ...[target ?? {}, ...(target?.allOf ?? [])].map(each => each.properties ?? {}));
}

/** The values entered so far, by the path of the field in the request, and the problem that the service reported. */
export class Draft {
  values = new Map();
  problem = null;
  sending = false;
  #unfolded = new Set();
  #token = token();
  #name;

  /** @param {string} name what the form is filled from; a reloaded page gets what was entered under the same name */
  constructor(values = {}, name = null) {
    const kept = JSON.parse(sessionStorage.getItem(KEPT) ?? 'null');
    this.#name = name;
    this.fill(name !== null && kept?.name === name ? kept.request : values);
  }

  /** Fills in a request's values and clears all other fields. */
  fill(request) {
    this.values.clear();
    const flatten = (value, path) => {
      if (value !== null && typeof value === 'object' && !Array.isArray(value)) {
        Object.entries(value).forEach(([name, each]) => flatten(each, path ? `${path}.${name}` : name));
      } else if (value !== null && value !== undefined) {
        this.values.set(path, value);
      }
    };
    flatten(request, '');
    this.#unfolded = new Set([...this.values.keys()].map(partOf));
    this.#changed();
  }

  get(path) {
    return this.values.get(path);
  }

  set(path, value) {
    if (value === '' || value === null || value === undefined) {
      this.values.delete(path);
    } else {
      this.values.set(path, value);
    }
    this.#changed();
  }

  /** Clears all fields below a path. */
  drop(path) {
    [...this.values.keys()].filter(key => key.startsWith(`${path}.`)).forEach(key => this.values.delete(key));
    this.#changed();
  }

  /** A changed request gets a new token; a repeated one keeps it, so that it is executed only once. */
  #changed() {
    this.#token = token();
    if (this.#name !== null) {
      sessionStorage.setItem(KEPT, JSON.stringify({name: this.#name, request: this.request()}));
    }
    redraw();
  }

  request() {
    const request = {};
    for (const [path, value] of this.values) {
      const names = path.split('.');
      const last = names.pop();
      names.reduce((object, name) => (object[name] ??= {}), request)[last] = value;
    }
    return request;
  }

  problemAt(path) {
    return this.problem?.errors?.find(error => error.field === path)?.message;
  }

  /** The first problem with a path or with a value below it. */
  problemIn(path) {
    return this.problem?.errors?.find(({field}) => field.startsWith(path) && !/^\w/.test(field.slice(path.length)));
  }

  /** Whether one of these parts of the request was filled in initially. */
  isUnfolded(...parts) {
    return parts.some(part => this.#unfolded.has(part));
  }

  /** A value that changes with the request. */
  get version() {
    return this.#token;
  }

  /** Submits the request, at most once, and returns the created job, or undefined if the service rejects it. */
  async send(path) {
    const made = await this.ask(path, {'Idempotency-Key': this.#token});
    if (made) {
      sessionStorage.removeItem(KEPT);
      touch('jobs');
    }
    return made;
  }

  /** Posts the request and returns the response, or undefined if the service rejects it. */
  async ask(path, headers = {}) {
    this.sending = true;
    this.problem = null;
    redraw();
    try {
      return await post(path, this.request(), headers);
    } catch (problem) {
      this.problem = problem;
      requestAnimationFrame(() => requestAnimationFrame(showProblems));
      return undefined;
    } finally {
      this.sending = false;
      redraw();
    }
  }
}

const partOf = path => path.split(/[.[]/, 1)[0];
const token = () => [...crypto.getRandomValues(new Uint8Array(16))].map(byte => byte.toString(16).padStart(2, '0')).join('');

/**
 * A form field generated from its schema.
 * @param {{label?: string, options?: string[][], none?: string, unit?: string, required?: boolean}} options its label,
 *   the values to choose from, the text for no choice, the unit of a number, whether it is required
 */
export function field(draft, path, schema, {label, options, none, unit, required = false} = {}) {
  const text = options ? '' : schema?.description;
  const id = `field-${path.replaceAll(/[.[\]]+/g, '-')}`;
  const wrong = draft.problemAt(path);
  const about = [unit ? `${id}-unit` : null, text ? `${id}-hint` : null, wrong ? `${id}-problem` : null].filter(Boolean).join(' ');
  const common = {id, about, wrong, preset: usual(schema), none, unit, required};
  return html`<div class="field ${wrong ? 'wrong' : ''}">
    <label for=${id}>${label ?? nameOf(path)}</label>
    ${options ? choices(draft, path, options, common)
      : schema?.enum ? choices(draft, path, schema.enum.map(each => [each, capital(word(each))]), common)
      : schema?.type === 'boolean' ? choices(draft, path, [['true', 'Yes'], ['false', 'No']], common)
      : entry(draft, path, schema, common)}
    ${text ? html`<small id="${id}-hint" class="soft">${text}</small>` : nothing}
    ${wrong ? html`<small id="${id}-problem" class="bad">${capital(wrong)}</small>` : nothing}
  </div>`;
}

function entry(draft, path, schema, {id, about, wrong, preset, unit, required}) {
  const number = schema?.type === 'integer' || schema?.type === 'number';
  const value = draft.get(path);
  const input = html`<input id=${id} name=${path} type=${number ? 'number' : 'text'} .value=${value === undefined ? '' : String(value)}
    placeholder=${preset ?? ''} ?required=${required} aria-describedby=${about || nothing} aria-invalid=${wrong ? 'true' : nothing}
    min=${schema?.minimum ?? nothing} max=${schema?.maximum ?? nothing} step=${number ? (schema.type === 'integer' ? '1' : 'any') : nothing}
    minlength=${schema?.minLength || nothing} maxlength=${schema?.maxLength ?? nothing} autocomplete="off"
    @input=${event => draft.set(path, number && event.target.value !== '' ? Number(event.target.value) : event.target.value)}>`;
  return unit ? html`<span class="measured">${input}<span id="${id}-unit" class="soft">${unit}</span></span>` : input;
}

function choices(draft, path, options, {id, about, wrong, preset, none, required}) {
  const value = draft.get(path) === undefined ? '' : String(draft.get(path));
  const all = options.some(([key]) => key === value) || value === '' ? options : [...options, [value, value]];
  const typed = text => (text === 'true' ? true : text === 'false' ? false : text);
  return html`<select id=${id} name=${path} ?required=${required} aria-describedby=${about || nothing} aria-invalid=${wrong ? 'true' : nothing} @change=${event => draft.set(path, typed(event.target.value))}>
    <option value="" .selected=${live(value === '')}>${none ?? (preset === undefined ? 'Default' : `Default: ${preset}`)}</option>
    ${all.map(([key, text]) => html`<option value=${key} .selected=${live(key.toLowerCase() === value.toLowerCase())}>${text}</option>`)}
  </select>`;
}

/** A checkbox. */
export function check(draft, path, label, hint) {
  const id = `field-${path}`;
  const wrong = draft.problemAt(path);
  return html`<div class="check ${wrong ? 'wrong' : ''}"><label><input id=${id} type="checkbox" .checked=${live(draft.get(path) === true)} aria-describedby="${id}-hint"
    @change=${event => draft.set(path, event.target.checked || null)}> ${label}</label>
    <small id="${id}-hint" class="soft">${hint}</small>${wrong ? html`<small class="bad">${capital(wrong)}</small>` : nothing}</div>`;
}

/** A rarely needed section of a form, folded unless one of its parts of the request is filled in. */
export const fold = (draft, parts, title, summary, content) =>
  html`<details class="fieldset" ?open=${draft.isUnfolded(...parts)}><summary>${title}${summary ? html` <small class="soft">${summary}</small>` : nothing}</summary>${content}</details>`;

function unfold(element) {
  for (let each = element.closest('details'); each; each = each.parentElement.closest('details')) {
    each.open = true;
  }
}

/** Form event handler that unfolds the sections around a field that the browser reports as invalid. */
export const unfoldInvalid = {capture: true, handleEvent: event => unfold(event.target)};

function showProblems() {
  document.querySelectorAll('form .wrong').forEach(unfold);
  document.querySelector('form [aria-invalid=true], form .alert')?.scrollIntoView({block: 'center'});
}

/** A group of checkboxes, stored as a list. */
export function checks(draft, path, label, options) {
  const chosen = draft.get(path) ?? [];
  const wrong = draft.problem?.errors?.find(error => error.field.startsWith(path))?.message;
  return html`<fieldset class="checks ${wrong ? 'wrong' : ''}"><legend>${label}</legend>
    ${[...options, ...chosen.filter(each => !options.some(([key]) => key === each)).map(each => [each, each])].map(([key, text]) => html`<label><input type="checkbox" .checked=${live(chosen.includes(key))}
      @change=${event => draft.set(path, event.target.checked ? [...chosen, key] : chosen.filter(each => each !== key))}> ${text}</label>`)}
    ${wrong ? html`<small class="bad">${capital(wrong)}</small>` : nothing}
  </fieldset>`;
}

/** The constant default of an empty field, if there is one. */
export const usual = schema => schema?.default;

/** The name of a field in words. */
export const wordsOf = name => name.replace(/[A-Z]/g, letter => ` ${letter.toLowerCase()}`);
const nameOf = path => capital(wordsOf(path.split('.').pop()));
