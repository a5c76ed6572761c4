import type { ActContext } from '../deciding/act.js';
import type { RelatedQueryContext, RelatedCaseQuery } from '../deciding/related-case-query.js';
import { refuse, type Refusal } from '../refusal.js';
import type { Rulebook } from '../rulebook/rulebook.js';
import { inZone } from '../time/zone.js';

interface Planning {
  outageType: string;
  line: string;
  startsAt?: string;
  reason?: string;
}

/** W-9.2: a voltage level, and how many planned outages of one line it allows in a year. */
export interface VoltageLimit {
  id: string;
  plannedOutagesAYear: number;
}

/**
 * The voltage of a line, by the lists `lines` and `voltages` of the rulebook; undefined where the clause sets no number
 * for it.
 */
export function voltageLimitOf({ lists = {} }: Rulebook, line: string): VoltageLimit | undefined {
  const id = lists['lines']?.[line]?.['voltage'];
  const allowed = lists['voltages']?.[String(id)]?.['plannedOutagesAYear'];
  return typeof allowed === 'number' ? { id: String(id), plannedOutagesAYear: allowed } : undefined;
}

/**
 * The planned outages of the same line in the same year, the cancelled ones left out. Two who plan for one line take
 * their turns.
 */
export function plannedOutagesQuery({
  input,
  rulebook,
}: RelatedQueryContext<Planning>): Record<string, RelatedCaseQuery> | undefined {
  if (input.outageType !== 'planned' || !input.startsAt) return undefined;
  const year = Number(inZone(input.startsAt, rulebook.timeZone).slice(0, 4));
  const newYear = (of: number) => startOfYear(of, rulebook.timeZone);
  return {
    planned: {
      lockKey: `planned ${input.line}`,
      lockMode: 'alone',
      kind: 'outage',
      facts: { line: input.line, outageType: 'planned' },
      withoutFacts: { outcome: 'cancelled' },
      timeRange: { fact: 'startsAt', from: newYear(year), before: newYear(year + 1) },
    },
  };
}

/** W-9.2: one more than the clause allows is planned with a reason only. */
export function plannedOutagesProblem({
  input,
  rulebook,
  relatedCases,
}: Pick<ActContext<Planning>, 'input' | 'rulebook' | 'relatedCases'>): Refusal | undefined {
  const voltage = voltageLimitOf(rulebook, input.line);
  const { count = 0 } = relatedCases['planned'] ?? {};
  if (input.outageType !== 'planned' || !voltage || count < voltage.plannedOutagesAYear || input.reason)
    return undefined;
  return refuse(
    'missing-step',
    `This line has ${count} planned outages in the year, and ${voltage.plannedOutagesAYear} are allowed: give the reason for one more (reason).`,
    `该线路本年已有 ${count} 次计划停电，规定不超过 ${voltage.plannedOutagesAYear} 次：确需再停电请填写超次原因。`,
    'W-9.2',
  );
}

/** The instant at which a year begins in the zone, UTC ISO. */
function startOfYear(year: number, timeZone: string): string {
  const utc = `${year}-01-01T00:00:00.000Z`;
  const offset = inZone(utc, timeZone).slice(-6);
  return new Date(`${year}-01-01T00:00:00${offset === 'Z' ? 'Z' : offset}`).toISOString();
}
