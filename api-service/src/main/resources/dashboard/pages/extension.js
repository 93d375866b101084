/** Adds functions, networks, data sets or seeds to a benchmark. */
import {html, nothing} from '../ui/lit.js';
import {go, to} from '../core/router.js';
import {Draft, checks} from '../ui/form.js';
import {functionList, numbers} from '../ui/lists.js';
import {problem} from '../ui/parts.js';
import {architectures, datasets} from './recipe-fields.js';

let draft = new Draft();
let shownFor = null;

export function extension(job) {
  if (shownFor !== job.id) {
    shownFor = job.id;
    draft = new Draft();
  }
  return html`<details class="card fold"><summary>Extend: more functions, networks, data sets or seeds</summary>
    <form @submit=${event => submit(event, job)}>
      ${draft.problem ? problem(draft.problem) : nothing}
      <div class="fields">
        ${functionList(draft, 'activations', 'More functions', 'One per line: a name or a formula such as x*tanh(exp(x)).')}
        ${numbers(draft, 'seeds', 'More seeds', `Existing seeds: ${job.seeds.join(', ')}.`)}</div>
      ${checks(draft, 'architectures', 'More networks', architectures().filter(([name]) => !job.matrix.some(row => row.architecture === name)))}
      ${checks(draft, 'datasets', 'More data sets', datasets().filter(([name]) => !job.matrix.some(row => row.dataset === name)))}
      <div class="actions"><button ?disabled=${draft.sending || draft.values.size === 0}>Extend</button></div>
    </form></details>`;
}

async function submit(event, {id}) {
  event.preventDefault();
  const details = event.target.closest('details');
  if (await draft.send(`/benchmarks/${id}/extend`)) {
    draft = new Draft();
    details.open = false;
    go(to(`/benchmarks/${id}`));
  }
}
