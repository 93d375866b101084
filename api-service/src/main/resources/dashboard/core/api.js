/** HTTP access to the API: JSON requests and responses, errors as exceptions, the user's key. */

const BASE = 'api/v1';
const KEY = 'afos.key';
const WANTED = 'wanted';
const SIGNED_OUT = 'signed out';

/** A request failed, in the service or on the way to it. */
export class Problem extends Error {
  /** @param {number} status 0 if there was no response */
  constructor(status, detail, errors = []) {
    super(detail);
    this.status = status;
    this.errors = errors;
  }
}

export const key = {
  get: () => sessionStorage.getItem(KEY),
  set: value => sessionStorage.setItem(KEY, value),
  forget: () => sessionStorage.removeItem(KEY),
};

const tabs = new BroadcastChannel('afos.key');
tabs.onmessage = ({data}) => {
  if (data === WANTED && key.get()) {
    tabs.postMessage({key: key.get()});
  } else if (data === SIGNED_OUT) {
    key.forget();
    location.reload();
  } else if (data.key && !key.get()) {
    key.set(data.key);
    onKey();
  }
};
let onKey = () => {};

/** Asks other tabs for the key that they have. @param {() => void} then called when one of them has answered */
export function askOtherTabs(then) {
  onKey = then;
  if (!key.get()) {
    tabs.postMessage(WANTED);
  }
}

/** Forgets the key in all tabs. */
export function signOut() {
  tabs.postMessage(SIGNED_OUT);
  key.forget();
  location.reload();
}

/** Sends a request with the key and returns the response; throws a Problem unless it succeeds. */
export async function send(path, options = {}) {
  const headers = {...options.headers};
  if (key.get()) {
    headers['X-API-Key'] = key.get();
  }
  let response;
  try {
    response = await fetch(path.startsWith('/') ? BASE + path : path, {...options, headers});
  } catch (error) {
    if (error.name === 'AbortError') {
      throw error;
    }
    throw new Problem(0, 'The service does not respond.');
  }
  if (!response.ok) {
    throw await problemOf(response);
  }
  return response;
}

async function problemOf(response) {
  const fallback = `The service responded with status ${response.status}.`;
  try {
    const {detail, title, errors} = await response.json();
    return new Problem(response.status, detail ?? title ?? fallback, errors ?? []);
  } catch {
    return new Problem(response.status, fallback);
  }
}

export const get = async path => (await send(path)).json();
export const getText = async path => (await send(path)).text();

export async function post(path, body, headers = {}) {
  const json = body === undefined ? {} : {'Content-Type': 'application/json'};
  const response = await send(path, {
    method: 'POST',
    headers: {...json, ...headers},
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  return response.json();
}
