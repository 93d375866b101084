/** All searches. */
import {html, nothing, repeat} from '../ui/lit.js';
import {read} from '../core/store.js';
import {to} from '../core/router.js';
import {choice, empty, pager, scroll, shown, stateOf} from '../ui/parts.js';
import {importButton} from '../ui/import-search.js';
import {strategies, strategyName} from './strategies.js';
import {count, dataName, exactTime, fitness, time, word} from '../core/format.js';

const FILTERS = ['state', 'strategy', 'dataset', 'architecture'];
const STATES = ['RUNNING', 'PAUSED', 'COMPLETED', 'FAILED', 'CANCELLED'];

export function searches(query) {
  const filters = FILTERS.filter(name => query.get(name));
  const parameters = new URLSearchParams({limit: 25});
  [...filters, 'cursor'].filter(name => query.get(name)).forEach(name => parameters.set(name, query.get(name)));
  const list = read(`/searches?${parameters}`, {topics: ['jobs']});
  return {
    title: 'Searches',
    content: html`
      <div class="head"><h1>Searches</h1><div class="actions">${importButton()}<a class="button primary" href=${to('/searches/new')}>New search</a></div></div>
      ${shown(list, page => page.items.length === 0 && filters.length === 0 && !query.get('cursor') ? first() : html`${filterBar(query)}${table(page)}${pager(query, page.next)}`)}`,
  };
}

const first = () => empty('No search yet', 'A search proposes activation functions, trains a network with each, and shows which are best. The first one takes two minutes.',
  html`<a class="button primary" href=${to('/searches/new', {preset: 'try'})}>Start your first search</a>`);

function filterBar(query) {
  const names = (path, pick = item => item.name) => (read(path, {fixed: true}).value ?? []).map(item => [pick(item), pick(item)]);
  const any = [['', 'all']];
  return html`<div class="filters" role="search" aria-label="Filter searches">
    ${choice('State', 'state', query.get('state'), [...any, ...STATES.map(value => [value, word(value)])])}
    ${choice('Data set', 'dataset', query.get('dataset'), [...any, ...names('/catalog/datasets', item => item.dataset.name), ...names('/catalog/folders')])}
    ${choice('Network', 'architecture', query.get('architecture'), [...any, ...names('/catalog/architectures')])}
    ${choice('Strategy', 'strategy', query.get('strategy'), [...any, ...strategies()])}
  </div>`;
}

function table({items}) {
  if (items.length === 0) {
    return empty('No results', 'No search matches all filters.', html`<a class="button" href=${to('/searches')}>Show all</a>`);
  }
  return html`<div class="card">${scroll('Searches', html`<table>
    <thead><tr><th scope="col">Search</th><th scope="col">State</th><th scope="col">Data set</th><th scope="col">Network</th>
      <th scope="col">Strategy</th><th scope="col" class="number">Candidates</th><th scope="col" class="number">Best fitness</th>
      <th scope="col">Started</th></tr></thead>
    <tbody>${repeat(items, item => item.id, item => html`<tr>
      <th scope="row"><a href=${to(`/searches/${item.id}`)}>${item.name}</a> <small>#${item.id}</small></th>
      <td>${stateOf(item)}${item.obstacle ? html`<br><small class="soft">${item.obstacle}</small>` : nothing}</td><td>${dataName(item.dataset)}</td><td>${item.architecture}</td><td>${strategyName(item.strategy)}</td>
      <td class="number">${count(item.proposed)}</td><td class="number">${item.bestFitness ? html`<b>${fitness(item.bestFitness)}</b>` : nothing}</td>
      <td><time datetime=${item.createdAt} title=${exactTime(item.createdAt)}>${time(item.createdAt)}</time></td></tr>`)}</tbody>
  </table>`)}</div>`;
}
