// The deadlines of applications: how an application is brought to where a clock runs, and who hears of it.
import { assertDeadline, type Act } from '../deadline.js';
import type { TestLedger } from '../test-ledger.js';
import { passed, passes, taken } from './applications.js';

/** A deadline in one row; `begin` where everything before it happens at another time than Monday 09:00. */
export type Row = [
  rule: string,
  clause: string,
  house: boolean,
  given: () => Promise<string>,
  met: Act[],
  warn: string,
  due: string,
  ladder: [string, ...string[]][],
  begin?: string,
];

/** Plays the row as a deadline. */
export function assertRow(
  desk: TestLedger,
  [rule, clause, house, given, met, warn, due, ladder, begin]: Row,
): Promise<void> {
  return assertDeadline(desk, {
    rule,
    clause,
    ...(house ? { house } : {}),
    given,
    met,
    warn,
    due,
    ladder,
    ...(begin ? { at: begin } : {}),
  });
}

/** The act that passes a stage; `key` where the same stage is passed in another way. */
export const pass = (stage: string, key = stage): Act => [
  passes[key]![0],
  'pass-stage',
  { stage, outcome: '办理完毕', ...passes[key]![1] },
];

/** Brings an application past the stages; gives what makes a new one each time. */
export const applicationAt =
  (desk: TestLedger, organisation: 'power' | 'heating', type: string, stages: string[] = [], input: object = {}) =>
  async () => {
    const number = await taken(desk, organisation, type, { ...input });
    await passed(desk, number, ...stages);
    return number;
  };

/** The breach tells who acts and `first`; the next rung `then`; urged are both. */
export const ladderTo = (
  who: string,
  due: string,
  next: string,
  urge: string,
  first = 'heating-deputy-manager',
  then = 'heating-cs-manager',
): [string, ...string[]][] => [
  [due, who, first],
  [next, then],
  [urge, who, then],
];
