/** Estimates the cost of a search before it is submitted. */
import {html, nothing} from '../ui/lit.js';
import {redraw} from '../core/store.js';
import {facts} from '../ui/parts.js';
import {capital, count, duration, number} from '../core/format.js';

let asking = false;
let answer = null;

export const estimateButton = draft =>
  html`<button type="button" ?disabled=${draft.sending} @click=${event => event.target.form.reportValidity() && ask(draft)}>${asking ? 'Estimating…' : 'Estimate'}</button>`;

async function ask(draft) {
  const {version} = draft;
  asking = true;
  const value = await draft.ask('/searches/estimate');
  asking = false;
  answer = value ? {draft, version, value} : null;
  redraw();
}

/** The last estimate of a form. */
export const estimateOf = draft => html`<div role="status">${answer?.draft === draft ? view(answer.value, answer.version !== draft.version) : nothing}</div>`;

const view = ({candidates, trainings, epochs, alreadyTrained, hours, throughput, notes}, old) => html`<div class="estimate">
  <h2>Estimate${old ? html` <small>before the latest changes</small>` : nothing}</h2>
  ${facts([
    ['Candidates', `about ${count(candidates)}`],
    ['Trainings', `${range(trainings)}, including standard functions and the replication`],
    alreadyTrained ? ['Already trained', `${number(alreadyTrained, 'training')}, excluded from the expected numbers`] : null,
    ['Epochs', range(epochs)],
    ['Time', time(hours, throughput)],
  ])}
  ${notes.length ? html`<ul>${notes.map(note => html`<li>${capital(note)}</li>`)}</ul>` : nothing}</div>`;

const range = ({expected, atMost}) => (expected === atMost ? count(expected) : `about ${count(expected)}, at most ${count(atMost)}`);

function time(hours, {basis, trainings, workers}) {
  if (hours === null || hours === undefined) {
    return 'unknown: this service has no comparable trainings';
  }
  const source = basis === 'RECIPE' ? 'under the same recipe' : 'of the same network on the same data set';
  return `about ${duration(3600 * hours)} with ${number(Math.max(1, workers), 'worker')}, from ${number(trainings, 'training')} ${source}`;
}
