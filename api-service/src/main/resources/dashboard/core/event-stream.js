/**
 * A worker that reads the service's events once for all pages with the same key: over HTTP/1.1 a browser opens at most six
 * connections to a server, and each stream keeps one. Runs as a shared worker, or as a worker of one page where the browser has
 * no shared ones. A page sends {address, key, visible} when it opens and whenever it is hidden or shown, and gets {event} and
 * {state}. While all pages are hidden there is no stream.
 */
const FIRST_WAIT = 500;
const LONGEST_WAIT = 8000;
const SILENCE = 45_000;
const RELEASE = 5000;

const visible = new Map();
let source = null;
let state = {live: false, problem: null};
let last = null;
let running = false;
let abort = null;
let release = null;
let hurry = () => {};

function join(page) {
  page.onmessage = ({data}) => {
    const isNew = !visible.has(page);
    source = {address: data.address, key: data.key};
    visible.set(page, data.visible);
    if (isNew) {
      page.postMessage({state});
    }
    if (data.closing) {
      visible.delete(page);
    }
    adapt();
  };
}

const anyVisible = () => [...visible.values()].some(Boolean);

function adapt() {
  clearTimeout(release);
  if (!anyVisible()) {
    release = setTimeout(() => abort?.abort(), RELEASE);
    return;
  }
  hurry();
  if (!running) {
    running = true;
    follow().finally(() => (running = false));
  }
}

function tell(message) {
  visible.forEach((_, page) => page.postMessage(message));
}

function changeTo(live, problem = null) {
  state = {live, problem};
  tell({state});
}

/** Reads events, and connects again whenever the connection ends, as long as a page is visible and the key is accepted. */
async function follow() {
  let wait = FIRST_WAIT;
  while (anyVisible()) {
    abort = new AbortController();
    try {
      const body = await open(abort.signal);
      wait = FIRST_WAIT;
      changeTo(true);
      await read(body, event => {
        last = event.id ?? last;
        if (event.data !== '') {
          tell({event: {type: event.type, data: JSON.parse(event.data)}});
        }
      });
      changeTo(false);
    } catch ({status = 0, message}) {
      changeTo(false, {status, message});
      if (status === 401) {
        return;
      }
    }
    if (anyVisible()) {
      await new Promise(resolve => {
        hurry = resolve;
        setTimeout(resolve, wait * (0.75 + Math.random() / 2));
      });
      wait = Math.min(LONGEST_WAIT, wait * 2);
    }
  }
}

async function open(signal) {
  const headers = {Accept: 'text/event-stream'};
  if (source.key) {
    headers['X-API-Key'] = source.key;
  }
  if (last !== null) {
    headers['Last-Event-ID'] = last;
  }
  const response = await fetch(source.address, {headers, signal, cache: 'no-store'});
  if (!response.ok) {
    const {detail, title} = await response.json().catch(() => ({}));
    throw {status: response.status, message: detail ?? title ?? `The service responded with status ${response.status}.`};
  }
  return response.body;
}

async function read(body, onEvent) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  for (;;) {
    const watch = setTimeout(() => abort.abort(), SILENCE);
    const {done, value} = await reader.read().finally(() => clearTimeout(watch));
    if (done) {
      return;
    }
    text = (text + value).replaceAll('\r\n', '\n');
    const blocks = text.split('\n\n');
    text = blocks.pop();
    blocks.map(parse).forEach(onEvent);
  }
}

/** Parses one event according to the HTML standard. */
function parse(block) {
  const event = {type: 'message', data: []};
  for (const line of block.split('\n')) {
    const [, field, value] = /^([^:]*):? ?(.*)$/.exec(line);
    if (field === 'data') {
      event.data.push(value);
    } else if (field === 'event') {
      event.type = value;
    } else if (field === 'id') {
      event.id = value;
    }
  }
  return {...event, data: event.data.join('\n')};
}

if ('SharedWorkerGlobalScope' in self) {
  self.onconnect = ({ports: [page]}) => join(page);
} else {
  join(self);
}
