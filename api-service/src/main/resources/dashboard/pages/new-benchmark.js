/** Submits a benchmark. */
import {html, nothing} from '../ui/lit.js';
import {read} from '../core/store.js';
import {adjusted, go, to, turn} from '../core/router.js';
import {Draft, checks, field, schemas, unfoldInvalid} from '../ui/form.js';
import {functionList, numbers} from '../ui/lists.js';
import {problem, shown} from '../ui/parts.js';
import {capital} from '../core/format.js';
import {architectures, datasets, recipeFields, standards} from './recipe-fields.js';

let draft = null;
let source = null;

export function newBenchmark(query) {
  return {
    title: query.get('clone') ? 'Clone a benchmark' : 'New benchmark',
    content: html`<nav class="trail" aria-label="Where you are"><a href=${to('/benchmarks')}>Benchmarks</a></nav>
      <h1>${query.get('clone') ? `Clone benchmark ${query.get('clone')}` : 'New benchmark'}</h1>
      ${shown(schemas(), all => shown(read('/benchmarks/presets', {fixed: true}), presets => (query.get('clone') ? cloneForm(all, query.get('clone')) : form(all, presets, query))), {skeleton: 'page'})}`,
  };
}

function prepare(wanted, request) {
  if (source !== wanted || !draft) {
    source = wanted;
    draft = new Draft(request(), `benchmark ${wanted}`);
  }
}

function form(all, presets, query) {
  const chosen = query.get('preset') ?? presets[0]?.name;
  const preset = presets.find(each => each.name === chosen);
  const added = query.getAll('f');
  prepare(`${chosen} ${added}`, () => ({...preset?.request, ...(added.length ? {activations: added, name: added[0].slice(0, 100)} : {})}));
  const {properties: request} = all.BenchmarkRequest;
  return html`
    <fieldset><legend>Start with</legend><div class="presets">${presets.map(each => html`
      <label class=${each.name === chosen ? 'chosen' : ''}><input type="radio" name="preset" .checked=${each.name === chosen} @change=${() => turn(adjusted({preset: each.name}))}><b>${capital(each.name)}</b>
        <small>${each.description}${each.missing.length ? ` This service does not have ${each.missing.join(', ')}.` : ''}</small></label>`)}</div></fieldset>
    <form class="card" @submit=${event => submit(event, '/benchmarks')} @invalid=${unfoldInvalid}>
      ${draft.problem ? problem(draft.problem) : nothing}
      <fieldset><legend>What to compare</legend><div class="fields">
        ${field(draft, 'name', request.name)}
        ${field(draft, 'metric', request.metric, {label: 'Compared by'})}
        ${numbers(draft, 'seeds', 'Seeds', 'Separated by commas. Use three or more to distinguish real differences from chance.')}
        ${functionList(draft, 'activations', 'Functions', 'One per line: a name or a formula such as x*tanh(exp(x)).')}</div>
        ${checks(draft, 'baselines', 'Standard functions that the others should beat', standards())}</fieldset>
      ${checks(draft, 'architectures', 'Networks', architectures())}
      ${checks(draft, 'datasets', 'Data sets', datasets())}
      ${recipeFields(draft, all, {places: false})}
      <details class="fieldset"><summary>Limits and priority</summary><div class="fields">
        ${field(draft, 'budget.maxTrainings', all.BudgetRequest?.properties.maxTrainings, {label: 'Maximum new trainings'})}
        ${field(draft, 'budget.maxTrainingSeconds', all.BudgetRequest?.properties.maxTrainingSeconds, {label: 'Maximum worker seconds'})}
        ${field(draft, 'priority', request.priority)}</div></details>
      <div class="actions"><button class="primary" ?disabled=${draft.sending}>${draft.sending ? 'Submitting…' : 'Start benchmark'}</button><span class="soft">${sizeOf()}</span></div>
    </form>`;
}

const sizeOf = () => {
  const [networks, images, seeds] = ['architectures', 'datasets', 'seeds'].map(name => draft.get(name)?.length ?? 0);
  const functions = new Set([...(draft.get('activations') ?? []), ...(draft.get('baselines') ?? [])]).size;
  return `${functions} functions × ${networks} networks × ${images} data sets × ${seeds} seeds: ${(functions * networks * images * seeds).toLocaleString('en')} trainings at most`;
};

function cloneForm(all, id) {
  prepare(`clone ${id}`, () => ({}));
  const {properties} = all.CloneRequest;
  return html`<form class="card" @submit=${event => submit(event, `/benchmarks/${id}/clone`)}>
    ${draft.problem ? problem(draft.problem) : nothing}
    <p class="soft">The clone has the same functions, networks, data sets and recipes. Empty fields are taken from the original. With the same seeds, all trainings are reused.</p>
    <div class="fields">${field(draft, 'name', properties.name)}${numbers(draft, 'seeds', 'Seeds', 'Separated by commas.')}${field(draft, 'metric', properties.metric, {label: 'Compared by'})}${field(draft, 'priority', properties.priority)}</div>
    <div class="actions"><button class="primary" ?disabled=${draft.sending}>Start benchmark</button></div></form>`;
}

async function submit(event, path) {
  event.preventDefault();
  const made = await draft.send(path);
  if (made) {
    draft = null;
    go(to(`/benchmarks/${made.id}`));
  }
}
