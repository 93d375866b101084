/** All benchmarks. */
import {html, repeat} from '../ui/lit.js';
import {read} from '../core/store.js';
import {to} from '../core/router.js';
import {choice, empty, pager, progress, scroll, shown, state} from '../ui/parts.js';
import {count, exactTime, time, word} from '../core/format.js';

const STATES = ['RUNNING', 'PAUSED', 'COMPLETED', 'FAILED', 'CANCELLED'];

export function benchmarks(query) {
  const parameters = new URLSearchParams({limit: 25});
  ['state', 'cursor'].filter(name => query.get(name)).forEach(name => parameters.set(name, query.get(name)));
  const filtered = query.get('state') || query.get('cursor');
  return {
    title: 'Benchmarks',
    content: html`<div class="head"><h1>Benchmarks</h1><a class="button primary" href=${to('/benchmarks/new')}>New benchmark</a></div>
      ${shown(read(`/benchmarks?${parameters}`, {topics: ['jobs']}), page => page.items.length === 0 && !filtered
        ? empty('No benchmark yet', 'A benchmark trains selected functions over networks, data sets and seeds, and compares them statistically.', html`<a class="button primary" href=${to('/benchmarks/new')}>Start one</a>`)
        : html`<div class="filters" role="search" aria-label="Filter benchmarks">${choice('State', 'state', query.get('state'), [['', 'all'], ...STATES.map(each => [each, word(each)])])}</div>
          ${page.items.length === 0 ? empty('No results', 'No benchmark is in this state.') : table(page.items)}${pager(query, page.next)}`)}`,
  };
}

const table = items => html`<div class="card">${scroll('Benchmarks', html`<table>
  <thead><tr><th scope="col">Benchmark</th><th scope="col">State</th><th scope="col">Metric</th><th scope="col" class="number">Trainings</th><th scope="col">Done</th><th scope="col">Started</th></tr></thead>
  <tbody>${repeat(items, each => each.id, each => html`<tr><th scope="row"><a href=${to(`/benchmarks/${each.id}`)}>${each.name}</a> <small>#${each.id}</small></th>
    <td>${state(each.state)}</td><td>${word(each.metric)}</td><td class="number">${count(each.succeeded)} of ${count(each.cells)}</td>
    <td>${progress(each.succeeded, each.cells, `Share of ${each.name} that is done`)}</td>
    <td><time datetime=${each.createdAt} title=${exactTime(each.createdAt)}>${time(each.createdAt)}</time></td></tr>`)}</tbody></table>`)}</div>`;
