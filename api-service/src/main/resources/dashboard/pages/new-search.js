/** Submits a search. */
import {html, live, nothing} from '../ui/lit.js';
import {read} from '../core/store.js';
import {go, to, turn, adjusted} from '../core/router.js';
import {Draft, checks, field, fold, kind, kinds, schemas, unfoldInvalid} from '../ui/form.js';
import {problem, shown} from '../ui/parts.js';
import {strategyName, strategyRequest} from './strategies.js';
import {estimateButton, estimateOf} from './estimate.js';
import {endFields, endRequest, mirrorField, startFields, startRequest} from './search-options.js';
import {recipeFields, recipeRequest, standards} from './recipe-fields.js';

const SMALL = {width: 0.25, batchSize: 32, optimizer: {learningRate: 0.01}};
const PRESETS = {
  try: ['A first try', 'About two minutes on two cores: small images, a narrow network. A smoke test, not a scientific result.', {
    name: 'first try', strategy: {population: 6, generations: 3},
    recipe: {dataset: 'fashion-mnist-mini', trainImages: 1000, validationImages: 500, epochs: 2, ...SMALL}, baselines: ['relu', 'silu']}],
  paper: ['The paper\u2019s search', '30 functions per generation, 50 generations, full CIFAR-10. Takes days on a CPU; use several workers or a GPU.', {
    name: 'AFOS paper', strategy: {population: 30, generations: 50},
    recipe: {dataset: 'cifar10', validationImages: 5000, epochs: 15, batchSize: 64, optimizer: {learningRate: 0.001}}, baselines: ['relu']}],
  folder: ['My own images', 'One folder of images per class in data/datasets/folders/NAME. You choose the folder below.', {
    name: 'my images', strategy: {population: 6, generations: 3},
    recipe: {validationImages: 100, imageSize: 32, augmentation: 'STANDARD', width: 0.25, epochs: 10, batchSize: 16,
      optimizer: {type: 'ADAM', learningRate: 0.002}, screening: {minAccuracy: 0}}, baselines: ['relu', 'silu']}],
  own: ['My own network', 'Your own training program, in Python or another language, gets its work over HTTP.', {
    name: 'my network', strategy: {population: 6, generations: 3},
    recipe: {external: {version: '1', objective: {type: 'ACCURACY_PER_LOSS'}}, epochs: 10}, baselines: ['relu', 'silu']}],
};

/** The default strategy. */
const standard = all => all.Strategy['x-default'];

let draft = null;
let source = null;
let submitting = false;

export function newSearch(query) {
  return {
    title: 'New search',
    content: html`<nav class="trail" aria-label="Where you are"><a href=${to('/searches')}>Searches</a></nav>
      <h1>New search</h1>${shown(schemas(), all => (prepared(query, all) ? form(all) : html`<div class="skeleton page" role="status"></div>`), {skeleton: 'page'})}`,
  };
}

/** Fills the form from a preset or another search when the page is opened. */
function prepared(query, all) {
  const network = query.get('architecture');
  const wanted = query.get('clone') ? `clone ${query.get('clone')}` : network ? `network ${network}` : (query.get('preset') ?? 'try');
  if (source === wanted && draft) {
    return true;
  }
  if (PRESETS[wanted]) {
    draft = new Draft({...PRESETS[wanted][2], strategy: {type: standard(all), ...PRESETS[wanted][2].strategy}}, wanted);
  } else if (network) {
    const {width, ...recipe} = PRESETS.try[2].recipe;
    draft = new Draft({...PRESETS.try[2], name: network, strategy: {type: standard(all), ...PRESETS.try[2].strategy}, recipe: {...recipe, architecture: network}}, wanted);
  } else if (query.get('clone')) {
    const original = read(`/searches/${query.get('clone')}`, {topics: []}).value;
    const spaces = read('/catalog/spaces', {fixed: true}).value;
    const given = original && startRequest(original);
    if (given === undefined || !spaces) {
      return false;
    }
    draft = new Draft({...requestOf(original, spaces), ...given, ...endRequest(original.specification)}, wanted);
  } else {
    draft = new Draft();
  }
  source = wanted;
  return true;
}

