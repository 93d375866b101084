/** The live workers. */
import {html, nothing, repeat} from '../ui/lit.js';
import {read} from '../core/store.js';
import {to} from '../core/router.js';
import {empty, facts, progress, shown} from '../ui/parts.js';
import {functionLink} from '../ui/functions.js';
import {ago, count, exactTime, percent} from '../core/format.js';

export const liveWorkers = () => read('/workers', {topics: ['evaluations'], every: 2500});

export function workers() {
  return {
    title: 'Workers',
    content: html`<div class="head"><h1>Workers</h1></div>
      ${shown(liveWorkers(), list => list.length === 0
        ? empty('No worker is live', 'Trainings wait until a worker is started; docs/operation.md describes how.')
        : html`<p class="soft">${summary(list)}</p><div class="grid cards">${repeat(list, worker => worker.id, card)}</div>`)}`,
  };
}

function summary(list) {
  const busy = list.filter(worker => worker.task);
  const speed = busy.reduce((sum, worker) => sum + (worker.task.imagesPerSecond ?? 0), 0);
  return `${busy.length} of ${list.length} busy${speed ? `, ${count(Math.round(speed))} images per second in total` : ''}. A worker trains one network at a time.`;
}

const card = worker => html`<article class="card worker">
  <header><h2>${worker.id}</h2><span class="state ${worker.task ? 'running' : 'pending'}">${worker.task ? 'Training' : 'Idle'}</span></header>
  ${worker.task ? task(worker.task) : html`<p class="soft">Waiting for a task.</p>`}
  ${facts([
    ['Machine', worker.host],
    ['Device', `${worker.device}, ${worker.threads} thread${worker.threads === 1 ? '' : 's'}`],
    ['Engine', worker.engine],
    ['Last heartbeat', html`<time datetime=${worker.lastSeen} title=${exactTime(worker.lastSeen)}>${ago(worker.lastSeen)}</time>`],
    ['Up since', html`<time datetime=${worker.startedAt}>${exactTime(worker.startedAt)}</time>`],
    ['Data sets', worker.datasets.filter(name => !worker.fetchable.includes(name)).join(', ') || 'none yet'],
    ...worker.troubles.map(trouble => [`Cannot train on ${trouble.dataset}`, trouble.reason]),
    worker.fetchable.length ? ['Can download', worker.fetchable.join(', ')] : null,
  ])}
</article>`;

/** The current training of a worker. */
export function task({fingerprint, formula, dataset, architecture, jobs, step, totalSteps, imagesPerSecond}) {
  return html`<div class="task">
    <p>${fingerprint ? functionLink(fingerprint, formula) : 'a function'}</p>
    ${progress(step ?? 0, totalSteps ?? 0, 'Training progress')}
    <p class="soft">${totalSteps ? `${percent((step ?? 0) / totalSteps)} · ` : nothing}${imagesPerSecond ? `${count(Math.round(imagesPerSecond))} images/s · ` : nothing}${architecture} on ${dataset}
      ${jobs.map(job => html` · <a href=${to(`/jobs/${job}`)}>job ${job}</a>`)}</p>
  </div>`;
}
