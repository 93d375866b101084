/** A function as source text for frameworks. */
import {html, nothing} from '../ui/lit.js';
import {getText} from '../core/api.js';
import {read, redraw} from '../core/store.js';
import {section, shown} from '../ui/parts.js';
import {say} from '../ui/toast.js';
import {copy, download} from '../ui/download.js';

let chosen = 'pytorch';

export function exportPanel({fingerprint}) {
  const path = `/activations/${fingerprint}/export?format=${chosen}`;
  return section('Export', shown(read('/export/formats', {fixed: true}), formats => {
    const {title, text} = formats.find(({format}) => format === chosen);
    return html`
      <div class="tabs" role="group" aria-label="Export format">${formats.map(({format, title}) => html`<button aria-pressed=${format === chosen} @click=${() => choose(format)}>${title}</button>`)}</div>
      <div class="actions">
        ${text ? html`<button @click=${() => copyText(path)}>Copy</button>` : nothing}
        <button @click=${() => download(path)}>Download ${title}</button>
      </div>
      ${text ? shown(read(path, {fixed: true, reader: getText}), source => html`<pre tabindex="0" aria-label="Source text"><code>${source}</code></pre>`) : html`<p class="soft">A binary model; its metadata describe its origin.</p>`}`;
  }));
}

function choose(key) {
  chosen = key;
  redraw();
}

async function copyText(path) {
  await copy(await getText(path));
  say('Copied.');
}
