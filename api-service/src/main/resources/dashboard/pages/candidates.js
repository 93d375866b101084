/** A search's candidates as a table. */
import {html, nothing, repeat} from '../ui/lit.js';
import {read} from '../core/store.js';
import {adjusted, to} from '../core/router.js';
import {choice, pager, scroll, section, shown, state} from '../ui/parts.js';
import {formula, functionLink, sparkline} from '../ui/functions.js';
import {capital, fitness, percent, word} from '../core/format.js';

const OPERATORS = ['START', 'RANDOM', 'ENUMERATION', 'ELITE', 'CROSSOVER', 'MUTATION', 'PROMOTION'];
const STATES = ['OPEN', 'SCORED', 'FAILED', 'CANCELLED'];
const NAMES = ['state', 'operator', 'generation', 'cursor'];
const ONCE = 'once';

export function candidates(job, query) {
  const chosen = query.get('candidate');
  return section('Candidates', chosen === null ? all(job, query) : one(job, chosen), {wide: true});
}

function one(job, ordinal) {
  const candidate = read(`/searches/${job.id}/candidates/${ordinal}`, {topics: [`job:${job.id}`]});
  return html`<p><a class="button" href=${adjusted({candidate: null})}>All candidates</a></p>${shown(candidate, each => html`${table(job, [each])}${each.formula === each.simplest ? nothing : html`<p class="soft">Proposed as <code>${each.formula}</code>, which is the same function.</p>`}`)}`;
}

function all(job, query) {
  const sort = query.get('sort') ?? 'FITNESS';
  const shownAs = query.get('show') ?? (sort === 'FITNESS' ? ONCE : 'all');
  const parameters = new URLSearchParams({limit: 20, sort, distinct: shownAs === ONCE});
  NAMES.filter(name => query.get(name)).forEach(name => parameters.set(name, query.get(name)));
  const list = read(`/searches/${job.id}/candidates?${parameters}`, {topics: [`job:${job.id}`]});
  return html`
    <div class="filters" role="search" aria-label="Filter candidates">
      ${choice('Order', 'sort', sort, [['FITNESS', 'fittest first'], ['ORDINAL', 'as proposed']])}
      ${choice('Show', 'show', shownAs, [[ONCE, 'each function once'], ['all', 'all candidates']])}
      ${choice('State', 'state', query.get('state'), [['', 'all'], ...STATES.map(each => [each, word(each)])])}
      ${choice('Made by', 'operator', query.get('operator'), [['', 'all'], ...OPERATORS.map(each => [each, word(each)])])}
      <label class="field inline"><span>Generation</span><input type="number" min="0" inputmode="numeric" .value=${query.get('generation') ?? ''}
        @change=${event => (location.hash = adjusted({generation: event.target.value, cursor: null}))}></label>
    </div>
    ${shown(list, page => html`${table(job, page.items)}${pager(query, page.next)}`)}`;
}

const table = (job, items) => items.length === 0
  ? html`<p class="soft">No matching candidates.</p>`
  : scroll('Candidates', html`<table class="functions">
    <thead><tr><th scope="col" class="number">No.</th><th scope="col">Function</th><th scope="col">Curve</th><th scope="col" class="number">Fitness</th>
      <th scope="col" class="number">Accuracy</th><th scope="col" class="number">Loss</th><th scope="col" class="number">Epochs</th><th scope="col">Made by</th><th scope="col">State</th></tr></thead>
    <tbody>${repeat(items, each => each.ordinal, each => row(job, each))}</tbody></table>`);

const row = (job, {ordinal, generation, simplest, name, latex, fingerprint, operator, parents, fitness: score, rejection, reused, evaluation, ...candidate}) => html`<tr>
  <td class="number">${ordinal}<br><small>gen. ${generation}</small></td>
  <th scope="row">${rejection ? formula(simplest, latex) : functionLink(fingerprint, simplest, {name, latex})}</th>
  <td>${rejection ? nothing : sparkline(fingerprint)}</td>
  <td class="number"><b>${fitness(score)}</b></td>
  <td class="number">${percent(evaluation?.accuracy)}</td>
  <td class="number">${fitness(evaluation?.loss)}</td>
  <td class="number">${evaluation?.epochs ?? '–'}</td>
  <td>${capital(word(operator))}${parents.length ? html`<br><small>of ${parents.map((parent, i) => html`${i ? ', ' : ''}<a href=${to(`/searches/${job.id}`, {candidate: parent})} aria-label="candidate ${parent}">${parent}</a>`)}</small>` : nothing}</td>
  <td>${rejection ? html`<span class="state cancelled">${capital(word(rejection))}</span>` : evaluation?.outcome && evaluation.outcome !== 'TRAINED' ? html`<span class="state paused">${capital(word(evaluation.outcome))}</span>` : state(evaluation && candidate.state === 'OPEN' ? evaluation.state : candidate.state)}${reused ? html`<br><small>known before</small>` : nothing}
    ${evaluation?.failure ? html`<br><small class="bad">${evaluation.failure}</small>` : nothing}</td></tr>`;
