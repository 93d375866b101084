/** Live events of the service, read with fetch so that the key can be sent in a header. */
import {send} from './api.js';

const FIRST_WAIT = 500;
const LONGEST_WAIT = 8000;
const SILENCE = 45_000;

let hurry = () => {};

/** Reconnects without further delay. */
export const reconnect = () => hurry();

/**
 * Reads events forever and reconnects whenever the connection ends.
 * @param {(type: string, data: object) => void} onEvent
 * @param {(live: boolean, problem?: Error) => void} onState
 */
export async function follow(onEvent, onState) {
  let last = null;
  let wait = FIRST_WAIT;
  for (;;) {
    const abort = new AbortController();
    try {
      const headers = {Accept: 'text/event-stream', ...(last === null ? {} : {'Last-Event-ID': last})};
      const response = await send('/events', {headers, signal: abort.signal, cache: 'no-store'});
      wait = FIRST_WAIT;
      onState(true);
      await read(response.body, abort, event => {
        last = event.id ?? last;
        if (event.data !== '') {
          onEvent(event.type, JSON.parse(event.data));
        }
      });
      onState(false);
    } catch (problem) {
      onState(false, problem);
    }
    await new Promise(resolve => {
      hurry = resolve;
      setTimeout(resolve, wait * (0.75 + Math.random() / 2));
    });
    wait = Math.min(LONGEST_WAIT, wait * 2);
  }
}

async function read(body, abort, onEvent) {
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
export function parse(block) {
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
