/** Strategies as described by the API. */
import {kinds, kindSchema, schemas, wordsOf} from '../ui/form.js';
import {capital} from '../core/format.js';

/** All strategies: their types and names. */
export const strategies = () => kinds(schemas().value?.Strategy).map(type => [type, strategyName(type)]);

export function strategyName(type) {
  const all = schemas().value;
  return kindSchema(all, all?.Strategy, type)?.title ?? capital(type);
}

/** A one-sentence summary of a strategy. */
export function strategySummary({type, base, ...parameters}) {
  const values = Object.entries(parameters).map(([name, value]) => `${wordsOf(name)} ${Array.isArray(value) ? value.join(', ') : value.toLocaleString('en')}`);
  return [[strategyName(type), values.join(', ')].filter(Boolean).join(': '), base && strategySummary(base)].filter(Boolean).join('; ');
}

/** The request for the strategy of a search's specification, with only the first rung, from which the others follow. */
export const strategyRequest = ({rungs, base, ...parameters}) => ({
  ...parameters,
  ...(rungs ? {minEpochs: rungs[0]} : {}),
  ...(base ? {strategy: base} : {}),
});
