/** One benchmark: its matrix and its report so far. */
import {html, nothing, repeat} from '../ui/lit.js';
import {getText, post} from '../core/api.js';
import {read} from '../core/store.js';
import {to} from '../core/router.js';
import {attempt, jobActions} from '../ui/actions.js';
import {facts, notice, progress, scroll, section, shown, state, tile} from '../ui/parts.js';
import {functionLink, sparkline} from '../ui/functions.js';
import {download} from '../ui/download.js';
import {heat} from '../ui/heat.js';
import {actionsText, capital, count, decimal, duration, exactTime, fitness, pValue, percent, place, points, recipe, signed, word} from '../core/format.js';
import {extension} from './extension.js';
import {objectiveText} from './own-network.js';

export function benchmark(id) {
  const topics = [`job:${id}`];
  const status = read(`/benchmarks/${id}`, {topics});
  return {
    title: status.value?.name ?? `Benchmark ${id}`,
    content: html`<nav class="trail" aria-label="Where you are"><a href=${to('/benchmarks')}>Benchmarks</a></nav>
      ${shown(status, view, {skeleton: 'page'})}
      ${status.value ? shown(read(`/benchmarks/${id}/report?format=json`, {topics}), report => reportView(report)) : nothing}
      ${status.value ? html`<div class="grid two">${functions(status.value)}${setup(status.value)}</div>` : nothing}`,
  };
}

/** Whether the metric is a fraction of all images, rather than a fitness. */
const shares = metric => metric !== 'FITNESS';
const valueOf = (metric, value) => (shares(metric) ? percent(value) : fitness(value));

function view(job) {
  const path = `/benchmarks/${job.id}`;
  const {states} = job.progress;
  const over = ['COMPLETED', 'CANCELLED', 'FAILED'].includes(job.state);
  return html`
    <div class="head"><div><h1>${job.name} <small>#${job.id}</small></h1>${state(job.state)}</div>
      ${jobActions(path, job, html`
        ${states.FAILED ? html`<button @click=${() => attempt(path, 'retry', () => post(`${path}/retry`, {}), job.id)}>Retry ${states.FAILED} failed</button>` : nothing}
        <a class="button" href=${to('/benchmarks/new', {clone: job.id})}>Clone</a>
        <details class="menu"><summary class="button">Report</summary><div>${[['html', 'HTML page with diagrams'], ['markdown', 'Markdown'], ['csv', 'CSV: one line per cell'], ['json', 'JSON']].map(([format, text]) =>
          html`<button class="quiet" @click=${() => download(`${path}/report?format=${format}`, `benchmark-${job.id}.${{markdown: 'md'}[format] ?? format}`)}>${text}</button>`)}</div></details>`)}</div>
    ${job.failure ? notice(job.failure, 'bad') : nothing}
    ${Object.values(job.obstacles).map(text => notice(`It cannot proceed at present: ${text}`, 'warn'))}
    <dl class="tiles">
      ${tile('Trainings', count(states.SUCCEEDED), html`of ${count(job.progress.cells)}${progress(states.SUCCEEDED + states.FAILED + states.CANCELLED, job.progress.cells, 'Finished trainings')}`)}
      ${tile('Running', count(states.RUNNING), `${count(states.PENDING + states.QUEUED)} waiting`)}
      ${tile('Failed', count(states.FAILED))}
      ${tile('Reused', count(job.progress.reused))}
      ${tile(over ? 'Took' : 'Running for', duration(job.elapsedSeconds), over ? `${duration(job.progress.trainingSeconds)} of worker time` : job.remainingSeconds === null ? 'time left: unknown' : `about ${duration(job.remainingSeconds)} left`)}
    </dl>
    ${section(`${capital(metricText(job))}, mean over ${job.seeds.length} seed${job.seeds.length === 1 ? '' : 's'}`, matrix(job), {
      note: 'A stronger colour is better within its row; the best has a star. Small numbers: finished seeds.', wide: true})}
    ${extension(job)}`;
}

const objectiveOf = row => objectiveText(row.recipe.objective ?? {});
const objectivesOf = job => [...new Set(job.matrix.map(objectiveOf))];
const metricText = job => (job.metric === 'FITNESS' && objectivesOf(job).length === 1 ? `fitness (${objectivesOf(job)})` : word(job.metric));

const matrix = job => scroll('Matrix', html`<table class="matrix">
  <thead><tr><th scope="col">Network and data set</th>${job.activations.map(each => html`<th scope="col" class="number">${each.label}</th>`)}</tr></thead>
  <tbody>${repeat(job.matrix, row => row.recipeHash, row => {
    const means = row.squares.map(each => each.mean);
    return html`<tr><th scope="row"><a href=${to('/leaderboard', {recipe: row.recipeHash})}>${place(row.architecture, row.dataset)}</a>${job.metric === 'FITNESS' && objectivesOf(job).length > 1 ? html`<small>${objectiveOf(row)}</small>` : nothing}</th>
      ${row.squares.map(square => html`<td class="number ${heat(square.mean, means)}">${square.mean !== null && square.mean === Math.max(...means.filter(each => each !== null)) ? html`<span aria-label="best">★</span> ` : nothing}${square.cells === 0 ? html`<span class="soft">excluded</span>` : valueOf(job.metric, square.mean)}
        ${square.cells ? html`<small>${square.succeeded}/${square.cells}${square.failed ? html` <b class="bad">${square.failed} failed</b>` : nothing}</small>` : nothing}</td>`)}</tr>`;
  })}</tbody></table>`);

