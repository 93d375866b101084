/** Stop rules of searches as described by the API. */
import {schemas} from '../ui/form.js';
import {duration} from '../core/format.js';

/** All rules: their names and schemas. */
export const stopRules = () => Object.entries(schemas().value?.StopRules.properties ?? {});

/** The unit of a rule. */
export const unit = schema => schema['x-unit'];

/** A rule with its value as text. */
const text = (rules, name, schema) => `${schema.title.toLowerCase()} ${unit(schema) === 'seconds' ? duration(rules[name]) : rules[name].toLocaleString('en')}`;

/** Rules as text; empty if there are none. */
export const stopText = rules => stopRules().filter(([name]) => rules?.[name]).map(([name, schema]) => text(rules, name, schema)).join(', or ');

/** The rule that ended a search, as text, if one did: the end reason then has the rule's name. */
export function ruleText(endedBy, rules) {
  const [name, schema] = stopRules().find(([each]) => each.toUpperCase() === endedBy) ?? [];
  return name && rules?.[name] ? text(rules, name, schema) : undefined;
}
