/** The fittest functions of a search, trained again with further seeds. */
import {html, nothing} from '../ui/lit.js';
import {scroll, section} from '../ui/parts.js';
import {functionLink, sparkline} from '../ui/functions.js';
import {fitness, percent, spread} from '../core/format.js';

/** Standard functions that are not among the finalists. */
const others = ({finalists, baselines}) => baselines.filter(({name, replicated}) => replicated && !finalists.some(each => each.name === name));

/** The progress of the replication of a search. */
export function replicating(job) {
  if (!job.endedBy || !['RUNNING', 'PAUSED'].includes(job.state) || job.finalists.length === 0) {
    return nothing;
  }
  const trainings = [...job.finalists, ...others(job)].map(each => each.replicated);
  const sum = of => trainings.map(of).reduce((a, b) => a + b, 0);
  return html`<span class="soft" role="status">Training the best again: ${sum(each => each.succeeded + each.failed)} of ${sum(each => each.seeds)}</span>`;
}

export const finalists = job => job.finalists.length === 0 ? nothing : section('Finalists', scroll('Finalists', html`<table class="functions finalists">
  <thead><tr><th scope="col">Function</th><th scope="col" class="roomy">Curve</th><th scope="col" class="number">First fitness</th><th scope="col" class="number">Mean fitness</th>
    <th scope="col" class="number">Mean accuracy</th><th scope="col" class="number">Further seeds</th></tr></thead>
  <tbody>${job.finalists.map(each => row(functionLink(each.fingerprint, each.formula, {name: each.name}), sparkline(each.fingerprint), each))}</tbody>
  ${others(job).length ? html`<tbody class="standards">${others(job).map(each => row(html`${each.name} <small>standard</small>`, nothing, each))}</tbody>` : nothing}</table>`), {
  wide: true,
  note: 'The first fitness is biased upwards, because the finalists were selected by it. The means are over further seeds, which had no influence on the selection; \u00b1 gives the standard deviation over the seeds.',
});

const row = (name, curve, {fitness: first, replicated}) => html`<tr>
  <th scope="row">${name}</th><td class="roomy">${curve}</td><td class="number">${fitness(first)}</td><td class="number"><b>${spread(replicated)}</b></td>
  <td class="number">${percent(replicated.accuracy)}</td>
  <td class="number">${replicated.succeeded} of ${replicated.seeds}${replicated.failed ? html`<br><small class="bad">${replicated.failed} failed</small>` : nothing}</td></tr>`;
