/** Charts that remain responsive with many points. */
import uPlot from '../../webjars/uplot/dist/uPlot.esm.js';
import {html, nothing, repeat} from './lit.js';
import {redraw} from '../core/store.js';

const COLOURS = ['--series-1', '--series-2', '--series-3', '--series-4', '--series-5', '--series-6', '--series-7'];
const ROWS = 200;
const WHOLE = [1, 2, 5].flatMap(step => [0, 1, 2, 3, 4, 5, 6].map(power => step * 10 ** power)).sort((a, b) => a - b);
const plain = value => value.toLocaleString('en', {maximumFractionDigits: 4}).replace('-', '\u2212');
const tables = new Set();

/**
 * A chart with its legend, and its numbers as a table on demand.
 *
 * @param {{
 *   id: string, label: string,
 *   x: {name: string, values: number[], format?: (x: number) => string, whole?: boolean, range?: [number, number]},
 *   y: {name: string, format: (y: number) => string, tick?: (y: number) => string, range?: [number, number]},
 *   series: {name: string, values: (number|null)[], kind?: 'line'|'dots'|'steps', dash?: boolean, colour?: number, size?: number}[],
 *   height?: number, note?: (index: number) => string, onPick?: (index: number) => void,
 *   zoom?: [number, number], onZoom?: (from?: number, to?: number) => void}} spec onZoom gets no limits when all is to be shown
 */
export function chart(spec) {
  return html`<figure class="chart">
    <afos-chart .spec=${spec}></afos-chart>
    <figcaption>
      <ul class="legend">${spec.series.map((series, i) => html`<li><span class="swatch ${series.kind ?? 'line'} ${series.dash ? 'dash' : ''} colour-${(series.colour ?? i) + 1}" aria-hidden="true"></span>${series.name}</li>`)}</ul>
      <details @toggle=${event => toggle(spec.id, event.target)}><summary>Numbers</summary>${tables.has(spec.id) ? table(spec) : nothing}</details>
    </figcaption>
  </figure>`;
}

function toggle(id, details) {
  if (details.open !== tables.has(id)) {
    details.open ? tables.add(id) : tables.delete(id);
    redraw();
  }
}

function table({x, y, series, label}) {
  const step = Math.max(1, Math.ceil(x.values.length / ROWS));
  const rows = x.values.map((value, i) => i).filter(i => i % step === 0 || i === x.values.length - 1);
  return html`<div class="scroll" role="region" tabindex="0" aria-label="Numbers of: ${label}"><table>
    <caption>${label}${step > 1 ? `; every ${step}th point` : ''}</caption>
    <thead><tr><th scope="col">${x.name}</th>${series.map(each => html`<th scope="col" class="number">${each.name}</th>`)}</tr></thead>
    <tbody>${repeat(rows, i => i, i => html`<tr><th scope="row">${(x.format ?? String)(x.values[i])}</th>${series.map(each => html`<td class="number">${each.values[i] === null || each.values[i] === undefined ? '–' : y.format(each.values[i])}</td>`)}</tr>`)}</tbody>
  </table></div>`;
}

class Chart extends HTMLElement {
  #plot = null;
  #shape = '';
  #numbers = '';
  #spec = null;
  #watch = new ResizeObserver(() => this.#fit());
  #looks = matchMedia('(prefers-color-scheme: dark)');
  #repaint = () => this.#build();

  connectedCallback() {
    this.#watch.observe(this);
    this.#looks.addEventListener('change', this.#repaint);
    addEventListener('afos-looks', this.#repaint);
    this.#build();
  }

  disconnectedCallback() {
    this.#watch.disconnect();
    this.#looks.removeEventListener('change', this.#repaint);
    removeEventListener('afos-looks', this.#repaint);
    this.#plot?.destroy();
    this.#plot = null;
  }

  set spec(spec) {
    this.#spec = spec;
    const shape = JSON.stringify([spec.zoom, spec.x.name, spec.y.name, spec.y.range, spec.series.map(({name, kind, dash, colour}) => [name, kind, dash, colour])]);
    const numbers = JSON.stringify([spec.x.values, spec.series.map(each => each.values)]);
    this.setAttribute('role', 'img');
    this.setAttribute('aria-label', description(spec));
    if (shape !== this.#shape) {
      this.#shape = shape;
      this.#build();
    } else if (numbers !== this.#numbers) {
      this.#plot?.setData(data(spec));
    }
    this.#numbers = numbers;
  }

  #fit() {
    if (this.#plot && this.clientWidth > 0 && this.clientWidth !== this.#plot.width) {
      this.#plot.setSize({width: this.clientWidth, height: this.#spec.height ?? 260});
    }
  }

  #build() {
    if (!this.isConnected || !this.#spec) {
      return;
    }
    this.#plot?.destroy();
    this.#plot = new uPlot(this.#options(), data(this.#spec), this);
  }

