import {capital} from '../core/format.js';

const NAMES = {
  afos: 'AFOS genetic algorithm', random: 'Random search', exhaustive: 'Every function of a small space',
  evolution: 'Regularized evolution', surrogate: 'Gaussian process as surrogate', asha: 'Successive halving (ASHA)',
};

export const strategyName = type => NAMES[type] ?? capital(type);

/** A strategy in a sentence. */
export function strategySummary(strategy) {
  const name = strategyName(strategy.type);
  if (strategy.type === 'afos') {
    return `${name}: ${strategy.generations} generations of ${strategy.population}, ${strategy.elites} elites`;
  }
  if (strategy.type === 'asha') {
    return `${name}: rungs after ${strategy.rungs.join(', ')} epochs, one of ${strategy.reduction} promoted; ${strategySummary(strategy.base)}`;
  }
  return strategy.candidates ? `${name}, ${strategy.candidates.toLocaleString('en')} candidates` : name;
}

/** The request for a strategy as a search's specification has it. */
export const strategyRequest = strategy => (strategy.type === 'asha'
  ? {type: 'asha', reduction: strategy.reduction, minEpochs: strategy.rungs[0], strategy: strategy.base}
  : strategy);
