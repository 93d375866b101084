/** Buttons that control a job. */
import {html, nothing} from './lit.js';
import {post} from '../core/api.js';
import {redraw, touch} from '../core/store.js';
import {problem} from './parts.js';

const QUESTIONS = {cancel: 'Cancel it permanently? Completed trainings are kept.'};
let busy = null;
let failure = null;

/** @param {string} path path of the job, such as /searches/7 */
export function jobActions(path, job, more = nothing) {
  const button = (name, label) =>
    html`<button ?disabled=${busy !== null} @click=${() => act(path, job, name)}>${busy === name ? '…' : label}</button>`;
  return html`<div class="actions">
    ${job.state === 'RUNNING' ? button('pause', 'Pause') : nothing}
    ${job.state === 'PAUSED' ? button('resume', 'Resume') : nothing}
    ${job.state === 'FAILED' ? button('resume', 'Retry') : nothing}
    ${job.state === 'RUNNING' || job.state === 'PAUSED' ? button('cancel', 'Cancel') : nothing}
    ${more}
  </div>
  ${failure?.path === path ? problem(failure.error) : nothing}`;
}

async function act(path, {id}, name) {
  if (QUESTIONS[name] && !confirm(QUESTIONS[name])) {
    return;
  }
  await attempt(path, name, () => post(`${path}/${name}`), id);
}

/** Performs an action on a job, shows an error if it fails, and reloads the job. */
export async function attempt(path, name, action, id) {
  busy = name;
  failure = null;
  redraw();
  try {
    await action();
  } catch (error) {
    failure = {path, error};
  }
  busy = null;
  touch('jobs', `job:${id}`);
  redraw();
}