  #options() {
    const spec = this.#spec;
    const style = getComputedStyle(this);
    const colour = name => style.getPropertyValue(name).trim();
    const axis = {stroke: colour('--soft'), grid: {stroke: colour('--grid'), width: 1}, ticks: {show: false}, font: '12px system-ui, sans-serif', labelFont: '12px system-ui, sans-serif', labelSize: 18, labelGap: 0};
    return {
      width: Math.max(200, this.clientWidth),
      height: spec.height ?? 260,
      padding: [10, 22, 0, 0],
      legend: {show: false},
      scales: {x: {time: false, range: (plot, low, high) => spec.zoom ?? spec.x.range ?? apart(low, high)}, y: {range: (plot, low, high) => spec.y.range ?? roomy(low, high)}},
      axes: [
        {...axis, label: spec.x.name, size: 28, incrs: spec.x.whole ? WHOLE : undefined, values: (u, values) => values.map(plain)},
        {...axis, label: spec.y.name, size: 56, values: (u, values) => values.map(spec.y.tick ?? plain)},
      ],
      cursor: {drag: {x: true, y: false}, points: {size: 7}, focus: {prox: 24}},
      series: [{}, ...spec.series.map((series, i) => line(series, colour(COLOURS[(series.colour ?? i) % COLOURS.length]), colour('--card')))],
      plugins: [tooltip(() => this.#spec)],
      hooks: {
        ready: [plot => plot.over.addEventListener('click', () => {
          if (plot.cursor.idx !== null && plot.cursor.idx !== undefined && plot.select.width < 2) {
            this.#spec.onPick?.(plot.cursor.idx);
          }
        }), plot => plot.over.addEventListener('dblclick', () => this.#spec.zoom && this.#spec.onZoom())],
        setSelect: [plot => {
          if (plot.select.width > 5) {
            this.#spec.onZoom?.(plot.posToVal(plot.select.left, 'x'), plot.posToVal(plot.select.left + plot.select.width, 'x'));
          }
        }],
      },
    };
  }
}
customElements.define('afos-chart', Chart);

/** The limits of an axis, a valid range even for no value or a single value. */
const apart = (low, high) => (low === null ? [0, 1] : low === high ? [low - 0.5, high + 0.5] : [low, high]);
function roomy(low, high) {
  if (low === null || low === high) {
    const middle = low ?? 0;
    return middle >= 0 && middle < 1 ? [0, 1] : [middle - 1, middle + 1];
  }
  const room = 0.06 * (high - low);
  return [low >= 0 && low < 0.5 * high ? 0 : low - room, high + room];
}

const data = spec => [spec.x.values, ...spec.series.map(series => series.values)];

function line({kind = 'line', dash = false, size = 5}, stroke, fill) {
  if (kind === 'dots') {
    return {stroke, paths: () => null, points: {show: true, size, fill: stroke, stroke: fill, width: 0.5}};
  }
  return {
    stroke,
    width: 2,
    dash: dash ? [6, 5] : undefined,
    spanGaps: true,
    paths: kind === 'steps' ? uPlot.paths.stepped({align: 1}) : undefined,
    points: {show: plot => plot.data[0].length <= 40 && !dash, size: 5, fill: stroke},
  };
}

/** A tooltip with the values under the pointer. */
function tooltip(spec) {
  const box = document.createElement('div');
  box.className = 'tooltip';
  box.hidden = true;
  return {
    hooks: {
      init: plot => plot.over.append(box),
      setCursor: plot => {
        const i = plot.cursor.idx;
        const {x, y, series, note} = spec();
        const found = i === null || i === undefined ? [] : series.filter(each => each.values[i] !== null && each.values[i] !== undefined);
        box.hidden = found.length === 0 || plot.cursor.left < 0;
        if (box.hidden) {
          return;
        }
        box.textContent = [`${x.name} ${(x.format ?? String)(x.values[i])}`, ...found.map(each => `${each.name}: ${y.format(each.values[i])}`), note?.(i)].filter(Boolean).join('\n');
        const right = plot.cursor.left > plot.over.clientWidth / 2;
        box.style.left = right ? '' : `${plot.cursor.left + 12}px`;
        box.style.right = right ? `${plot.over.clientWidth - plot.cursor.left + 12}px` : '';
        box.style.top = `${Math.max(0, Math.min(plot.cursor.top, plot.over.clientHeight - 60))}px`;
      },
    },
  };
}

/** A text description of the chart for screen readers. */
function description({label, x, y, series}) {
  const ends = series.map(each => {
    const values = each.values.filter(value => value !== null && value !== undefined);
    return values.length === 0
      ? `${each.name}: nothing yet`
      : `${each.name}: ${y.format(Math.min(...values.slice(-5000)))} to ${y.format(Math.max(...values.slice(-5000)))}`;
  });
  return `${label}. ${y.name} over ${x.name}. ${ends.join('; ')}.`;
}
