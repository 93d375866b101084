/** Light or dark colours: the system's setting or the user's choice. */
import {html, live} from './lit.js';

const KEY = 'afos.looks';
const apply = value => {
  document.documentElement.dataset.looks = value;
  dispatchEvent(new Event('afos-looks'));
};
apply(localStorage.getItem(KEY) ?? 'system');

function choose(value) {
  localStorage.setItem(KEY, value);
  apply(value);
}

export const looks = () => html`<label class="looks"><span class="hidden">Colours</span>
  <select @change=${event => choose(event.target.value)}>
    ${['system', 'light', 'dark'].map(value => html`<option value=${value} .selected=${live(document.documentElement.dataset.looks === value)}>${{system: 'System', light: 'Light', dark: 'Dark'}[value]}</option>`)}
  </select></label>`;
