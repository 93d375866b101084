/** Functions ranked under one recipe, or over several. */
import {html, nothing, repeat} from '../ui/lit.js';
import {read} from '../core/store.js';
import {adjusted, go, to} from '../core/router.js';
import {choice, empty, notice, pager, scroll, shown, sortable} from '../ui/parts.js';
import {functionLink, sparkline} from '../ui/functions.js';
import {contexts, contextName} from './contexts.js';
import {count, decimal, fitness, percent, points, signed, time} from '../core/format.js';
import {objectiveText} from './own-network.js';

export function leaderboard(query) {
  const overall = query.has('overall');
  return {
    title: 'Leaderboard',
    content: html`<div class="head"><h1>Leaderboard</h1>
      <div class="tabs" role="group" aria-label="Kind of leaderboard">
        <a href=${to('/leaderboard')} aria-current=${!overall}>One recipe</a><a href=${to('/leaderboard', {overall: 1})} aria-current=${overall}>Over several recipes</a></div></div>
      ${shown(contexts(), list => (list.length === 0 ? nothingYet() : overall ? several(list, query) : single(list, query)))}`,
  };
}

const nothingYet = () => empty('No trainings yet', 'Functions appear here after the first training of a search or benchmark.',
  html`<a class="button primary" href=${to('/searches/new', {preset: 'try'})}>Start a search</a>`);

function single(all, query) {
  const fitting = all.filter(each => ['dataset', 'architecture'].every(name => !query.get(name) || each[name] === query.get(name)));
  const chosen = fitting.find(each => each.recipeHash === query.get('recipe')) ?? fitting[0];
  const metric = query.get('metric') ?? 'FITNESS';
  const values = name => [['', 'all'], ...[...new Set(all.map(each => each[name]))].map(each => [each, each])];
  const parameters = new URLSearchParams({recipe: query.get('recipe') ?? chosen?.recipeHash ?? '', metric, limit: 50});
  if (query.get('cursor')) {
    parameters.set('cursor', query.get('cursor'));
  }
  const filters = html`<div class="filters" role="search" aria-label="Choose a recipe">
    ${choice('Data set', 'dataset', query.get('dataset'), values('dataset'))}
    ${choice('Network', 'architecture', query.get('architecture'), values('architecture'))}
    ${choice('Recipe', 'recipe', chosen?.recipeHash, fitting.map(each => [each.recipeHash, contextName(each)]))}</div>`;
  if (!chosen && !query.get('recipe')) {
    return html`${filters}${empty('No results', 'No recipe has both.')}`;
  }
  const board = read(`/leaderboard?${parameters}`, {topics: ['evaluations']});
  return html`<p class="soft">Only trainings under the same recipe can be compared. Metrics are means over the seeds.</p>${filters}
    ${shown(board, page => html`<div class="card">${page.context?.recipe.objective ? html`<p class="soft">Fitness: ${objectiveText(page.context.recipe.objective)}.</p>` : nothing}${page.items.some(each => each.tooLittleData) ? html`<p class="soft">Ranks of functions with fewer than 3 seeds are unreliable.</p>` : nothing}${table(page.items, metric, page.context?.recipe.objective?.type === 'score' ? objectiveText(page.context.recipe.objective) : null)}${pager(query, page.next)}</div>`)}`;
}

