/** One search and its progress. */
import {html, nothing} from '../ui/lit.js';
import {read} from '../core/store.js';
import {to} from '../core/router.js';
import {jobActions} from '../ui/actions.js';
import {facts, notice, progress, scroll, section, shown, state, stateOf, tile} from '../ui/parts.js';
import {functionLink, sparkline} from '../ui/functions.js';
import {candidates} from './candidates.js';
import {finalists, replicating} from './finalists.js';
import {replicationText} from './search-options.js';
import {stopText} from './stop-rules.js';
import {spent} from './spent.js';
import {courseChart, learningCurves, scatter} from './search-charts.js';
import {lineage} from './lineage.js';
import {objectiveText, trainerProgram} from './own-network.js';
import {strategySummary} from './strategies.js';
import {liveWorkers, task} from './workers.js';
import {download} from '../ui/download.js';
import {actionsText, count, duration, exactTime, fitness, number, percent, points, recipe, signed, spread, word} from '../core/format.js';

export function search(id, query) {
  const status = read(`/searches/${id}`, {topics: [`job:${id}`]});
  return {
    title: status.value?.name ?? `Search ${id}`,
    content: html`<nav class="trail" aria-label="Where you are"><a href=${to('/searches')}>Searches</a></nav>
      ${shown(status, value => view(value, query), {skeleton: 'page'})}`,
  };
}

const view = (job, query) => html`
  <div class="head"><div><h1>${job.name} <small>#${job.id}</small></h1>${stateOf(job)}${replicating(job)}</div>
    ${jobActions(`/searches/${job.id}`, job, html`
      <a class="button" href=${to('/searches/new', {clone: job.id})}>Clone</a>${exports(job.id)}`)}</div>
  ${job.failure ? notice(job.failure, 'bad') : nothing}
  ${job.obstacle ? notice(`It cannot proceed at present: ${job.obstacle}`, 'warn') : nothing}
  ${trainerProgram(job)}
  ${numbers(job)}
  ${spent(job)}
  <div class="grid two">
    ${winner(job)}
    ${courseChart(job, query)}
    ${scatter(job, query)}
    ${learningCurves(job)}
  </div>
  ${finalists(job)}
  ${candidates(job, query)}
  ${job.best ? lineage(job) : nothing}
  <div class="grid two">${atWork(job)}${setup(job)}</div>`;

const exports = id => html`<details class="menu"><summary class="button">Export</summary><div>
  <button class="quiet" @click=${() => download(`/searches/${id}/export?format=jsonl`, `search-${id}.jsonl`)}>JSON Lines: everything, can be imported</button>
  <button class="quiet" @click=${() => download(`/searches/${id}/export?format=csv`, `search-${id}.csv`)}>CSV: one line per candidate</button>
</div></details>`;

function numbers({best, progress: p, elapsedSeconds, remainingSeconds, baselines, ...job}) {
  const {evaluations: e} = p;
  const all = Object.values(e).reduce((sum, value) => sum + value, 0);
  const over = ['COMPLETED', 'CANCELLED', 'FAILED'].includes(job.state);
  const relu = baselines.find(each => each.name === 'relu');
  return html`<dl class="tiles">
    ${tile('Best fitness', fitness(counted(best).fitness), html`${best?.replicated ? `${fitness(best.fitness)} initially; ` : nothing}${relu ? `${signed(ahead(best, relu))} to ReLU` : nothing}`)}
    ${tile('Its accuracy', percent(counted(best).accuracy), best?.accuracyAboveRelu !== null && best ? `${points(best.accuracyAboveRelu)} to ReLU` : nothing)}
    ${tile('Candidates', count(p.proposed), html`of ${count(Math.max(p.planned, p.proposed))}${progress(p.proposed - p.candidates.OPEN, Math.max(p.planned, p.proposed), 'Candidates with a result')}`)}
    ${tile('Trainings', count(e.SUCCEEDED), html`of ${count(all)}${over ? nothing : ' so far'}${e.RUNNING ? html`, ${e.RUNNING} running` : nothing}${e.FAILED ? html`, <b class="bad">${e.FAILED} failed</b>` : nothing}`)}
    ${tile('Trainings saved', count(p.rejected + p.reused), `${count(p.reused)} known, ${count(p.rejected)} unusable`)}
    ${tile(over ? 'Took' : 'Running for', duration(elapsedSeconds), over ? nothing : remainingSeconds === null ? 'time left: unknown' : `about ${duration(remainingSeconds)} left`)}
  </dl>`;
}

