/** The recipes under which functions were trained, by their hashes. */
import {read} from '../core/store.js';
import {count, place, recipe} from '../core/format.js';

export const contexts = () => read('/leaderboard/contexts', {topics: ['evaluations'], every: 15_000});

export const contextName = context => `${place(context.architecture, context.dataset)}: ${recipe(context.recipe)} (${context.functions >= 10_000 ? 'over ' : ''}${count(context.functions)} functions)`;

/** What distinguishes a recipe from others on the same data set and network; empty while loading. */
export function recipeText(hash) {
  const context = contexts().value?.find(each => each.recipeHash === hash);
  return context ? recipe(context.recipe) : '';
}
