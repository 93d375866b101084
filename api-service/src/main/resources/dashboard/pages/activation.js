/** One activation function: curves, evaluations, family, exports. */
import {html, nothing, repeat} from '../ui/lit.js';
import {read} from '../core/store.js';
import {to} from '../core/router.js';
import {empty, facts, pager, scroll, section, shown, state} from '../ui/parts.js';
import {formula, functionLink, sparkline} from '../ui/functions.js';
import {capital, count, dataName, duration, exactTime, fitness, percent, place, time, word} from '../core/format.js';
import {recipeText} from './contexts.js';
import {functionCharts} from './function-chart.js';
import {curveChart} from './search-charts.js';
import {exportPanel} from './export-panel.js';

const REFERENCES = ['relu', 'gelu', 'silu'];

export function activation(fingerprint, query) {
  const entry = read(`/activations/${fingerprint}`, {fixed: true});
  return {
    title: entry.value?.name ?? entry.value?.formula ?? 'Activation function',
    content: html`<nav class="trail" aria-label="Where you are"><a href=${to('/leaderboard')}>Leaderboard</a></nav>${shown(entry, view => page(view, query), {skeleton: 'page'})}`,
  };
}

const page = (view, query) => html`
  <div class="head"><div><h1>${view.name ? html`${view.name} ` : nothing}${formula(view.formula, view.latex)}</h1></div>
    <div class="actions"><a class="button" href=${to('/compare', {f: [view.name ?? view.formula, ...REFERENCES]})}>Compare</a>
      <a class="button" href=${to('/benchmarks/new', {f: view.name ?? view.formula})}>Benchmark</a></div></div>
  ${functionCharts({fingerprints: [view.fingerprint], formulas: REFERENCES.filter(name => name !== view.name)}, query, 'Against ReLU, GELU and SiLU')}
  <div class="grid two">
    ${section('Formula', facts([
      ['f(x)', formula(view.formula, view.latex)],
      ['f′(x)', html`<div class="scroll" tabindex="0" role="region" aria-label="Derivative">${formula(view.derivative, view.derivativeLatex)}</div>`],
      ['As text', html`<code>${view.formula}</code>`],
      view.source ? ['Source', view.source] : null,
      ['Fingerprint', html`<code>${view.fingerprint}</code>`],
    ]))}
    ${exportPanel(view)}
  </div>
  ${evaluations(view, query)}
  ${family(view)}`;

function evaluations({fingerprint}, query) {
  const parameters = new URLSearchParams({limit: 25});
  if (query.get('cursor')) {
    parameters.set('cursor', query.get('cursor'));
  }
  const list = read(`/activations/${fingerprint}/evaluations?${parameters}`, {topics: [`activation:${fingerprint}`]});
  return section('Evaluations', shown(list, ({items, next}) => items.length === 0 ? empty('Not trained yet', 'Trainings of this function in searches and benchmarks will appear here.') : html`
    ${curveChart('evaluations', items.filter(each => each.curve.length > 0).slice(0, 7).map(each => ({name: `${place(each.architecture, each.dataset)}, seed ${each.seed}`, curve: each.curve})))}
    ${scroll('Evaluations', html`<table><thead><tr><th scope="col">Network</th><th scope="col">Data set</th><th scope="col" class="number">Seed</th><th scope="col">State</th>
      <th scope="col" class="number">Fitness</th><th scope="col" class="number">Accuracy</th><th scope="col" class="number">Loss</th><th scope="col" class="number">Test accuracy</th><th scope="col" class="number">Epochs</th><th scope="col" class="number">Time</th><th scope="col">Ended</th></tr></thead>
      <tbody>${repeat(items, each => each.id, each => html`<tr><th scope="row"><a href=${to('/leaderboard', {recipe: each.recipeHash})}>${each.architecture}</a><br><small>${recipeText(each.recipeHash)}</small></th><td>${dataName(each.dataset)}</td><td class="number">${each.seed}</td>
        <td>${state(each.state)}${each.outcome && each.outcome !== 'TRAINED' ? html`<br><small>${word(each.outcome)}</small>` : nothing}${each.failure ? html`<br><small class="bad">${each.failure}</small>` : nothing}</td>
        <td class="number"><b>${fitness(each.fitness)}</b></td><td class="number">${percent(each.accuracy)}</td><td class="number">${fitness(each.loss)}</td><td class="number">${percent(each.testAccuracy)}</td>
        <td class="number">${each.epochs ?? '–'}</td><td class="number">${duration(each.seconds)}</td><td><time datetime=${each.finishedAt ?? ''} title=${exactTime(each.finishedAt)}>${time(each.finishedAt)}</time></td></tr>`)}</tbody></table>`)}
    ${pager(query, next)}`), {note: 'All trainings of this function, oldest first; accuracy after each epoch.', wide: true});
}

function family({fingerprint}) {
  return section('Family', shown(read(`/activations/${fingerprint}/family`, {topics: [`activation:${fingerprint}`]}), ({forms, mirror, parents, children}) => html`<div class="grid two">
    <div><h3>Equal forms</h3>${forms.length === 0 ? html`<p class="soft">Not proposed by any search.</p>` : html`<ul class="plain">${forms.map(each => html`<li>${formula(each.formula, each.latex)} <small class="soft">${count(each.candidates)} ${each.candidates === 1 ? 'candidate' : 'candidates'}</small></li>`)}</ul>`}</div>
    <div><h3>Mirror image</h3>${mirror === null ? html`<p class="soft">The function is its own mirror image.</p>` : html`<p>${mirror.known ? functionLink(mirror.fingerprint, mirror.formula) : html`<code>${mirror.formula}</code>`}
      <a href=${to('/compare', {f: [mirror.formula, 'relu']})}>Compare</a></p><p class="soft">After a layer whose weights are drawn symmetrically around 0, a function and its mirror image train alike, apart from chance.</p>`}</div>
    ${relatives('Parents', parents)}${relatives('Children', children)}</div>`), {wide: true});
}

const relatives = (title, list) => html`<div><h3>${title}</h3>${list.length === 0 ? html`<p class="soft">None in any search.</p>` : html`<ul class="plain relatives">${list.map(each => html`<li>
  ${sparkline(each.fingerprint)}<div>${functionLink(each.fingerprint, each.formula)}<br><small class="soft">${capital(word(each.operator))} in <a href=${to(`/searches/${each.search}`, {candidate: each.ordinal})}>search ${each.search}</a>, fitness ${fitness(each.fitness)}</small></div></li>`)}</ul>`}</div>`;
