/** External networks, which are trained by the user's own program. */
import {html, nothing} from '../ui/lit.js';
import {field} from '../ui/form.js';
import {scroll} from '../ui/parts.js';

/** The fields of an external recipe. */
export function ownNetworkFields(draft, all) {
  const {properties: external} = all.ExternalRequest;
  const {properties: objective} = all.ObjectiveRequest;
  const screening = all.ScreeningRequest.properties;
  const type = String(draft.get('recipe.external.objective.type') ?? '').toUpperCase();
  const part = (name, schema, options) => field(draft, `recipe.${name}`, schema, options);
  return html`<fieldset><legend>Your network</legend><div class="fields">
    ${part('external.network', external.network, {label: 'Network', required: true})}${part('external.version', external.version, {label: 'Version'})}
    ${part('epochs', all.RecipeRequest.properties.epochs)}
    ${part('external.objective.type', objective.type, {label: 'Objective', options: [['ACCURACY_PER_LOSS', 'accuracy / loss'], ['ACCURACY', 'accuracy'], ['SCORE', 'a score of my own']]})}
    ${type === 'SCORE' ? html`${['name', 'direction', 'worst'].map(name => part(`external.objective.${name}`, objective[name], {label: {name: 'Name of the score', direction: 'Better is', worst: 'Its worst value'}[name]}))}`
      : html`${part('screening.minAccuracy', {...screening.minAccuracy, default: undefined, description: 'Default: no candidate is stopped early'}, {label: 'Stop below accuracy'})}${part('screening.afterEpoch', screening.afterEpoch, {label: 'Stop after epoch'})}`}
  </div></fieldset>`;
}

/** The definition of fitness under an objective. */
export function objectiveText({type, name, direction, worst}) {
  return {
    accuracy: 'accuracy',
    score: `${name}: how far it is ${direction === 'MINIMIZE' ? 'below' : 'above'} ${worst}`,
  }[type] ?? 'accuracy / loss';
}

/** The request for a stored external recipe. */
export const ownNetworkRequest = ({external, version, settings, objective, epochs, screening}) => ({
  external: {network: external, version, settings, objective: {...objective, type: objective.type.toUpperCase()}},
  epochs,
  screening,
});

/** A training program for a search. */
export function trainerProgram(job) {
  const {external, objective} = job.specification.recipe;
  if (!external || !['RUNNING', 'PAUSED'].includes(job.state)) {
    return nothing;
  }
  const metrics = {accuracy: 'accuracy=...', score: 'score=...'}[objective.type] ?? 'accuracy=..., loss=...';
  const program = `import afos, torch

for trial in afos.connect("${location.origin}").find(${job.id}).trials():
    torch.manual_seed(trial.seed)
    model = trial.apply(...)                # your network
    for epoch in trial.epochs():
        ...                                 # train it for an epoch
        trial.report(${metrics})
`;
  return html`<details class="card" ?open=${Boolean(job.obstacle)}><summary>Training program for this search</summary>
    <p>Install the package with <code>pip install --no-index --pre --find-links ${location.origin}/python/ afos</code>, then run this program in any number of processes:</p>
    ${scroll('Program', html`<pre><code>${program}</code></pre>`)}</details>`;
}
