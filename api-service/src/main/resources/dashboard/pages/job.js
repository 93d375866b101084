/** Redirects from the id of a job to the page of its search or benchmark. */
import {html} from '../ui/lit.js';
import {read} from '../core/store.js';
import {to, turn} from '../core/router.js';

export function job(id) {
  const search = read(`/searches/${id}`, {topics: [`job:${id}`]});
  if (search.value || search.problem) {
    queueMicrotask(() => turn(to(search.value ? `/searches/${id}` : `/benchmarks/${id}`)));
  }
  return {title: `Job ${id}`, content: html`<div class="skeleton page" role="status"><span class="hidden">Loading</span></div>`};
}
