/** A function as source text for frameworks. */
import {html, nothing} from '../ui/lit.js';
import {getText} from '../core/api.js';
import {read, redraw} from '../core/store.js';
import {section, shown} from '../ui/parts.js';
import {say} from '../ui/toast.js';
import {copy, download} from '../ui/download.js';

const FORMATS = [['pytorch', 'PyTorch', 'py'], ['keras', 'Keras 3', 'py'], ['jax', 'JAX', 'py'], ['djl', 'DJL (Java)', 'java'], ['onnx', 'ONNX', 'onnx'], ['latex', 'LaTeX', 'tex'], ['formula', 'Formula', 'txt']];
let chosen = 'pytorch';

export function exportPanel({fingerprint, name}) {
  const path = `/activations/${fingerprint}/export?format=${chosen}`;
  const [, title, ending] = FORMATS.find(([key]) => key === chosen);
  const binary = chosen === 'onnx';
  return section('Take it home', html`
    <div class="tabs" role="group" aria-label="Form of the export">${FORMATS.map(([key, label]) => html`<button aria-pressed=${key === chosen} @click=${() => choose(key)}>${label}</button>`)}</div>
    <div class="actions">
      ${binary ? nothing : html`<button @click=${() => copyText(path)}>Copy</button>`}
      <button @click=${() => download(path, `${(name ?? `activation-${fingerprint.slice(0, 8)}`).replaceAll('-', '_')}.${ending}`)}>Download ${title}</button>
    </div>
    ${binary ? html`<p class="soft">A binary model; its metadata tell where it comes from.</p>` : shown(read(path, {fixed: true, reader: getText}), text => html`<pre tabindex="0" aria-label="Source text"><code>${text}</code></pre>`)}`);
}

function choose(key) {
  chosen = key;
  redraw();
}

async function copyText(path) {
  await copy(await getText(path));
  say('Copied.');
}
