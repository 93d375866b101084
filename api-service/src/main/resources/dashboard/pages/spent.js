/** What a search has spent, compared with its limits, and why it has ended. */
import {html, nothing} from '../ui/lit.js';
import {progress, section} from '../ui/parts.js';
import {ruleText} from './stop-rules.js';
import {count, duration, fitness} from '../core/format.js';

export const spent = job => section('Spent', html`
  <dl class="gauges">${gauges(job).map(([name, value, limit, format, more]) => html`<div><dt>${name}</dt><dd><b>${format(value)}</b>${limit ? html` <small>of ${format(limit)}</small>${progress(value, limit, `${name}, relative to the limit`)}` : more ? html` <small>${more}</small>` : nothing}</dd></div>`)}</dl>`,
{note: html`${job.endedBy ? html`<b>${reason(job)}</b> ` : nothing}Counts only trainings of candidates that no other job had requested before.`});

function gauges({spending, elapsedSeconds, best, finalists, specification: {stop}}) {
  return [
    ['Own trainings', spending.trainings, stop?.trainings, count],
    ['Epochs', spending.epochs, stop?.epochs, count],
    ['Time', elapsedSeconds, stop?.seconds, duration],
    ['Since the best function', spending.trainingsSinceBest, stop?.patience, count, spending.trainingsSinceBest === 1 ? 'training' : 'trainings'],
    ...(stop?.fitness ? [['Fitness', Math.max(best?.fitness ?? 0, ...finalists.map(each => each.fitness)), stop.fitness, fitness]] : []),
  ];
}

function reason({endedBy, state, specification: {stop}}) {
  const rule = ruleText(endedBy, stop);
  const why = rule ? `its stop rule applies: ${rule}` : 'its strategy has no more candidates';
  return `${state === 'COMPLETED' ? 'Ended' : 'Proposes nothing more'}: ${why}.`;
}
