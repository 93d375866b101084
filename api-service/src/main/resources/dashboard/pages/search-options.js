/** The form fields for the start and the end of a search. */
import {html, nothing} from '../ui/lit.js';
import {read} from '../core/store.js';
import {check, field, fold, usual} from '../ui/form.js';
import {functionList} from '../ui/lists.js';
import {contexts, contextName} from './contexts.js';
import {stopRules, stopText, unit} from './stop-rules.js';
import {number} from '../core/format.js';

const BEST = 'start.best';

export function startFields(draft, all) {
  const best = draft.get(BEST) ?? [];
  const most = all.StartRequest.properties.best.maxItems;
  return fold(draft, ['start'], 'Start from', startText(draft), html`
    ${functionList(draft, 'start.functions', 'These functions', 'Names or formulas, one per line or separated by commas. They are tried first. The search space must contain them.')}
    ${best.map((row, i) => bestFields(draft, all.BestRequest.properties, i))}
    <div class="actions"><button type="button" ?disabled=${best.length >= most} @click=${() => draft.set(BEST, [...best, {}])}>Add the best of a search or leaderboard</button></div>`);
}

function startText(draft) {
  const functions = draft.get('start.functions')?.length ?? 0;
  const rows = draft.get(BEST)?.length ?? 0;
  const texts = [functions ? number(functions, 'function') : null, rows ? `the best of ${number(rows, 'list')}` : null].filter(Boolean);
  return texts.join(', ') || 'none';
}

function bestFields(draft, schema, i) {
  const row = rowOf(draft, i);
  const at = `${BEST}[${i}]`;
  const wrong = draft.problemAt(at);
  return html`<div role="group" aria-label="The best of list ${i + 1}"><div class="fields">
      ${field(row, `${at}.count`, schema.count, {label: 'Number of functions'})}
      ${field(row, `${at}.recipe`, schema.recipe, {label: 'Of', none: 'A search', options: (contexts().value ?? []).map(each => [each.recipeHash, `Leaderboard: ${contextName(each)}`])})}
      ${row.get('recipe') ? nothing : field(row, `${at}.search`, {...schema.search, minimum: 1, description: 'The number after # on its page. Functions outside the search space are skipped.'}, {label: 'Search number', required: true})}
      <div class="field"><span aria-hidden="true">&nbsp;</span><button type="button" @click=${() => row.remove()}>Remove</button></div></div>
    ${wrong ? html`<small class="bad">${wrong}</small>` : nothing}</div>`;
}

/** A view of one of the lists that behaves like a draft. */
function rowOf(draft, i) {
  const rows = draft.get(BEST);
  const nameOf = path => path.split('.').pop();
  const put = changed => draft.set(BEST, changed.length ? changed : null);
  return {
    get: path => rows[i][nameOf(path)],
    set: (path, value) => {
      const row = {...rows[i], ...(nameOf(path) === 'recipe' ? {search: undefined} : {}), [nameOf(path)]: value === '' ? undefined : value};
      put(rows.with(i, row));
    },
    remove: () => put(rows.toSpliced(i, 1)),
    problemAt: path => draft.problemAt(path),
  };
}

export const mirrorField = draft => check(draft, 'mirrorInvariant', 'f(\u2212x) counts as f(x)',
  'Only one of the two is trained. On average both perform equally, because initial weights are as often negative as positive; single trainings differ by chance. This does not hold for resnet50, where a shortcut preserves the sign.');

export function endFields(draft, all) {
  const replication = all.Replication.properties;
  return html`
    ${fold(draft, ['stop'], 'Stop rules', stopText(stopOf(draft)) || 'none', html`<div class="fields">
      ${stopRules().map(([name, schema]) => field(draft, `stop.${name}`, schema, {label: schema.title, unit: unit(schema)}))}</div>`)}
    ${fold(draft, ['replication'], 'Replication', replicationText(replicationOf(draft, replication)), html`
      <p class="soft">After a single training each, the best of many functions may only have been the luckiest. The fittest functions are therefore trained again with other seeds before one is reported as the best.</p>
      <div class="fields">
        ${field(draft, 'replication.candidates', replication.candidates, {label: 'Functions to train again', unit: 'functions'})}
        ${field(draft, 'replication.seeds', replication.seeds, {label: 'Further seeds', unit: 'seeds'})}</div>`)}`;
}

const replicationOf = (draft, schema) => Object.fromEntries(Object.keys(schema).map(name => [name, draft.get(`replication.${name}`) ?? usual(schema[name])]));

const stopOf = draft => Object.fromEntries(stopRules().map(([name]) => [name, draft.get(`stop.${name}`)]));

export const replicationText = replication => (replication?.candidates
  ? `${number(replication.candidates, 'function')}, ${number(replication.seeds, 'further seed')} each`
  : 'none');

/** The start of a search as a request; undefined while the formulas of its first candidates are loading. */
export function startRequest({id, specification: {start, mirrorInvariant}}) {
  if (!start?.length) {
    return {mirrorInvariant};
  }
  const given = read(`/searches/${id}/candidates?operator=START&sort=ORDINAL&limit=200`, {topics: []}).value;
  return given && {mirrorInvariant, start: {functions: [...new Set(given.items.map(each => each.formula))]}};
}

export const endRequest = ({stop, replication}) => ({stop, replication: replication ?? {candidates: 0}});
