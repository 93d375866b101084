/** Live events of the service, by a stream that all pages with the same key share. */
import {key, Problem} from './api.js';

const WORKER = new URL('event-stream.js', import.meta.url);

let stream = null;
let listener = () => {};

/**
 * Passes on events from now on.
 * @param {(type: string, data: object) => void} onEvent
 * @param {(live: boolean, problem?: Error) => void} onState
 */
export function follow(onEvent, onState) {
  listener = ({data: {event, state}}) => {
    if (event) {
      onEvent(event.type, event.data);
    } else {
      onState(state.live, state.problem ? new Problem(state.problem.status, state.problem.message) : undefined);
    }
  };
  document.addEventListener('visibilitychange', () => tell());
  addEventListener('pagehide', () => tell({closing: true, visible: false}));
  addEventListener('pageshow', ({persisted}) => persisted && tell());
  connect();
}

/** Connects with the present key, without further delay. */
export function reconnect() {
  tell({closing: true, visible: false});
  stream?.terminate?.();
  connect();
}

function connect() {
  const options = {type: 'module', name: `events ${digest(key.get() ?? '')}`};
  stream = typeof SharedWorker === 'undefined' ? new Worker(WORKER, options) : new SharedWorker(WORKER, options).port;
  stream.onmessage = listener;
  tell();
}

function tell(more = {}) {
  stream?.postMessage({address: new URL('api/v1/events', document.baseURI).href, key: key.get(), visible: !document.hidden, ...more});
}

/** Tells keys apart in names of workers, which are no secret. */
const digest = text => [...text].reduce((sum, character) => Math.imul(sum ^ character.codePointAt(0), 0x01000193) >>> 0, 0x811c9dc5).toString(16);
