/** Displays activation functions: typeset formulas and small curves. */
import {html, svg, nothing} from './lit.js';
import {get} from '../core/api.js';
import {redraw} from '../core/store.js';
import {to} from '../core/router.js';

const SMALL = {from: -5, to: 5, points: 81};
const AT_ONCE = 50;
const known = new Map();
let wanted = new Set();

/** A summary of a function, or undefined while it is loading. Requests of one redraw are sent together. */
export function small(fingerprint) {
  if (!known.has(fingerprint) && !wanted.has(fingerprint)) {
    if (wanted.size === 0) {
      setTimeout(fetchWanted);
    }
    wanted.add(fingerprint);
  }
  return known.get(fingerprint);
}

async function fetchWanted() {
  const all = [...wanted];
  const range = Object.entries(SMALL).map(([name, value]) => `${name}=${value}`).join('&');
  for (let i = 0; i < all.length; i += AT_ONCE) {
    const some = all.slice(i, i + AT_ONCE);
    try {
      const views = await get(`/activations?${some.map(each => `fingerprint=${each}`).join('&')}&${range}`);
      some.forEach(each => known.set(each, null));
      views.forEach(view => known.set(view.fingerprint, view));
    } catch {
      // Requested again at the next redraw.
    }
  }
  wanted = new Set();
  redraw();
}

const WIDTH = 84;
const HEIGHT = 48;
const LOW = -2;
const HIGH = 4;

/** Value (solid) and derivative (dashed) from -5 to 5, within -2 to 4. */
export function sparkline(fingerprint) {
  const view = small(fingerprint);
  const x = value => ((value - SMALL.from) / (SMALL.to - SMALL.from)) * WIDTH;
  const y = value => HEIGHT - ((Math.max(LOW - 1, Math.min(HIGH + 1, value)) - LOW) / (HIGH - LOW)) * HEIGHT;
  const path = part => {
    let pen = 'M';
    return (view?.curve ?? []).map(point => {
      if (point[part] === null) {
        pen = 'M';
        return '';
      }
      const step = `${pen}${x(point.x).toFixed(1)} ${y(point[part]).toFixed(1)}`;
      pen = 'L';
      return step;
    }).join('');
  };
  return html`<svg class="sparkline" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="Curve and derivative from -5 to 5">
    ${svg`<path class="axes" d="M0 ${y(0)}H${WIDTH}M${x(0)} 0V${HEIGHT}"/>
      <path class="slope" d=${path('dy')}/><path class="value" d=${path('y')}/>`}</svg>`;
}

/** A formula, typeset once the typesetter is loaded. */
export const formula = (text, latex) =>
  html`<afos-formula .text=${text} .latex=${latex ?? ''}></afos-formula>`;

/** A function with a link to its page. */
export function functionLink(fingerprint, text, {name = null, latex = small(fingerprint)?.latex} = {}) {
  return html`<a class="function" href=${to(`/activations/${fingerprint}`)}>${name ? html`<b>${name}</b> ` : nothing}${formula(text, latex)}</a>`;
}

let typesetter;
const katex = () => (typesetter ??= import('../../webjars/katex/dist/katex.mjs').then(module => module.default));

/** Shows its text until the LaTeX is typeset. */
class Formula extends HTMLElement {
  set text(value) {
    if (this.plain !== value) {
      this.plain = value;
      this.title = value;
      this.textContent = value;
      this.set = null;
    }
  }

  /** Makes a scrollable formula focusable from the keyboard, unless it is inside a link. */
  reach() {
    if (this.scrollWidth > this.clientWidth && !this.closest('a')) {
      this.tabIndex = 0;
    } else {
      this.removeAttribute('tabindex');
    }
  }

  set latex(value) {
    if (value && this.set !== value) {
      this.set = value;
      katex().then(({render}) => {
        if (this.set === value) {
          render(value, this, {throwOnError: false, output: 'htmlAndMathml'});
          this.reach();
        }
      }).catch(() => {});
    }
  }
}
customElements.define('afos-formula', Formula);
