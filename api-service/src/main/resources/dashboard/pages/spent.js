/** What a search has spent, against what it may spend, and why it has ended. */
import {html, nothing} from '../ui/lit.js';
import {progress, section} from '../ui/parts.js';
import {count, duration, fitness, number} from '../core/format.js';

export const spent = job => section('Spent', html`
  <dl class="gauges">${gauges(job).map(([name, value, limit, format, more]) => html`<div><dt>${name}</dt><dd><b>${format(value)}</b>${limit ? html` <small>of ${format(limit)}</small>${progress(value, limit, `${name}, of what is allowed`)}` : more ? html` <small>${more}</small>` : nothing}</dd></div>`)}</dl>`,
{note: html`${job.endedBy ? html`<b>${reason(job)}</b> ` : nothing}Trainings and epochs are those of candidates that nobody had trained before.`});

function gauges({spending, elapsedSeconds, best, finalists, specification: {stop}}) {
  return [
    ['Own trainings', spending.trainings, stop?.trainings, count],
    ['Epochs', spending.epochs, stop?.epochs, count],
    ['Time', elapsedSeconds, stop?.seconds, duration],
    ['Without a better one', spending.trainingsSinceBest, stop?.patience, count, spending.trainingsSinceBest === 1 ? 'training' : 'trainings'],
    ...(stop?.fitness ? [['Fitness', Math.max(best?.fitness ?? 0, ...finalists.map(each => each.fitness)), stop.fitness, fitness]] : []),
  ];
}

function reason({endedBy, state, specification: {stop}}) {
  const why = {
    STRATEGY: 'its strategy has no more candidates',
    TRAININGS: `its limit of ${number(stop?.trainings, 'training')} is reached`,
    EPOCHS: `its limit of ${number(stop?.epochs, 'epoch')} is reached`,
    SECONDS: `its limit of ${duration(stop?.seconds)} is reached`,
    FITNESS: `a function reached fitness ${stop?.fitness}`,
    PATIENCE: `${number(stop?.patience, 'training')} came to nothing better`,
  }[endedBy];
  return `${state === 'COMPLETED' ? 'Ended' : 'Proposes nothing more'}: ${why}.`;
}
