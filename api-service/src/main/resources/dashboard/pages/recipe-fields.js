/** The fields of a recipe. */
import {html, nothing} from '../ui/lit.js';
import {read} from '../core/store.js';
import {field} from '../ui/form.js';
import {notice} from '../ui/parts.js';
import {ownNetworkFields, ownNetworkRequest} from './own-network.js';

export const datasets = () => [
  ...(read('/catalog/datasets', {fixed: true}).value ?? []).map(({dataset, workers, fetchers}) => [dataset.name, `${dataset.title} (${dataset.name})${workers.length ? '' : fetchers.length ? ', will be downloaded' : ', no live worker has it'}`]),
  ...(read('/catalog/folders', {every: 10_000}).value ?? []).map(({name}) => [name, name]),
];
const folders = () => read('/catalog/folders', {every: 3000});
const networks = () => read('/networks', {topics: ['networks']}).value ?? [];
export const architectures = () => [
  ...(read('/catalog/architectures', {fixed: true}).value ?? []).map(each => [each.name, `${each.title} (${each.name})`]),
  ...networks().map(({name}) => [name, `${name}, from an ONNX file`]),
];
/** Networks from files are trained as they are: these cannot be chosen. */
const SHAPE = ['width', 'depth', 'form'];
const isUploaded = name => networks().some(network => network.name === name);
export const standards = () => (read('/catalog/activations', {fixed: true}).value ?? []).map(each => [each.name, each.name]);

/**
 * The main fields of a recipe, with the others folded.
 * @param {{places?: boolean, folder?: boolean}} options whether to ask for data set and network, which forms that select
 *   several ask for themselves; whether the data set is a folder of the user's own images
 */
export function recipeFields(draft, all, {places = true, folder = false} = {}) {
  if ([...draft.values.keys()].some(path => path.startsWith('recipe.external.'))) {
    return ownNetworkFields(draft, all);
  }
  const {properties: recipe} = all.RecipeRequest;
  const part = (name, schema, options) => field(draft, `recipe.${name}`, schema ?? recipe[name], options);
  const asItIs = places && isUploaded(draft.get('recipe.architecture'));
  if (asItIs) {
    queueMicrotask(() => SHAPE.filter(name => draft.get(`recipe.${name}`) !== undefined).forEach(name => draft.set(`recipe.${name}`, null)));
  }
  const optimizer = all.OptimizerRequest.properties;
  const screening = all.ScreeningRequest.properties;
  return html`
    <fieldset><legend>Images${places ? ' and network' : ''}</legend>${folder ? howToPlaceAFolder() : nothing}<div class="fields">
      ${places ? html`${folder ? folderField(draft) : part('dataset', null, {label: 'Data set', options: datasets()})}${part('architecture', null, {label: 'Network', options: architectures()})}` : ''}
      ${part('trainImages', null, {label: 'Training images'})}${part('validationImages', null, {label: 'Validation images', required: String(draft.get('recipe.dataset') ?? '').startsWith('folder:')})}${asItIs ? nothing : part('width', null, {label: 'Network width'})}</div>
      <details><summary>More about images and network</summary><div class="fields">
        ${['testImages', 'imageSize', 'augmentation', 'normalization', 'splitSeed', ...(asItIs ? [] : SHAPE.slice(1))].map(name => part(name))}</div></details>
    </fieldset>
    <fieldset><legend>Training</legend><div class="fields">
      ${part('epochs')}${part('batchSize')}${part('optimizer.type', optimizer.type, {label: 'Optimizer'})}${part('optimizer.learningRate', optimizer.learningRate)}</div>
      <details><summary>More about training</summary><div class="fields">
        ${part('optimizer.momentum', optimizer.momentum)}${part('screening.minAccuracy', screening.minAccuracy, {label: 'Stop below accuracy'})}
        ${part('screening.afterEpoch', screening.afterEpoch, {label: 'Stop after epoch'})}${part('fitnessSplit', null, {label: 'Split that determines fitness'})}${part('reportTest', null, {label: 'Report on the test split'})}</div></details>
    </fieldset>`;
}

const folderField = draft => field(draft, 'recipe.dataset', null, {
  label: 'Folder of images', required: true, none: 'Choose a folder', options: (folders().value ?? []).map(({name}) => [name, name.replace('folder:', '')]),
});

/** Shown until a worker has found a folder; the page looks again by itself. */
const howToPlaceAFolder = () => (folders().value?.length === 0 ? notice(html`No folder of images yet. Put one into
  <code>data/datasets/folders</code> of a worker, with a folder for each class, such as
  <code>data/datasets/folders/leaves/healthy/1.jpg</code>. Workers notice it by themselves, and it appears here.`, 'warn') : nothing);

/** The request for a stored recipe. */
export function recipeRequest(recipe) {
  if (recipe.external) {
    return ownNetworkRequest(recipe);
  }
  const {data, architecture, epochs, batchSize, optimizer, screening, fitnessSplit, reportTest} = recipe;
  return {
    ...data,
    architecture: architecture.name,
    width: architecture.width,
    depth: architecture.depth,
    form: architecture.form,
    epochs,
    batchSize,
    optimizer: {...optimizer, type: optimizer.type.toUpperCase()},
    screening: screening ?? {minAccuracy: 0},
    fitnessSplit,
    reportTest,
  };
}
