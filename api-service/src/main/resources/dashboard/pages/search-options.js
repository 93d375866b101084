/** The fields that say where a search starts and how it ends. */
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
    ${functionList(draft, 'start.functions', 'These functions', 'Names or formulas, one a line or separated by commas. They are tried before any other. The search space must contain them.')}
    ${best.map((row, i) => bestFields(draft, all.BestRequest.properties, i))}
    <div class="actions"><button type="button" ?disabled=${best.length >= most} @click=${() => draft.set(BEST, [...best, {}])}>Add the best of a search or leaderboard</button></div>`);
}

function startText(draft) {
  const functions = draft.get('start.functions')?.length ?? 0;
  const rows = draft.get(BEST)?.length ?? 0;
  const texts = [functions ? number(functions, 'function') : null, rows ? `the best of ${number(rows, 'list')}` : null].filter(Boolean);
  return texts.join(', ') || 'no given function';
}

function bestFields(draft, schema, i) {
  const row = rowOf(draft, i);
  const at = `${BEST}[${i}]`;
  const wrong = draft.problemAt(at);
  return html`<div role="group" aria-label="The best of list ${i + 1}"><div class="fields">
      ${field(row, `${at}.count`, schema.count, {label: 'So many of the best'})}
      ${field(row, `${at}.recipe`, schema.recipe, {label: 'Of', none: 'A search', options: (contexts().value ?? []).map(each => [each.recipeHash, `Leaderboard: ${contextName(each)}`])})}
      ${row.get('recipe') ? nothing : field(row, `${at}.search`, {...schema.search, minimum: 1, description: 'As after # on its page. What the space does not contain is left out.'}, {label: 'Number of the search', required: true})}
      <div class="field"><span aria-hidden="true">&nbsp;</span><button type="button" @click=${() => row.remove()}>Remove</button></div></div>
    ${wrong ? html`<small class="bad">${wrong}</small>` : nothing}</div>`;
}

/** One of the lists as a draft of its own. */
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
  'Only one of the two is trained. The two do equally well on average, since initial weights are as often negative as positive, but not in resnet50, where a shortcut keeps its sign; single trainings differ by chance.');

export function endFields(draft, all) {
  const replication = all.Replication.properties;
  return html`
    ${fold(draft, ['stop'], 'Stop when', stopText(stopOf(draft)) || 'the strategy is through', html`<div class="fields">
      ${stopRules().map(([name, schema]) => field(draft, `stop.${name}`, schema, {label: schema.title, unit: unit(schema)}))}</div>`)}
    ${fold(draft, ['replication'], 'Replication', replicationText(replicationOf(draft, replication)), html`
      <p class="soft">Of many functions, the one that was luckiest looks best after a single training. So the fittest are trained again with other seeds before one of them is called best.</p>
      <div class="fields">
        ${field(draft, 'replication.candidates', replication.candidates, {label: 'Functions to train again', unit: 'functions'})}
        ${field(draft, 'replication.seeds', replication.seeds, {label: 'Further seeds', unit: 'seeds'})}</div>`)}`;
}

const replicationOf = (draft, schema) => Object.fromEntries(Object.keys(schema).map(name => [name, draft.get(`replication.${name}`) ?? usual(schema[name])]));

const stopOf = draft => Object.fromEntries(stopRules().map(([name]) => [name, draft.get(`stop.${name}`)]));

export const replicationText = replication => (replication?.candidates
  ? `${number(replication.candidates, 'function')}, ${number(replication.seeds, 'further seed')} each`
  : 'none');

/** What a search starts from, as a request; undefined while the formulas of its first candidates are on their way. */
export function startRequest({id, specification: {start, mirrorInvariant}}) {
  if (!start?.length) {
    return {mirrorInvariant};
  }
  const given = read(`/searches/${id}/candidates?operator=START&sort=ORDINAL&limit=200`, {topics: []}).value;
  return given && {mirrorInvariant, start: {functions: [...new Set(given.items.map(each => each.formula))]}};
}

export const endRequest = ({stop, replication}) => ({stop, replication: replication ?? {candidates: 0}});
