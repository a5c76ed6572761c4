import { test } from '@jest/globals';
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isOpen } from '../../domain/time/opening.js';
import { rosterGaps, spansToCover } from '../../domain/rulebook/roster.js';
import { calendarOf } from '../../domain/rulebook/rulebook.js';
import { shipped } from '../support/shipped.js';

const heating = shipped.find(({ name }) => name === 'heating')!;
const property = shipped.find(({ name }) => name === 'property')!;
const hourMs = 3_600_000;
const start = Date.parse('2026-03-10T00:00:00+08:00');
const iso = (ms: number) => new Date(ms).toISOString();

const duty = fc.record({ from: fc.integer({ min: -20, max: 400 }), length: fc.integer({ min: 1, max: 60 }) });

test('H-1 at every moment: a hole of the roster is where the rules ask for somebody and no entry covers it', () => {
  fc.assert(
    fc.property(
      fc.array(duty, { maxLength: 25 }),
      fc.integer({ min: 24, max: 360 }),
      fc.array(fc.integer({ min: 0, max: 359 * 60 }), { minLength: 20, maxLength: 40 }),
      (duties, hours, minutes) => {
        const entries = duties.map(({ from, length }) => ({
          role: 'leader-on-duty',
          from: iso(start + from * hourMs),
          until: iso(start + (from + length) * hourMs),
        }));
        const until = start + hours * hourMs;
        const holes = rosterGaps(heating, entries, iso(start), iso(until)).filter(
          ({ role }) => role === 'leader-on-duty',
        );
        for (const [i, { from, until: end }] of holes.entries())
          assert.ok(from < end && (i === 0 || holes[i - 1]!.until < from), 'in order and apart');
        for (const minute of minutes) {
          const at = iso(start + minute * 60_000);
          if (at >= iso(until)) continue;
          // The season ends with the 15th of March, local time.
          const needed = at < '2026-03-15T16:00:00.000Z';
          const covered = entries.some(({ from, until: end }) => from <= at && at < end);
          assert.equal(
            holes.some(({ from, until: end }) => from <= at && at < end),
            needed && !covered,
            at,
          );
        }
      },
    ),
    { numRuns: 200 },
  );
});

test('P-3.4 the monitor room is needed exactly while the office is closed, holidays and make-up workdays too', () => {
  const rule = property.roles['monitor-room']!.roster!;
  const calendar = calendarOf(property, 'office-hours');
  fc.assert(
    fc.property(
      fc.integer({ min: Date.parse('2026-01-01T00:00:00Z'), max: Date.parse('2026-12-31T00:00:00Z') }),
      (at) => {
        const [span] = spansToCover(rule, property, { from: at, to: at + 1 });
        assert.equal(span !== undefined, !isOpen(calendar, at));
      },
    ),
    { numRuns: 500 },
  );
});

test('the holes of a year are found in one go', () => {
  const holes = rosterGaps(property, [], '2026-01-01T00:00:00Z', '2027-01-01T00:00:00Z');
  assert.ok(holes.length > 450 && holes.every(({ clause }) => clause === 'P-3.4'));
});
