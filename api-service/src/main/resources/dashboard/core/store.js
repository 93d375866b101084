/**
 * Cached API responses by path. A page reads its paths whenever it is drawn. Events mark entries as outdated, and
 * outdated entries on the current page are loaded again: each at most twice a second, and less often if it is slow.
 */
import {get, Problem} from './api.js';
import {follow} from './events.js';

const SPACING = 500;
const SHARE = 8;
const KEPT = 150;
const POLL = 4000;

const entries = new Map();
let draw = () => {};
let drawing = 0;
let scheduled = false;

/** Whether the event stream is connected, and the problem if it is not. */
export const connection = {live: false, problem: null, everLive: false};

/** @param {() => void} render redraws the page */
export function begin(render) {
  draw = render;
  follow(onEvent, (live, problem) => {
    Object.assign(connection, {live, problem: problem ?? null, everLive: connection.everLive || live});
    if (live) {
      invalidate(() => true);
    }
    redraw();
  });
  setInterval(() => {
    const now = Date.now();
    invalidate(entry => now - entry.at > (entry.every || POLL) && (entry.every || needsPolling(entry)));
  }, POLL / 4);
}

/** Polls without an event stream, and after a failure that may be temporary. */
function needsPolling({problem}) {
  return (!connection.live && !document.hidden) || (problem && (problem.status === 0 || problem.status >= 500));
}

/** Schedules a redraw; several calls are combined. */
export function redraw() {
  if (!scheduled) {
    scheduled = true;
    requestAnimationFrame(() => {
      scheduled = false;
      drawing++;
      draw();
      prune();
    });
  }
}

/**
 * The cache entry of a path: with its value, still empty, or with the problem that occurred.
 * @param {{topics?: string[], every?: number, fixed?: boolean, reader?: (path: string) => Promise}} options topics whose
 *   events make it outdated; milliseconds after which it is outdated; whether it never changes; how to read it
 */
export function read(path, {topics = [], every = 0, fixed = false, reader = get} = {}) {
  let entry = entries.get(path);
  if (!entry) {
    entry = {path, topics, every, fixed, reader, value: undefined, problem: null, loading: false, old: true, at: 0, took: 0};
    entries.set(path, entry);
  }
  entry.used = drawing;
  Object.assign(entry, {topics, every});
  if (entry.old && !entry.loading) {
    loadWhenDue(entry);
  }
  return entry;
}

/** Marks the entries of these topics as outdated, after a change by this page. */
export const touch = (...topics) => invalidate(entry => entry.topics.some(topic => topics.includes(topic)));

/** Clears the cache, for example for another key. */
export function forgetAll() {
  entries.clear();
  redraw();
}

function loadWhenDue(entry) {
  const due = entry.at + Math.max(SPACING, SHARE * entry.took);
  if (entry.timer || entry.loading) {
    return;
  }
  const wait = entry.at === 0 ? 0 : due - Date.now();
  if (wait <= 0) {
    load(entry);
  } else {
    entry.timer = setTimeout(() => {
      entry.timer = null;
      load(entry);
    }, wait);
  }
}

async function load(entry) {
  entry.loading = true;
  entry.old = false;
  const begun = Date.now();
  try {
    entry.value = await entry.reader(entry.path);
    entry.problem = null;
  } catch (error) {
    entry.problem = error instanceof Problem ? error : new Problem(0, String(error.message ?? error));
  }
  entry.loading = false;
  entry.at = Date.now();
  entry.took = entry.at - begun;
  redraw();
}

function invalidate(concerned) {
  for (const entry of entries.values()) {
    const settled = entry.fixed && entry.value !== undefined;
    if (!settled && concerned(entry)) {
      entry.old = true;
      if (entry.used >= drawing - 1) {
        loadWhenDue(entry);
      }
    }
  }
}

function prune() {
  if (entries.size > KEPT) {
    [...entries.values()]
      .filter(entry => entry.used < drawing - 1 && !entry.loading && !entry.timer)
      .sort((a, b) => a.used - b.used)
      .slice(0, entries.size - KEPT)
      .forEach(entry => entries.delete(entry.path));
  }
}

function onEvent(type, data) {
  if (type === 'reset') {
    invalidate(() => true);
    return;
  }
  const jobs = data.jobs ?? (data.job === undefined ? [] : [data.job]);
  const topics = new Set(['jobs']);
  jobs.forEach(job => topics.add(`job:${job}`));
  if (type === 'evaluation' || type === 'epoch') {
    topics.add(`evaluation:${data.evaluation}`);
  }
  if (type === 'evaluation') {
    topics.add('evaluations').add(`activation:${data.fingerprint}`);
  }
  if (type === 'epoch') {
    jobs.forEach(job => topics.delete(`job:${job}`));
    topics.delete('jobs');
  }
  invalidate(entry => entry.topics.some(topic => topics.has(topic)));
}
