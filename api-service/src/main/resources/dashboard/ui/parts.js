/** Components shared by the pages. */
import {html, live, nothing} from './lit.js';
import {adjusted} from '../core/router.js';
import {word, capital} from '../core/format.js';

/** Shows a cache entry: its value, a placeholder while it loads, or the problem. */
export function shown(entry, view, {skeleton = 'block'} = {}) {
  if (entry.value !== undefined) {
    return html`${entry.problem ? problem(entry.problem, 'The page may show outdated data.') : nothing}${view(entry.value)}`;
  }
  return entry.problem ? problem(entry.problem) : html`<div class="skeleton ${skeleton}" role="status"><span class="hidden">Loading</span></div>`;
}

export function problem(error, hint) {
  return html`<div class="alert bad" role="alert">
    <p><strong>${error.message}</strong> ${hint ?? nothing}</p>
    ${error.errors?.length > 1
      ? html`<ul>${error.errors.map(each => html`<li><code>${each.field}</code> ${each.message}</li>`)}</ul>`
      : nothing}
  </div>`;
}

export const notice = (text, kind = '') => html`<div class="alert ${kind}" role="status"><p>${text}</p></div>`;

export const empty = (title, text, action = nothing) =>
  html`<div class="empty"><h2>${title}</h2><p>${text}</p>${action}</div>`;

const SIGNS = {
  RUNNING: '▶', PAUSED: '❚❚', COMPLETED: '✓', SUCCEEDED: '✓', SCORED: '✓', FAILED: '!', CANCELLED: '✕',
  OPEN: '…', PENDING: '…', QUEUED: '…', WAITING: '…',
};
export const state = value =>
  html`<span class="state ${value.toLowerCase()}"><span aria-hidden="true">${SIGNS[value] ?? ''}</span> ${capital(word(value))}</span>`;

/** The state of a job; one that is running but cannot proceed is waiting. */
export const stateOf = job => state(job.obstacle ? 'WAITING' : job.state);

/** A value with its label. */
export const tile = (name, value, more = nothing) =>
  html`<div class="tile"><dt>${name}</dt><dd><b>${value}</b>${more === nothing ? nothing : html`<small>${more}</small>`}</dd></div>`;

export function progress(done, all, label) {
  const share = all ? Math.min(1, done / all) : 0;
  return html`<progress max="1" value=${share} aria-label=${label}></progress>`;
}

/** A select box whose value is kept in the address. */
export const choice = (label, parameter, value, options) =>
  html`<label class="field inline"><span>${label}</span>
    <select @change=${event => (location.hash = adjusted({[parameter]: event.target.value, cursor: null}))}>
      ${options.map(([key, text]) => html`<option value=${key} .selected=${live(key === (value ?? ''))}>${text}</option>`)}
    </select></label>`;

/** Links between the pages of a list. */
export function pager(query, next) {
  if (!next && !query.get('cursor')) {
    return nothing;
  }
  return html`<nav class="pager" aria-label="Pages of the list">
    ${query.get('cursor') ? html`<a class="button" href=${adjusted({cursor: null})}>First page</a>` : nothing}
    ${next ? html`<a class="button" href=${adjusted({cursor: next})}>Next page</a>` : html`<span class="soft">End of the list</span>`}
  </nav>`;
}

/** A column heading that sorts the list by the column. */
export const sortable = (label, key, chosen, parameter = 'metric', direction = 'descending') =>
  html`<th scope="col" class="number" aria-sort=${key === chosen ? direction : 'none'}>
    <a href=${adjusted({[parameter]: key, cursor: null})}>${label}<span aria-hidden="true">${key === chosen ? (direction === 'descending' ? ' ↓' : ' ↑') : ''}</span></a></th>`;

/** A scroll area for a wide table, also operable from the keyboard. */
export const scroll = (label, content) =>
  html`<div class="scroll" role="region" aria-label=${label} tabindex="0">${content}</div>`;

export const facts = rows =>
  html`<dl class="facts">${rows.filter(Boolean).map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`;

export const section = (title, content, {note = nothing, actions = nothing, wide = false} = {}) =>
  html`<section class="card ${wide ? 'wide' : ''}">
    <header><div><h2>${title}</h2>${note === nothing ? nothing : html`<p class="soft">${note}</p>`}</div>${actions}</header>
    ${content}
  </section>`;
