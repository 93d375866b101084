/** Asks for the API key, which is kept only until all tabs of the service are closed. */
import {html, nothing} from './lit.js';
import {redraw} from '../core/store.js';
import {problem} from './parts.js';

let failure = null;

/** @param {(key: string) => Promise<void>} onKey throws if the service rejects the key */
export const signIn = onKey => html`<section class="card narrow">
  <h1>Sign in</h1>
  <p>This service requires an API key. Its administrator can create one with <code>--generate-api-key</code>.</p>
  ${failure ? problem(failure) : nothing}
  <form @submit=${event => submit(event, onKey)}>
    <label class="field"><span>API key</span><input name="key" type="password" autocomplete="current-password" required></label>
    <p class="soft">The key is kept only in this tab and those opened beside it, until you close them.</p>
    <button class="primary">Sign in</button>
  </form>
</section>`;

async function submit(event, onKey) {
  event.preventDefault();
  failure = null;
  try {
    await onKey(new FormData(event.target).get('key').trim());
  } catch (error) {
    failure = error;
  }
  redraw();
}
