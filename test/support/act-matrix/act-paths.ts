import type { ActPath } from './way.js';
import type { Rulebook } from '../../../domain/rulebook/rulebook.js';
import { dutyPaths, emergencyPaths } from './act-paths-of-lists.js';
import { propertyPaths } from './act-paths-property.js';
import { heatingPaths } from './act-paths-heating.js';
import { powerPaths } from './act-paths-power.js';

const byHand: Record<string, ActPath[]> = { ...propertyPaths, ...heatingPaths, ...powerPaths };

/** The ways of a kind in a rulebook: those above, and one for each entry of the lists by which it runs. */
export function actPathsOf({ kind, rulebook }: { kind: string; rulebook: Rulebook }): ActPath[] {
  const ofLists = kind === 'duty' ? dutyPaths(rulebook) : kind === 'emergency' ? emergencyPaths(rulebook) : [];
  return [...(byHand[`${rulebook.name} ${kind}`] ?? []), ...ofLists];
}
