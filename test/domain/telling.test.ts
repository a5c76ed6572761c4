import { describe, expect, it } from '@jest/globals';
import type { CaseState, EntryDraft } from '../../domain/case/case.js';
import type { CaseLink } from '../../domain/case/links.js';
import { tellInMs } from '../../domain/clocks/telling.js';
import { at, clock, text, thing } from '../support/tiny-rulebook.js';

type Told = Pick<EntryDraft, 'act' | 'changes' | 'notices'>;

const within = 30_000;
const times = { now: at('01:00'), withinMs: within, toEngine: (time: string) => time };
const did = (act: string, more: Partial<Told> = {}): Told => ({ act, changes: [], notices: [], ...more });
const told = (before: CaseState | null, after: CaseState, entry = did('note'), mail = false) =>
  tellInMs(before, after, [entry], mail, times);

const dueAt = (time: string) =>
  thing({ clocks: [clock({ due: at(time), next: { kind: 'warn', at: at(time), level: 0 } })] });
const far = dueAt('03:00');
const closed = thing({ status: 'closed', closedAt: at('01:00') });
const linked = (link: Partial<CaseLink>) => ({
  links: [{ key: 'repair-1', relation: 'child', number: null, state: 'asked', ...link } as CaseLink],
});
const notice = (kind: 'approve' | 'decided' | 'inform') =>
  did('anything', { notices: [{ role: 'clerk', kind, clause: 'T-1', text }] });
const asked = { askedAt: at('01:00'), askedBy: 'x', approver: 'chief', until: at('04:00') };
const extended = clock({ extensions: [asked] });

describe('by when the engine must hear of what happened', () => {
  it.each<[string, number | null, CaseState | null, CaseState, Told?, boolean?]>([
    ['an act that gives it nothing to do', within, far, far],
    ['a new case whose moments are far', within, null, far],
    ['a new case without a clock', within, null, thing()],
    ['mail', 0, far, far, did('note'), true],
    ['the end', 0, far, closed, did('close')],
    ['a case asked for', 0, far, { ...far, ...linked({}) }],
    ['a case opened long ago', within, far, { ...far, ...linked({ state: 'open', number: 'PR-1' }) }],
    ['a broadcast', 0, far, { ...far, broadcasts: [{ key: 'b', act: 'restore', state: 'asked' }] }],
    ['a broadcast that is done', within, far, { ...far, broadcasts: [{ key: 'b', act: 'restore', state: 'done' }] }],
    ['somebody asks for more time', 0, far, far, notice('approve')],
    ['somebody decides', 0, far, far, notice('decided')],
    ['somebody is informed', within, far, far, notice('inform')],
    ['a clock with an extension', 0, far, far, did('recount', { changes: [{ type: 'clock', clock: extended }] })],
    ['a clock without', within, far, far, did('sort', { changes: [{ type: 'clock', clock: clock() }] })],
    [
      'more time',
      0,
      far,
      far,
      did('any', { changes: [{ type: 'clock-moved', id: 'do-it', set: { due: at('04:00'), extensions: [asked] } }] }),
    ],
    [
      'a clock that moves',
      within,
      far,
      far,
      did('any', { changes: [{ type: 'clock-moved', id: 'do-it', set: { due: at('04:00') } }] }),
    ],
    ['a revisit that reached nobody', 0, far, far, did('revisit')],
    [
      'a revisit by another act',
      0,
      far,
      far,
      did('rate', {
        changes: [
          {
            type: 'mark',
            name: 'revisited',
            mark: { at: at('01:00'), happenedAt: at('01:00'), by: 'x', role: 'clerk', round: 1, times: 1 },
          },
        ],
      }),
    ],
    ['a nearer moment, an hour away', within, far, dueAt('02:00')],
    ['a nearer moment in 32 s, told 5 s before it', 27_000, far, dueAt('01:00:32')],
    ['a nearer moment in 4 s', 0, far, dueAt('01:00:04')],
    ['a nearer moment that has passed', 0, far, dueAt('00:59')],
    ['a near moment that is known', within, dueAt('01:00:04'), dueAt('01:00:04')],
    ['a near moment that moves away', within, dueAt('01:00:04'), dueAt('01:00:20')],
    ['the first moment of a case that had none', 27_000, thing(), dueAt('01:00:32')],
    ['no moment any more', within, far, thing()],
    ['a note on a closed case', null, closed, closed],
    ['a note on a closed case, with mail', 0, closed, closed, did('note'), true],
    ['a closed case goes on', within, closed, far, did('reopen')],
    [
      'the outcome of a closed case is reported',
      0,
      { ...closed, ...linked({ relation: 'parent', state: 'open' }) },
      closed,
    ],
    ['a closed case asks for another', 0, closed, { ...closed, ...linked({}) }],
  ])('W-16.11 %s', (_, inMs, before, after, ...more) => {
    expect(told(before, after, ...more)).toBe(inMs);
  });

  it('W-16.11 nothing waits where everything is told at once, but what nobody needs is not told', () => {
    const atOnce = { ...times, withinMs: 0 };
    expect(tellInMs(far, far, [did('note')], false, atOnce)).toBe(0);
    expect(tellInMs(closed, closed, [did('note')], false, atOnce)).toBeNull();
  });

  it('W-16.11 of several entries the most urgent counts', () => {
    expect(tellInMs(far, far, [did('note'), did('revisit'), did('note')], false, times)).toBe(0);
  });

  it('W-16.11 the time that counts is that of the engine: an hour of a demo is a second of it', () => {
    const toEngine = (time: string) =>
      new Date(Date.parse(at('01:00')) + (Date.parse(time) - Date.parse(at('01:00'))) / 3_600).toISOString();
    expect(tellInMs(far, dueAt('02:00'), [did('note')], false, { ...times, toEngine })).toBe(0);
    expect(tellInMs(dueAt('20:00'), dueAt('13:00'), [did('note')], false, { ...times, toEngine })).toBe(7_000);
  });
});