function requestOf({name, priority, specification: s}, spaces) {
  const same = preset => ['unaries', 'binaries', 'shapes'].every(part => String(preset[part]) === String(s.space[part]));
  const preset = spaces.find(same)?.preset;
  return {
    name: `${name} again`.slice(0, 100),
    strategy: strategyRequest(s.strategy),
    space: preset ? {preset} : s.space,
    recipe: recipeRequest(s.recipe),
    baselines: s.baselines,
    seed: s.seed,
    trainingSeed: s.trainingSeed,
    priority,
  };
}

function form(all) {
  const {properties: request} = all.SearchRequest;
  const type = draft.get('strategy.type') ?? standard(all);
  const strategy = kind(all, all.Strategy, type);
  return html`
    <fieldset><legend>Start with</legend><div class="presets">${Object.entries(PRESETS).map(([key, [title, text]]) => html`
      <label class=${source === key ? 'chosen' : ''}><input type="radio" name="preset" .checked=${source === key} @change=${() => turn(adjusted({preset: key, clone: null, architecture: null}))}><b>${title}</b><small>${text}</small></label>`)}</div></fieldset>
    <form class="card" @submit=${submit} @invalid=${unfoldInvalid}>
      ${draft.problem ? problem(draft.problem) : nothing}
      <fieldset><legend>Search</legend><div class="fields">
        ${field(draft, 'name', request.name)}
        ${kinds(all.Strategy).length ? html`<div class="field"><label for="strategy-type">Strategy</label><select id="strategy-type" @change=${event => { draft.drop('strategy'); draft.set('strategy.type', event.target.value); }}>
          ${kinds(all.Strategy).map(each => html`<option value=${each} .selected=${live(each === type)}>${strategyName(each)}</option>`)}</select></div>` : nothing}
        ${Object.entries(strategy).filter(([name, schema]) => name !== 'type' && !schema.readOnly && ['integer', 'number', 'string', 'boolean'].includes(schema.type)).map(([name, schema]) => field(draft, `strategy.${name}`, schema))}
        ${strategy.strategy ? field(draft, 'strategy.strategy.type', strategy.strategy, {label: 'Candidates by', options: kinds(all.Strategy).filter(each => each !== type).map(each => [each, strategyName(each)])}) : nothing}</div></fieldset>
      ${recipeFields(draft, all, {folder: source === 'folder'})}
      ${checks(draft, 'baselines', 'Compare with', standards())}
      ${startFields(draft, all)}
      ${endFields(draft, all)}
      ${fold(draft, ['space', 'mirrorInvariant', 'seed', 'trainingSeed', 'priority'], 'Space, seeds and priority', null, html`<div class="fields">
        ${field(draft, 'space.preset', all.SpaceRequest.properties.preset, {label: 'Search space', options: (read('/catalog/spaces', {fixed: true}).value ?? []).map(each => [each.preset, `${each.preset}: ${each.chromosomes.toLocaleString('en')} formulas`])})}
        ${['seed', 'trainingSeed', 'priority'].map(name => field(draft, name, request[name]))}</div>
        ${checks(draft, 'space.shapes', 'Numbers of genes per candidate, instead of those of the search space', [[3, '3'], [5, '5'], [7, '7']])}
        ${mirrorField(draft)}`)}
      <div class="actions"><button class="primary" ?disabled=${draft.sending}>${submitting ? 'Submitting…' : 'Start search'}</button>${estimateButton(draft)}<a class="button" href=${to('/searches')}>Back</a></div>
      ${estimateOf(draft)}
    </form>`;
}

async function submit(event) {
  event.preventDefault();
  submitting = true;
  const made = await draft.send('/searches');
  submitting = false;
  if (made) {
    draft = null;
    go(to(`/searches/${made.id}`));
  }
}
