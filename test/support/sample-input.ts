// An input for any act, made from the description of its fields.
import type { ActFields, ActField } from '../../domain/case/fields.js';
import { listOf } from '../../domain/rulebook/lists.js';
import type { Rulebook } from '../../domain/rulebook/rulebook.js';
import { later } from './monday.js';

/** An input that fits the fields, each given; words say SECRET, ids are the first of their list. */
export function sampleInput(fields: ActFields, rulebook: Rulebook, at: string): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, sampleOf(name, field, rulebook, at)]));
}

function sampleOf(name: string, { type, list, values, min, of }: ActField, rulebook: Rulebook, at: string): unknown {
  const one = list === undefined ? 'some-id' : Object.keys(listOf(rulebook, list) ?? {})[0];
  switch (type) {
    case 'words':
      return `SECRET-${name}`;
    case 'id':
      return one;
    case 'ids':
    case 'files':
      return [one];
    case 'standard-answers':
      return [];
    case 'instant':
      return /^(rang|answered|arrived|served|finished)At$/.test(name) ? at : later(at, 24 * 60);
    case 'date':
      return later(at, 24 * 60).slice(0, 10);
    case 'yes-no':
      return true;
    case 'one-of':
      return values![0];
    case 'number':
      return min;
    case 'cents':
      return 1000;
    case 'items':
      return [sampleInput(of!, rulebook, at)];
    case 'person':
      return 'some-duty-administrator';
    case 'people':
      return ['some-guard', 'some-other-guard'];
    case 'case':
      return 'PC-2026-000777';
  }
}
