import type { CaseState, EntryDraft } from '../case/case.js';
import { doerOf } from '../responsibility/custody.js';
import type { Rulebook } from '../rulebook/rulebook.js';
import { inZone } from '../time/zone.js';
import type { Measurement } from './measurement.js';
import { isTurned, type ReceivedMeasurement } from './taken-off.js';

/** What every measurement of an entry bears of its case as it then stands. */
export function blankMeasurement({ at }: EntryDraft, state: CaseState, rulebook: Rulebook): Omit<Measurement, 'what'> {
  const { number, seq, organisation, site, rulebook: name, kind, tier, department, facts } = state;
  return {
    number,
    seq,
    n: 0,
    at,
    day: inZone(at, rulebook.timeZone).slice(0, 10),
    organisation,
    site,
    rulebook: name,
    kind,
    tier,
    department,
    area: textOf(facts['area']),
    major: facts['major'] === true,
    role: null,
    person: null,
    actedFor: null,
    clock: null,
    rule: null,
    clause: null,
    outcome: null,
    inTime: null,
    again: null,
    revisited: null,
    lateClocks: null,
    seconds: null,
    sinceReceived: null,
    lateSeconds: null,
    amount: null,
    ofNumber: null,
    ofClock: null,
    ofDay: null,
  };
}

/** How a case is counted as received: on the day of its record, or when it came in where it was taken for another kind. */
export function receptionOf(entry: EntryDraft, state: CaseState, rulebook: Rulebook): ReceivedMeasurement {
  const { tier, department, area, major, day } = blankMeasurement(entry, state, rulebook);
  const { person = null, actedFor = null } = doerOf(entry) ?? {};
  return {
    day: isTurned(state) ? inZone(state.receivedAt, rulebook.timeZone).slice(0, 10) : day,
    tier,
    department,
    area,
    major,
    role: entry.role,
    person,
    actedFor,
    outcome: textOf(state.facts['channel']),
  };
}

/** A fact that is a text; null where it is none, or says nothing. */
export function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
