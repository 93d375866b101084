/** Networks that a program of the user's own trains. */
import {html, nothing} from '../ui/lit.js';
import {field} from '../ui/form.js';
import {scroll} from '../ui/parts.js';

/** The fields of a recipe of such a network. */
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
      : html`${part('screening.minAccuracy', {...screening.minAccuracy, default: undefined, description: 'Default: every candidate is trained to the end'}, {label: 'Give up below accuracy'})}${part('screening.afterEpoch', screening.afterEpoch, {label: 'Give up after epoch'})}`}
  </div></fieldset>`;
}

/** What fitness is, in words. */
export function objectiveText({type, name, direction, worst}) {
  return {
    accuracy: 'accuracy',
    score: `${name}: how far it is ${direction === 'MINIMIZE' ? 'below' : 'above'} ${worst}`,
  }[type] ?? 'accuracy / loss';
}

/** A stored recipe of such a network, as a request for it. */
export const ownNetworkRequest = ({external, version, settings, objective, epochs, screening}) => ({
  external: {network: external, version, settings, objective},
  epochs,
  screening,
});

/** A program that trains for a search. */
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
  return html`<details class="card" ?open=${Boolean(job.obstacle)}><summary>A program that trains for this search</summary>
    <p>Get the package with <code>pip install --no-index --pre --find-links ${location.origin}/python/ afos</code>, then run this in as many processes as you like:</p>
    ${scroll('Program', html`<pre><code>${program}</code></pre>`)}</details>`;
}
