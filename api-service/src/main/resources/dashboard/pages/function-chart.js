/** Functions and their derivatives over a selectable range. */
import {html} from '../ui/lit.js';
import {read} from '../core/store.js';
import {adjusted, go} from '../core/router.js';
import {section, shown} from '../ui/parts.js';
import {chart} from '../ui/chart.js';
import {decimal} from '../core/format.js';

const REACHES = [2, 4, 8, 20, 100];
const POINTS = 301;

export const rangeOf = query => {
  const from = Number(query.get('x0') ?? -4);
  const to = Number(query.get('x1') ?? 4);
  return from < to && Number.isFinite(to - from) ? [Math.max(-1000, from), Math.min(1000, to)] : [-4, 4];
};

/**
 * Two charts, function and derivative, with a shared zoom.
 * @param {{fingerprints?: string[], formulas?: string[]}} which the functions, in the order of the response
 */
export function functionCharts({fingerprints = [], formulas = []}, query, title = 'Function and derivative') {
  const [from, to] = rangeOf(query);
  const parameters = new URLSearchParams({from, to, points: POINTS});
  fingerprints.forEach(each => parameters.append('fingerprint', each));
  formulas.forEach(each => parameters.append('formula', each));
  const views = read(`/activations?${parameters}`, {fixed: true});
  const zoom = (x0, x1) => go(adjusted({x0: x0.toPrecision(4), x1: x1.toPrecision(4)}));
  const buttons = html`<div class="tabs" role="group" aria-label="Range of x">${REACHES.map(reach =>
    html`<a href=${adjusted({x0: -reach, x1: reach})} aria-current=${from === -reach && to === reach}>±${reach}</a>`)}</div>`;
  return section(title, shown(views, list => html`<div class="grid two">
    ${curves('Function', 'y', 'f(x)', list, [from, to], zoom)}
    ${curves('Derivative', 'dy', 'f′(x)', list, [from, to], zoom)}</div>`), {
    note: 'Select a range in a chart to zoom in.',
    actions: buttons,
    wide: true,
  });
}

function curves(label, part, name, views, range, zoom) {
  return html`<div><h3>${label}</h3>${chart({
    id: `function-${part}`,
    label: `${label} from ${range[0]} to ${range[1]}`,
    x: {name: 'x', values: views[0]?.curve.map(point => point.x) ?? [], format: value => decimal(value, Math.abs(range[1] - range[0]) < 1 ? 4 : Math.abs(range[1] - range[0]) < 20 ? 2 : 0), range},
    y: {name, format: value => (value !== 0 && (Math.abs(value) < 0.01 || Math.abs(value) >= 10_000) ? value.toExponential(1) : decimal(value, Math.abs(value) >= 100 ? 0 : 2))},
    series: views.map((view, i) => ({name: view.name ?? view.formula, values: view.curve.map(point => point[part]), dash: i > 0 && views.length <= 4 && Boolean(view.name)})),
    onZoom: zoom,
  })}</div>`;
}
