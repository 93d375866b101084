/** A search's charts. */
import {html} from '../ui/lit.js';
import {read} from '../core/store.js';
import {adjusted, go} from '../core/router.js';
import {section, shown} from '../ui/parts.js';
import {chart} from '../ui/chart.js';
import {count, fitness, percent} from '../core/format.js';

/** The zoom of a chart, kept in the address under a name. */
function zoomIn(query, name) {
  const [from, to] = (query.get(name) ?? '').split('~').map(Number);
  return {
    zoom: from < to ? [from, to] : undefined,
    onZoom: (low, high) => go(adjusted({[name]: low === undefined ? null : `${Number(low.toPrecision(6))}~${Number(high.toPrecision(6))}`})),
  };
}

const AXES = [['generation', 'Generation'], ['candidates', 'Candidates'], ['epochs', 'Epochs trained']];
const CURVES = 5;

const axisOf = (job, query) => query.get('x') ?? ('generations' in job.specification.strategy ? 'generation' : 'candidates');

/** Best and median fitness by generation, candidates or epochs. */
export function courseChart(job, query) {
  const axis = axisOf(job, query);
  const byGeneration = axis === 'generation';
  const entry = byGeneration
    ? read(`/searches/${job.id}/generations?limit=200`, {topics: [`job:${job.id}`]})
    : courseOf(job);
  const actions = html`<div class="tabs" role="group" aria-label="Horizontal axis">${AXES.map(([key, name]) => html`<a href=${adjusted({x: key, fitness: null})} aria-current=${key === axis}>${name}</a>`)}</div>`;
  return section('Fitness', shown(entry, value => {
    const {x, best, median} = byGeneration ? generations(value.items) : stretches(value.stretches, axis);
    const relu = job.baselines.find(each => each.name === 'relu')?.fitness;
    return chart({
      id: `course-${axis}`,
      label: 'Best and median fitness of the search',
      ...zoomIn(query, 'fitness'),
      x: {name: byGeneration ? 'generation' : axis === 'epochs' ? 'epochs trained' : 'candidates', values: x, format: count, whole: true},
      y: {name: 'fitness', format: fitness},
      series: [
        {name: byGeneration ? 'best' : 'best so far', values: best, kind: byGeneration ? 'line' : 'steps'},
        {name: 'median', values: median, colour: 1},
        ...(relu ? [{name: 'ReLU', values: x.map(() => relu), dash: true, colour: 2}] : []),
      ],
    });
  }), {actions});
}

const courseOf = job => read(`/searches/${job.id}/course`, {topics: [`job:${job.id}`]});

const generations = items => ({
  x: items.map(each => each.generation),
  best: items.map(each => each.bestFitness),
  median: items.map(each => each.medianFitness),
});

const stretches = (items, axis) => ({
  x: items.map(each => (axis === 'epochs' ? each.epochs : each.last + 1)),
  best: items.map(each => each.bestSoFar),
  median: items.map(each => each.median),
});

/** All candidates, similar ones merged. */
export function scatter(job, query) {
  return section('All candidates', shown(courseOf(job), ({spots, width}) => chart({
    id: 'scatter',
    label: 'Fitness of all candidates in the order of proposal',
    ...zoomIn(query, 'candidates'),
    x: {name: 'candidate', values: spots.map(each => each.ordinal), format: count, whole: true},
    y: {name: 'fitness', format: fitness},
    series: [
      {name: 'trained', values: spots.map(each => (each.rejected ? null : each.fitness)), kind: 'dots', size: spots.length > 1000 ? 4 : 6},
      {name: 'not trained: not finite or constant', values: spots.map(each => (each.rejected ? each.fitness : null)), kind: 'dots', colour: 1, size: 5},
    ],
    note: i => (spots[i].candidates > 1 ? `${spots[i].candidates} candidates` : null),
    onPick: i => go(adjusted({candidate: spots[i].ordinal})),
  })), {note: 'Select a range to zoom, double-click to see all, click a candidate to see it below.'});
}

/** The learning curves of the fittest functions and of the baselines. */
export function learningCurves(job) {
  const top = read(`/searches/${job.id}/candidates?sort=FITNESS&distinct=true&limit=40`, {topics: [`job:${job.id}`]});
  return section('Learning curves', shown(top, ({items}) => {
    const distinct = [...new Map(items.filter(each => each.evaluation).map(each => [each.evaluation.id, each.name ?? each.simplest])).entries()].slice(0, CURVES);
    const relu = job.baselines.find(each => each.name === 'relu');
    const wanted = [...distinct, ...(relu && !distinct.some(([id]) => id === relu.evaluationId) ? [[relu.evaluationId, 'ReLU']] : [])];
    const curves = wanted.map(([id, name]) => ({name, curve: evaluationOf(id).value?.curve ?? []})).filter(each => each.curve.length > 0);
    return curves.length === 0 ? html`<p class="soft">No epoch has finished yet.</p>` : curveChart('learning', curves);
  }), {note: `Accuracy after each epoch on the split that determines fitness, for the ${CURVES} best functions and ReLU.`});
}

const evaluationOf = id => read(`/evaluations/${id}`, {topics: [`evaluation:${id}`]});

/** @param {{name: string, curve: {epoch: number, accuracy: number}[], dash?: boolean}[]} curves */
export function curveChart(id, curves) {
  const scored = curves.some(({curve}) => curve.some(point => point.score !== undefined));
  const epochs = [...new Set(curves.flatMap(({curve}) => curve.map(point => point.epoch)))].sort((a, b) => a - b);
  return chart({
    id,
    label: 'Learning curves',
    x: {name: 'epoch', values: epochs, whole: true},
    y: scored ? {name: 'score', format: fitness} : {name: 'accuracy', format: percent, tick: value => `${Math.round(1000 * value) / 10} %`},
    series: curves.map(({name, curve, dash}) => ({
      name,
      dash: dash ?? name === 'ReLU',
      values: epochs.map(epoch => curve.find(point => point.epoch === epoch)?.[scored ? 'score' : 'accuracy'] ?? null),
    })),
  });
}