function reportView(report) {
  const {comparison, remarks} = report;
  const path = `/benchmarks/${report.id}/report`;
  return html`
    ${remarks.length ? html`<div class="alert warn" role="note"><ul>${remarks.map(each => html`<li>${each}</li>`)}</ul></div>` : nothing}
    ${comparison === null || comparison === undefined ? nothing : html`
      ${section('Ranks', html`${diagram(`${path}/ranks`, report, 'Critical difference diagram')}${rankTable(report)}`, {wide: true, note: `1 is the best in a context. A bar joins functions that Nemenyi's test does not distinguish at significance level 0.05.${comparison.friedman ? ` Friedman's test: p ${comparison.friedman.pValue < 0.001 ? '< 0.001' : `= ${pValue(comparison.friedman.pValue)}`}.` : ''}`})}
      ${section('Wins', html`<div class="grid two">${diagram(`${path}/wins`, report, 'Matrix of wins')}${againstControl(report)}</div>`, {wide: true, note: 'Number of contexts in which the function of the row beats the function of the column.'})}`}`;
}

/** A diagram drawn by the service, updated with each new value. */
function diagram(path, {measured}, label) {
  return shown(read(`${path}?measured=${measured}`, {fixed: true, reader: getText}), text => html`<afos-drawing tabindex="0" role="region" aria-label=${label} .source=${text}></afos-drawing>`);
}

const rankTable = ({comparison, contexts}) => scroll('Ranks', html`<table>
  <thead><tr><th scope="col">Context</th>${comparison.activations.map(each => html`<th scope="col" class="number">${each}</th>`)}</tr></thead>
  <tbody>${contexts.filter(each => each.complete).map(each => html`<tr><th scope="row">${each.label}</th>${each.ranks.map(rank => html`<td class="number">${rank === 1 ? html`<b class="good">${decimal(rank, 1)}</b>` : decimal(rank, 1)}</td>`)}</tr>`)}</tbody>
  <tfoot><tr><th scope="row">Average</th>${comparison.averageRanks.map(rank => html`<td class="number"><b>${decimal(rank)}</b></td>`)}</tr></tfoot></table>`);

function againstControl({comparison, control, metric}) {
  const difference = value => (shares(metric) ? points(value) : signed(value));
  return html`<div><h3>Against ${control}</h3>${scroll(`Against ${control}`, html`<table>
    <thead><tr><th scope="col">Function</th><th scope="col" class="number">Difference</th><th scope="col">95 % interval</th><th scope="col" class="number">p (Holm)</th></tr></thead>
    <tbody>${comparison.againstControl.map(each => html`<tr><th scope="row">${each.activation}</th><td class="number">${difference(each.meanDifference)}</td>
      <td>${each.interval ? `${difference(each.interval.lower)} to ${difference(each.interval.upper)}` : '–'}</td><td class="number">${pValue(each.holm)}</td></tr>`)}</tbody></table>`)}</div>`;
}

const functions = job => section('Functions', html`<ul class="plain relatives">${job.activations.map(each => html`<li>${sparkline(each.fingerprint)}<div>${functionLink(each.fingerprint, each.formula, {name: each.label === each.formula ? null : each.label})}
  <br><small class="soft">${each.baseline ? 'baseline' : (each.origin ?? 'to be compared')}</small></div></li>`)}</ul>`,
{actions: html`<a class="button" href=${to('/compare', {f: job.activations.map(each => each.label)})}>Compare curves</a>`});

const setup = job => section('Setup', facts([
  ['Compared with', job.control], ['Seeds', job.seeds.join(', ')],
  ...job.matrix.map(row => [place(row.architecture, row.dataset), recipe(row.recipe)]),
  job.budget.maxTrainings ? ['At most', `${count(job.budget.maxTrainings)} trainings`] : null,
  job.budget.maxTrainingSeconds ? ['At most', `${duration(job.budget.maxTrainingSeconds)} of worker time`] : null,
  ['Submitted', exactTime(job.createdAt)], job.finishedAt ? ['Ended', exactTime(job.finishedAt)] : null,
  job.actions.length ? ['By API key', actionsText(job.actions)] : null,
]));

/** Shows an SVG from the service. */
class Drawing extends HTMLElement {
  set source(text) {
    if (this.text !== text) {
      this.text = text;
      this.replaceChildren(document.adoptNode(new DOMParser().parseFromString(text, 'image/svg+xml').documentElement));
    }
  }
}
customElements.define('afos-drawing', Drawing);