/** @param score what the score of a network of the user’s own is, if it has one */
function table(items, metric, score) {
  const relu = metric === 'ACCURACY' ? points : value => signed(value);
  const format = metric === 'ACCURACY' ? percent : fitness;
  return scroll('Leaderboard', html`<table class="functions">
    <thead><tr><th scope="col" class="number">Rank</th><th scope="col">Function</th><th scope="col">Curve</th>
      ${score ? html`<th scope="col" class="number" title=${score}>Score</th>` : nothing}${sortable('Fitness', 'FITNESS', metric)}${sortable('Accuracy', 'ACCURACY', metric)}${sortable('Loss', 'LOSS', metric, 'metric', 'ascending')}
      <th scope="col" class="number">To ReLU</th><th scope="col">95 % interval</th><th scope="col" class="number">Seeds</th></tr></thead>
    <tbody>${repeat(items, each => each.fingerprint, each => html`<tr class=${each.baseline ? 'baseline' : ''}>
      <td class="number">${each.rank}</td>
      <th scope="row">${functionLink(each.fingerprint, each.formula, {name: each.name})}</th>
      <td>${sparkline(each.fingerprint)}</td>
      ${score ? html`<td class="number">${fitness(each.score)}</td>` : nothing}<td class="number">${fitness(each.fitness)}</td><td class="number">${percent(each.accuracy)}</td><td class="number">${fitness(each.loss)}</td>
      <td class="number ${better(each.differenceToRelu, metric)}">${relu(each.differenceToRelu)}</td>
      <td>${each.differenceInterval ? html`${relu(each.differenceInterval.lower)} to ${relu(each.differenceInterval.upper)}` : each.name === 'relu' ? '–' : html`<span class="soft" title="An interval needs two seeds of the function and of ReLU">one seed</span>`}</td>
      <td class="number">${each.seeds}${each.diverged ? html`<br><small class="bad">${each.diverged} diverged</small>` : nothing}</td></tr>`)}</tbody>
  </table>`);
}

const better = (difference, metric) => (!difference || Math.abs(difference) < 5e-4 ? '' : difference > 0 === (metric !== 'LOSS') ? 'good' : 'worse');

function several(all, query) {
  const chosen = query.getAll('recipe').filter(hash => all.some(each => each.recipeHash === hash));
  const metric = query.get('metric') ?? 'FITNESS';
  const pick = (hash, on) => go(adjusted({recipe: on ? [...chosen, hash] : chosen.filter(each => each !== hash), cursor: null}));
  return html`<p class="soft">Functions that were trained under all selected recipes, by their average rank.</p>
    <fieldset class="card checks"><legend>Recipes, 2 to 32</legend>
      ${all.map(each => html`<label><input type="checkbox" .checked=${chosen.includes(each.recipeHash)} @change=${event => pick(each.recipeHash, event.target.checked)}> ${contextName(each)}</label>`)}
    </fieldset>
    ${chosen.length < 2 ? notice('Select at least two recipes.') : ranked(chosen, metric, query)}`;
}

function ranked(chosen, metric, query) {
  const parameters = new URLSearchParams({metric, limit: 50});
  chosen.forEach(hash => parameters.append('recipe', hash));
  if (query.get('cursor')) {
    parameters.set('cursor', query.get('cursor'));
  }
  const board = read(`/leaderboard/overall?${parameters}`, {every: 10_000});
  return html`<div class="filters">${choice('Ranked by', 'metric', metric, [['FITNESS', 'fitness'], ['ACCURACY', 'accuracy'], ['LOSS', 'loss']])}</div>
    ${shown(board, page => page.items.length === 0
      ? empty('No function in common', 'No function has been trained under all of these recipes yet.')
      : html`<div class="card"><p class="soft">${count(page.functions)} functions; as of ${time(page.asOf)}.${page.tooLittleData ? ' Ranks over fewer than 4 recipes are unreliable.' : ''}</p>
        ${scroll('Overall leaderboard', html`<table class="functions"><thead><tr><th scope="col">Function</th><th scope="col">Curve</th><th scope="col" class="number">Average rank</th><th scope="col">95 % interval</th><th scope="col" class="number">Fewest seeds</th></tr></thead>
        <tbody>${repeat(page.items, each => each.fingerprint, each => html`<tr><th scope="row">${functionLink(each.fingerprint, each.formula, {name: each.name})}</th><td>${sparkline(each.fingerprint)}</td>
          <td class="number"><b>${decimal(each.averageRank)}</b></td><td>${each.interval ? `${decimal(each.interval.lower)} to ${decimal(each.interval.upper)}` : '–'}</td><td class="number">${each.seeds}</td></tr>`)}</tbody></table>`)}
        ${pager(query, page.next)}</div>`)}`;
}