/** The relevant values of a function: the means over the further seeds once the best is replicated, before that the first measurement. */
const counted = (each, best = each) => (best?.replicated ? each.replicated : each) ?? {};
const ahead = (best, baseline) => counted(best).fitness - (counted(baseline, best).fitness ?? NaN);

const NONE_BEST = {
  RUNNING: 'None yet: the first trainings are in progress.',
  PAUSED: 'None yet: the search is paused.',
};

const winner = ({best, baselines, state: is}) => section('Best function', best
  ? html`<div class="winner">${sparkline(best.fingerprint)}<div>
      <p class="big">${functionLink(best.fingerprint, best.formula, {name: best.name})}</p>
      ${best.replicated ? html`<p>Fitness ${spread(best.replicated)}, accuracy ${percent(best.replicated.accuracy)}: means of ${number(best.replicated.succeeded, 'further seed')}</p>` : nothing}
      <p class="soft">${best.replicated ? 'First measured: fitness' : 'Fitness'} ${fitness(best.fitness)}, accuracy ${percent(best.accuracy)}, loss ${fitness(best.loss)}; candidate ${best.ordinal}, generation ${best.generation}</p></div></div>
      ${baselineTable(best, baselines)}`
  : html`<p class="soft">${NONE_BEST[is] ?? 'None: no candidate reached a fitness above 0.'}</p>${baselineTable(null, baselines)}`,
{note: 'Solid: the function, dashed: its derivative, from −5 to 5.'});

const baselineTable = (best, baselines) => baselines.length === 0 ? nothing : scroll('Standard functions under the same recipe', html`<table>
  ${best?.replicated ? html`<caption>Means over the further seeds</caption>` : nothing}
  <thead><tr><th scope="col">For comparison</th><th scope="col" class="number">Fitness</th><th scope="col" class="number">Accuracy</th><th scope="col" class="number">Best leads by</th></tr></thead>
  <tbody>${baselines.map(each => html`<tr><th scope="row">${each.name}</th>
    <td class="number">${each.fitness === null ? state(each.state) : fitness(counted(each, best).fitness)}</td><td class="number">${percent(counted(each, best).accuracy)}</td>
    <td class="number">${signed(ahead(best, each))}</td></tr>`)}</tbody></table>`);

function atWork(job) {
  const busy = (liveWorkers().value ?? []).filter(worker => worker.task?.jobs.includes(job.id));
  return section('Workers on this search', busy.length === 0
    ? html`<p class="soft">${job.state === 'RUNNING' ? 'None at this moment.' : 'None: the search is not running.'}</p>`
    : busy.map(worker => html`<h3>${worker.id}</h3>${task(worker.task)}`));
}

function setup({specification: s, recipeHash, createdAt, finishedAt, priority, actions}) {
  return section('Setup', facts([
    ['Strategy', strategySummary(s.strategy)],
    ['Space', `${s.space.unaries.length} leaves, ${s.space.binaries.length} inner functions, ${s.space.shapes.join(', ')} genes`],
    s.start?.length ? ['Start', number(s.start.length, 'start function')] : null,
    s.mirrorInvariant ? ['Mirror images', 'f(−x) counts as the same function as f(x)'] : null,
    ...(s.recipe.external
      ? [['Network', `${s.recipe.external}, version ${s.recipe.version}, external`],
        ...Object.entries(s.recipe.settings).map(([name, value]) => [`Setting ${name}`, String(value)])]
      : [['Data set', s.recipe.data.dataset], ['Network', s.recipe.architecture.name]]),
    ['Training', recipe(s.recipe)],
    ['Fitness', s.recipe.external ? objectiveText(s.recipe.objective) : `accuracy / loss on the ${word(s.recipe.fitnessSplit)} split`],
    ['Seeds', `${s.seed} for the search, ${s.trainingSeed} for trainings`],
    stopText(s.stop) ? ['Stop rules', stopText(s.stop)] : null,
    ['Replication', replicationText(s.replication)],
    priority ? ['Priority', priority] : null,
    ['Submitted', exactTime(createdAt)],
    finishedAt ? ['Ended', exactTime(finishedAt)] : null,
    actions.length ? ['By API key', actionsText(actions)] : null,
  ]), {actions: html`<a href=${to('/leaderboard', {recipe: recipeHash})}>Leaderboard of this recipe</a>`});
}
