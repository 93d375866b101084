/** Rules by which searches end, by what the API's description says of them. */
import {schemas} from '../ui/form.js';
import {duration} from '../core/format.js';

/** All rules: their names and schemas. */
export const stopRules = () => Object.entries(schemas().value?.StopRules.properties ?? {});

/** What a rule counts. */
export const unit = schema => schema['x-unit'];

/** A rule of a search in words. */
const text = (rules, name, schema) => `${schema.title.toLowerCase()} ${unit(schema) === 'seconds' ? duration(rules[name]) : rules[name].toLocaleString('en')}`;

/** Rules in words; empty if there are none. */
export const stopText = rules => stopRules().filter(([name]) => rules?.[name]).map(([name, schema]) => text(rules, name, schema)).join(', or ');

/** Why a search ended, if a rule did it: the end of a search by a rule has the rule's name. */
export function ruleText(endedBy, rules) {
  const [name, schema] = stopRules().find(([each]) => each.toUpperCase() === endedBy) ?? [];
  return name && rules?.[name] ? text(rules, name, schema) : undefined;
}
