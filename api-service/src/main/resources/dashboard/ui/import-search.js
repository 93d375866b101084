/** Imports a search that was exported from this or another installation. */
import {html} from './lit.js';
import {send} from '../core/api.js';
import {redraw, touch} from '../core/store.js';
import {go, to} from '../core/router.js';
import {fail, say} from './toast.js';

let busy = false;

export const importButton = () => html`<button ?disabled=${busy} @click=${event => event.target.nextElementSibling.click()}>${busy ? 'Importing…' : 'Import'}</button>
  <input type="file" accept=".jsonl,application/x-ndjson" aria-label="Exported search (JSON Lines)" hidden @change=${event => take(event.target)}>`;

async function take(input) {
  const [file] = input.files;
  busy = true;
  redraw();
  try {
    const answer = await send('/searches/import', {method: 'POST', headers: {'Content-Type': 'application/x-ndjson'}, body: file});
    const {id, known} = await answer.json();
    touch('jobs', 'evaluations');
    say(known ? 'This search already exists.' : 'Imported.');
    go(to(`/searches/${id}`));
  } catch (problem) {
    fail(problem.message);
  }
  input.value = '';
  busy = false;
  redraw();
}
