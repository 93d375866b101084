/** The networks that users uploaded as ONNX files. */
import {html, nothing, repeat} from '../ui/lit.js';
import {send} from '../core/api.js';
import {read, redraw, touch} from '../core/store.js';
import {to} from '../core/router.js';
import {empty, facts, notice, problem, shown} from '../ui/parts.js';
import {fail, say} from '../ui/toast.js';
import {count, exactTime} from '../core/format.js';

export const uploaded = () => read('/networks', {topics: ['networks']});

const SHOWN_PLACES = 12;
const EXPORT_CALL = `torch.onnx.export(model, torch.randn(2, 3, 32, 32), "net.onnx",
                  input_names=["image"], dynamic_axes={"image": {0: "n"}},
                  training=torch.onnx.TrainingMode.TRAINING,
                  do_constant_folding=False)`;

const upload = {name: '', file: null, busy: false, over: false, problem: null};
const unfolded = new Set();

export function networks() {
  return {
    title: 'Networks',
    content: html`<div class="head"><h1>Networks</h1></div>
      <p class="soft">Upload a network as an ONNX file: workers train it with every activation replaced by the function under trial. Weights are dropped.</p>
      ${form()}
      ${shown(uploaded(), list => list.length === 0
        ? empty('No network yet', 'Export yours as shown above, or from another framework, and drop the file here.')
        : html`<div class="grid cards wide">${repeat(list, network => network.identity, card)}</div>`)}`,
  };
}

const form = () => html`<form class="card drop ${upload.over ? 'over' : ''}" @submit=${submit}
    @dragover=${event => hover(event, true)} @dragleave=${event => hover(event, false)} @drop=${drop}>
  <div class="fields">
    <label class="field"><span>ONNX file</span><input type="file" accept=".onnx,application/octet-stream" @change=${event => choose(event.target.files[0])}></label>
    <label class="field"><span>Name</span><input required pattern="[a-z0-9][a-z0-9\\-]{0,63}" title="Lower-case letters, digits and hyphens" .value=${upload.name} @input=${event => { upload.name = event.target.value; }}></label>
  </div>
  <p class="soft">${upload.file ? `${upload.file.name}, ${count(Math.ceil(upload.file.size / 1024))} KiB` : 'or drop the file here'}</p>
  ${upload.problem ? problem(upload.problem) : nothing}
  <div class="actions"><button class="primary" ?disabled=${upload.busy || !upload.file}>${upload.busy ? 'Reading…' : 'Upload network'}</button></div>
  <details><summary>Export from PyTorch</summary><pre>${EXPORT_CALL}</pre>
    <p class="soft">In this form batch normalisation and dropout stay layers of their own. An exporter that folds normalisation into convolutions makes another network of it.</p></details>
</form>`;

function hover(event, over) {
  event.preventDefault();
  upload.over = over;
  redraw();
}

function drop(event) {
  hover(event, false);
  const [file] = event.dataTransfer.files;
  choose(file);
}

function choose(file) {
  upload.file = file ?? null;
  upload.problem = null;
  if (file && !upload.name) {
    upload.name = file.name.replace(/\.onnx$/i, '').toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '').slice(0, 64);
  }
  redraw();
}

async function submit(event) {
  event.preventDefault();
  Object.assign(upload, {busy: true, problem: null});
  redraw();
  try {
    const answer = await send(`/networks?name=${encodeURIComponent(upload.name)}`, {method: 'POST', headers: {'Content-Type': 'application/octet-stream'}, body: upload.file});
    say(answer.status === 200 ? 'This network is here already.' : 'The network is here. Look at what was understood of it.');
    event.target.reset();
    Object.assign(upload, {name: '', file: null});
    touch('networks');
  } catch (refusal) {
    upload.problem = refusal;
  }
  upload.busy = false;
  redraw();
}

async function remove({name}) {
  if (!confirm(`Delete the network ${name}?`)) {
    return;
  }
  try {
    await send(`/networks/${name}`, {method: 'DELETE'});
    say('Deleted.');
    touch('networks');
  } catch (refusal) {
    fail(refusal.message);
  }
}

const card = network => html`<article class="card network">
  <header><h2>${network.name}</h2>
    <div class="actions"><a class="button primary" href=${to('/searches/new', {architecture: network.name})}>Search with it</a><button @click=${() => remove(network)}>Delete</button></div></header>
  ${network.description.warnings.map(warning => notice(warning, 'warn'))}
  ${facts([
    ['Images', images(network.description.input)],
    ['Classes', `${count(network.description.classes)} in the file; fitted to the data set`],
    ['Parameters', count(network.description.parameters)],
    ['Multiply-adds', `${count(network.description.multiplyAdds)} for an image`],
    network.description.producer ? ['Written by', network.description.producer] : null,
    ['Uploaded', html`<time datetime=${network.createdAt}>${exactTime(network.createdAt)}</time> by ${network.uploadedBy}`],
  ])}
  <h3>Replaced by the function under trial: ${count(network.description.activations.length)}</h3>
  ${places(network, 'replaced', network.description.activations, place => html`<li>${chain(place)}<code class="soft" title=${place.nodes.join(', ')}>${place.name}</code></li>`)}
  ${network.description.kept.length ? html`<h3>Stays: ${count(network.description.kept.length)}</h3>
    ${places(network, 'kept', network.description.kept, place => html`<li><code>${place.name}</code> <b>${place.kind}</b> <span class="soft">${place.reason}</span></li>`)}` : nothing}
</article>`;

const images = ({channels, height, width, anyChannels, anySize}) =>
  `${channels} × ${height} × ${width}${anySize ? ', or other sizes' : ', no other size'}${anyChannels ? ', grey or colour' : ''}`;

/** What leads to the place, in order, with the place at its end. */
const chain = ({chain: links}) => html`<span class="chain">${links.map((link, i) => html`<span class="link ${i === links.length - 1 ? 'trial' : ''}">${link}</span>`)}</span>`;

function places(network, part, list, line) {
  const key = `${network.identity} ${part}`;
  const all = unfolded.has(key);
  return html`<ul class="places">${(all ? list : list.slice(0, SHOWN_PLACES)).map(line)}</ul>
    ${list.length > SHOWN_PLACES ? html`<button class="quiet" @click=${() => { all ? unfolded.delete(key) : unfolded.add(key); redraw(); }}>${all ? 'Show fewer' : `Show all ${count(list.length)}`}</button>` : nothing}`;
}
