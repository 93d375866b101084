/** The ancestors of a candidate as a tree. */
import {html} from '../ui/lit.js';
import {read} from '../core/store.js';
import {section, shown} from '../ui/parts.js';
import {formula, functionLink} from '../ui/functions.js';
import {fitness, word} from '../core/format.js';

const MOST = 60;

export function lineage(job) {
  const line = read(`/searches/${job.id}/candidates/${job.best.ordinal}/lineage`, {topics: [`job:${job.id}`]});
  return section('Where the best function comes from', shown(line, view), {
    note: 'Its ancestors back to random functions and start functions. Each branch shows how the function above was derived from those below; generations in which it was only carried over are omitted.',
    wide: true,
  });
}

function view(all) {
  const byOrdinal = new Map(all.map(each => [each.ordinal, each]));
  const seen = new Set();
  const origin = candidate => {
    let now = candidate;
    while (now?.operator === 'ELITE' && byOrdinal.has(now.parents[0])) {
      now = byOrdinal.get(now.parents[0]);
    }
    return now;
  };
  const branch = ordinal => {
    const candidate = origin(byOrdinal.get(ordinal));
    if (!candidate) {
      return html`<li><span class="soft">candidate ${ordinal}</span></li>`;
    }
    const again = seen.has(candidate.ordinal);
    seen.add(candidate.ordinal);
    const parents = again || seen.size > MOST ? [] : candidate.parents;
    return html`<li><article class="ancestor">
        <span class="made ${candidate.operator.toLowerCase()}">${word(candidate.operator)}</span>
        ${functionOf(candidate)}
        <small class="soft">No. ${candidate.ordinal}, generation ${candidate.generation}, fitness ${fitness(candidate.fitness)}${again ? '; see above' : ''}</small>
      </article>${parents.length ? html`<ul>${parents.map(parent => branch(parent))}</ul>` : ''}</li>`;
  };
  return html`<div class="scroll" role="region" aria-label="Lineage" tabindex="0"><ul class="tree">${branch(all[0].ordinal)}</ul></div>`;
}

const functionOf = ({rejection, fingerprint, simplest, name, latex}) =>
  rejection ? html`<span class="function">${formula(simplest, latex)}</span>` : functionLink(fingerprint, simplest, {name, latex});
