/** Formats numbers and times for display. */

const whole = new Intl.NumberFormat('en');
const short = new Intl.DateTimeFormat('en-GB', {day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit'});
const long = new Intl.DateTimeFormat('en-GB', {dateStyle: 'medium', timeStyle: 'medium'});
const MINUS = '\u2212';
const NONE = '\u2013';

const missing = value => value === null || value === undefined || Number.isNaN(value);
const minus = text => text.replace('-', MINUS);

export const count = value => (missing(value) ? NONE : minus(whole.format(value)));
export const number = (value, name) => `${count(value)} ${name}${value === 1 ? '' : 's'}`;
export const fitness = value => (missing(value) ? NONE : minus(value.toFixed(3)));
export const decimal = (value, digits = 2) => (missing(value) ? NONE : minus(value.toFixed(digits)));
export const percent = value => (missing(value) ? NONE : `${minus((100 * value).toFixed(1))} %`);
export function signed(value, format = fitness) {
  if (missing(value)) {
    return NONE;
  }
  const text = format(value);
  return /[1-9]/.test(text) ? (value > 0 ? '+' : '') + text : text.replace(MINUS, '');
}
/** A mean with the standard deviation over the seeds, if there is one. */
export const spread = ({fitness: mean, fitnessDeviation: deviation}) => (missing(deviation) ? fitness(mean) : `${fitness(mean)} ± ${fitness(deviation)}`);
export const points = value => signed(value, each => `${minus((100 * each).toFixed(1))} points`);
export const pValue = value => (missing(value) ? NONE : value < 0.001 ? '< 0.001' : value.toFixed(3));

export function duration(seconds) {
  if (missing(seconds)) {
    return NONE;
  }
  const s = Math.round(seconds);
  if (s < 60) {
    return `${seconds < 10 ? seconds.toFixed(1) : s} s`;
  }
  if (s < 3600) {
    return parts([Math.floor(s / 60), 'min'], [s % 60, 's']);
  }
  const hours = Math.floor(s / 3600);
  return hours < 48
    ? parts([hours, 'h'], [Math.floor((s % 3600) / 60), 'min'])
    : parts([Math.floor(hours / 24), 'd'], [hours % 24, 'h']);
}

const parts = (...amounts) => amounts.filter(([amount]) => amount > 0).map(([amount, unit]) => `${amount} ${unit}`).join(' ');

export const time = text => (text ? short.format(new Date(text)) : NONE);
export const exactTime = text => (text ? long.format(new Date(text)) : '');
/** Who did what to a job: each API key once, with what it did. */
export function actionsText(actions) {
  const kinds = new Map();
  for (const {key, action} of actions) kinds.set(key, (kinds.get(key) ?? new Set()).add(word(action)));
  return [...kinds].map(([key, done]) => `${key}: ${[...done].join(', ')}`).join('; ');
}
export function ago(text) {
  const seconds = Math.max(0, (Date.now() - new Date(text)) / 1000);
  return seconds < 2 ? 'just now' : `${duration(Math.round(seconds))} ago`;
}

const words = {
  CROSSOVER: 'crossover', MUTATION: 'mutation', ELITE: 'elite', RANDOM: 'random', START: 'start function', ENUMERATION: 'enumeration', PROMOTION: 'trained for longer', TRAINED: 'trained',
  SCREENED_OUT: 'stopped early', DIVERGED: 'diverged', NOT_FINITE: 'not finite', CONSTANT: 'constant',
  SGD: 'SGD', ADAM: 'Adam', TEST_ACCURACY: 'test accuracy', ACCURACY: 'accuracy', FITNESS: 'fitness', LOSS: 'loss',
};
/** A constant of the API in words. */
export const word = constant => words[constant] ?? String(constant).toLowerCase().replaceAll('_', ' ');
export const capital = text => text.charAt(0).toUpperCase() + text.slice(1);

/** A network and the data it is trained on; an external network has a version in place of a data set. */
export const place = (network, dataset) => (dataset.startsWith('external:') ? `${network} ${dataName(dataset)}` : `${network} on ${dataset}`);

/** The name of a data set, or the version of an external network. */
export const dataName = dataset => dataset.replace(/^external:.*@/, 'version ');

/** The part of a recipe that distinguishes contexts. */
export function recipe(recipe) {
  if (recipe.external) {
    return [...Object.entries(recipe.settings).map(([name, value]) => `${name} ${value}`),
      `${recipe.epochs} epoch${recipe.epochs === 1 ? '' : 's'}`, recipe.objective.name ?? word(recipe.objective.type)].join(' · ');
  }
  const {data: {trainImages}, architecture, epochs, batchSize, optimizer} = recipe;
  return [
    trainImages ? `${count(trainImages)} images` : 'all images',
    architecture.width === 1 ? null : `width ${architecture.width}`,
    architecture.depth === 'TINY' ? 'tiny' : null,
    `${epochs} epoch${epochs === 1 ? '' : 's'}`,
    `batch ${batchSize}`,
    `${optimizer.type} ${optimizer.learningRate}`,
  ].filter(Boolean).join(' · ');
}
