import { intakeFacts } from '../deciding/intake.js';
import type { ActTable } from '../deciding/act.js';
import { factNames, factOfField, internalFacts, type FactName } from './fact-names.js';

/**
 * The facts of a kind that people read, by name: as `factNames` has them, otherwise as the field of the same name in an
 * act that sets it. What has no name (in a kind that is not shipped) is left out.
 */
export function factsForPeople(kind: string, acts: ActTable): Record<string, FactName> {
  const found: Record<string, FactName> = {};
  for (const [act, { fields = {}, sets = [] }] of Object.entries(acts)) {
    const taken = act === 'record' ? intakeFacts : [];
    for (const name of [...sets, ...taken.filter((item) => Object.hasOwn(fields, item))]) {
      const field = fields[name];
      const known = factNames[`${kind}.${name}`] ?? factNames[name] ?? (field && factOfField(name, field));
      if (known && !internalFacts.has(name)) found[name] ??= known;
    }
  }
  return found;
}
