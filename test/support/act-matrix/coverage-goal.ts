// What of a kind can be come to in a rulebook: its own lists say which stages, and so which acts, there are.
import type { ActTable } from '../../../domain/deciding/act.js';
import type { ApplicationStage } from '../../../domain/rulebook/application-rules.js';
import { dutiesOf } from '../../../domain/rulebook/duties.js';
import { kinds } from '../../../domain/kinds/kinds.js';
import type { Rulebook } from '../../../domain/rulebook/rulebook.js';
import type { WalkSetting } from './act-inputs.js';
import { siteOf } from './step.js';

export interface CoverageGoal {
  statuses: string[];
  /** Acts of people. */
  acts: string[];
  /** Ids of the rules of clocks that run for a while: those that are met by what starts them never do. */
  clocks: string[];
}

/**
 * What begins a case, ends all ways, or begins them again: test/ledger/erase.test.ts, test/domain/undoing.test.ts. No role
 * of a rulebook need erase. What customers alone do by their page: test/api/customer.test.ts.
 */
export const ofTheirOwn: ReadonlySet<string> = new Set([
  'record',
  'erase',
  'reopen',
  'unjoin',
  'turn-into',
  'rate',
  'ask-erasure',
]);

/**
 * All statuses and acts of the table, but for those that only a stage or a duty brings about which this rulebook does
 * not have; and all its clocks.
 */
export function coverageGoalOf(ground: WalkSetting): CoverageGoal {
  const { kind, rulebook } = ground;
  const siteKind = siteOf(ground).kind;
  const table: ActTable = kinds[kind]!;
  const absent = absentIn(kind, rulebook);
  // The row of nuisance calls names the statuses in which any kind begins.
  const statuses = Object.entries(table).flatMap(([act, { from, to }]) => [
    ...(Array.isArray(from) && act !== 'nuisance' ? (from as string[]) : []),
    ...(to ? [to] : []),
  ]);
  const byPeople = Object.keys(table).filter(
    (act) => !ofTheirOwn.has(act) && !table[act]!.by.every((role) => role === 'desk'),
  );
  const clocks = rulebook.kinds[kind]!.clocks.filter(
    ({ start, until, when = {} }) =>
      !start.every((milestone) => until.includes(milestone)) &&
      !('accepted' in when) &&
      ['undefined', siteKind].includes(String(when['siteKind'])),
  );
  return {
    statuses: [...new Set(statuses)].filter((one) => !absent.has(one)),
    acts: byPeople.filter((one) => !absent.has(one)),
    clocks: clocks.map(({ id }) => id),
  };
}

/**
 * Acts that take a team, as do clocks that ask whether it has `accepted`: test/ledger/dispatch.test.ts,
 * test/workflow/dispatch.test.ts.
 */
const ofTeams = ['assign', 'release'];

function absentIn(kind: string, rulebook: Rulebook): Set<string> {
  if (kind.endsWith('repair')) return new Set(kind === 'repair' ? [...ofTeams, 'redispatch'] : ofTeams);
  if (kind === 'application')
    return ofStages(Object.values(rulebook.lists?.['applicationStages'] ?? {}) as ApplicationStage[]);
  if (kind !== 'duty') return new Set();
  const duties = Object.values(dutiesOf(rulebook));
  const bringing = {
    'pass-stage': 'stages',
    move: 'reschedulable',
    'except-one': 'exceptions',
    release: 'minRetention',
  } as const;
  return new Set(
    Object.entries(bringing)
      .filter(([, says]) => !duties.some((duty) => duty[says]))
      .map(([act]) => act),
  );
}

function ofStages(stages: ApplicationStage[]): Set<string> {
  const done = (act: ApplicationStage['act']) => stages.some((stage) => stage.act === act);
  const waits = stages.some(({ papers, waitsForCause }) => papers || waitsForCause);
  const here: Record<string, boolean> = {
    'confirm-fee': done('pay'),
    pay: done('pay'),
    refund: done('refund'),
    'sign-contract': done('sign-contract'),
    'test-result': done('test-result'),
    'correct-bill': done('correct-bill'),
    'cause-gone': stages.some(({ waitsForCause }) => waitsForCause),
    waiting: waits,
  };
  return new Set(Object.keys(here).filter((name) => !here[name]));
}
