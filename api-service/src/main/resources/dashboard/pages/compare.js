/** Functions side by side. */
import {html, nothing, repeat} from '../ui/lit.js';
import {read} from '../core/store.js';
import {adjusted, go, to} from '../core/router.js';
import {empty, notice, problem, scroll, section} from '../ui/parts.js';
import {functionLink, sparkline} from '../ui/functions.js';
import {heat} from '../ui/heat.js';
import {fitness, percent, place} from '../core/format.js';
import {recipeText} from './contexts.js';
import {functionCharts} from './function-chart.js';
import {standards} from './recipe-fields.js';

const MOST = 7;
const FIRST = ['relu', 'gelu', 'silu', 'x*erf(exp(x))'];

export function compare(query) {
  const chosen = query.has('f') ? query.getAll('f').slice(0, MOST) : FIRST;
  const {valid, wrong} = understood(chosen);
  const choose = list => go(adjusted({f: list.length ? list : FIRST}));
  return {
    title: 'Compare',
    content: html`<div class="head"><h1>Compare functions</h1></div>
      <form class="filters" @submit=${event => add(event, chosen, choose)}>
        <label class="field inline grow"><span>Name or formula</span><input name="f" list="standard-names" required maxlength="4096" placeholder="x*tanh(exp(x))" autocomplete="off"></label>
        <datalist id="standard-names">${standards().map(([name]) => html`<option value=${name}></option>`)}</datalist>
        <button ?disabled=${chosen.length >= MOST}>Add</button>
      </form>
      <ul class="chips">${chosen.map(each => html`<li><code>${each}</code><button aria-label="Remove ${each}" @click=${() => choose(chosen.filter(other => other !== each))}>✕</button></li>`)}</ul>
      ${wrong.map(([text, message]) => notice(html`<code>${text}</code> ${message}`, 'bad'))}
      ${valid.length === 0 ? nothing : html`${functionCharts({formulas: valid}, query, 'Curves')}${evaluations(valid)}`}`,
  };
}

/** Those that the service understands, and the others with what it says about them. */
function understood(functions, wrong = []) {
  const [{field, message} = {field: ''}] = functions.length === 0 ? [] : summaries(functions).problem?.errors ?? [];
  const [, index] = /^formula\[(\d+)\]$/.exec(field) ?? [];
  return index === undefined
    ? {valid: functions, wrong}
    : understood(functions.filter((_, i) => i !== Number(index)), [...wrong, [functions[index], message]]);
}

const summaries = functions => read(`/activations?${functions.map(each => `formula=${encodeURIComponent(each)}`).join('&')}&points=2`, {fixed: true});

function add(event, chosen, choose) {
  event.preventDefault();
  const text = new FormData(event.target).get('f').trim();
  event.target.reset();
  choose([...new Set([...chosen, text])]);
}

/** Metrics in the recipes under which at least two of the functions were trained. */
function evaluations(chosen) {
  const views = summaries(chosen);
  if (views.value === undefined) {
    return nothing;
  }
  const functions = [...new Map(views.value.map(each => [each.fingerprint, each])).values()];
  const lists = functions.map(each => read(`/activations/${each.fingerprint}/evaluations?limit=200`, {topics: [`activation:${each.fingerprint}`]}));
  const failed = lists.find(each => each.problem && each.problem.status !== 404);
  const contexts = common(lists.map(each => each.value?.items ?? []));
  return section('In common contexts', html`${failed ? problem(failed.problem) : nothing}${contexts.length === 0
    ? empty('Not trained together yet', 'A benchmark trains them under the same recipes.', html`<a class="button" href=${to('/benchmarks/new', {f: chosen})}>Benchmark them</a>`)
    : table(functions, contexts)}`, {note: 'Mean fitness over the seeds, and accuracy; a stronger colour is better within its row.', wide: true});
}

function common(lists) {
  const contexts = new Map();
  lists.forEach((items, i) => items.filter(each => each.fitness !== null).forEach(each => {
    const context = contexts.get(each.recipeHash) ?? {...each, functions: lists.map(() => [])};
    context.functions[i].push(each);
    contexts.set(each.recipeHash, context);
  }));
  return [...contexts.values()].filter(each => each.functions.filter(list => list.length > 0).length > 1);
}

const mean = (list, name) => (list.length === 0 ? null : list.reduce((sum, each) => sum + (each[name] ?? 0), 0) / list.length);

const table = (functions, contexts) => scroll('Evaluations in common contexts', html`<table class="matrix">
  <thead><tr><th scope="col">Network and data set</th>${functions.map(each => html`<th scope="col" class="number">${sparkline(each.fingerprint)}<br>${functionLink(each.fingerprint, each.name ?? each.formula, {latex: each.name ? '' : each.latex})}</th>`)}</tr></thead>
  <tbody>${repeat(contexts, each => each.recipeHash, each => {
    const means = each.functions.map(list => mean(list, 'fitness'));
    return html`<tr><th scope="row"><a href=${to('/leaderboard', {recipe: each.recipeHash})}>${place(each.architecture, each.dataset)}</a><small>${recipeText(each.recipeHash)}</small></th>
      ${each.functions.map((list, i) => html`<td class="number ${heat(means[i], means)}">${fitness(means[i])}<small>${percent(mean(list, 'accuracy'))}, ${list.length} seed${list.length === 1 ? '' : 's'}</small></td>`)}</tr>`;
  })}</tbody></table>`);
