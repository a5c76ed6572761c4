// Cases played at random: legal acts and refused ones, with time passing between them. Whatever happens, these hold.
import { test } from '@jest/globals';
import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { CaseState, ClockState } from '../../domain/case/case.js';
import { hasMomentCome, nextMoment, wakeAt } from '../../domain/clocks/clock-moments.js';
import { isRunning } from '../../domain/clocks/clocks.js';
import { fold } from '../../domain/case/fold.js';
import { intakeFacts } from '../../domain/deciding/intake.js';
import { kinds } from '../../domain/kinds/kinds.js';
import { automaticRaise } from '../../domain/deciding/moments.js';
import { isRefusal } from '../../domain/refusal.js';
import { tasksOf } from '../../domain/projections/tasks.js';
import { viewOf } from '../../domain/clocks/view.js';
import { expandMilestones } from '../../rulebooks/milestones.js';
import { attempt, pass, record, type Played } from '../support/model.js';
import { property } from '../support/shipped.js';
import { later, monday } from '../support/monday.js';
import { moves } from '../support/moves.js';

/** A step: how many minutes pass, and which of the possible moves is made; mostly one that brings the case on. */
const step = fc.record({
  onwards: fc.noBias(fc.integer({ min: 0, max: 3 })),
  minutes: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 90 }), fc.integer({ min: 90, max: 5_000 })),
  move: fc.noBias(fc.nat({ max: 9_999 })),
});
const game = fc.record({
  kind: fc.constantFrom(...Object.keys(property.kinds)),
  siteKind: fc.constantFrom('estate', 'office'),
  flag: fc.boolean(),
  receivedMinutesAgo: fc.constantFrom(0, 3, 200),
  steps: fc.array(step, { minLength: 1, maxLength: 40, size: 'max' }),
});

/** Joining and withdrawing end a case too soon, notes are dull. */
const seldom = new Set([
  'withdraw',
  'join',
  'note',
  'wake',
  'refuse-signal',
  'move-version',
  'erase',
  'correct',
  'add',
]);
const onwards = new Set([
  'sort',
  'assist',
  'sign',
  'instruct',
  'call-meeting',
  'answer',
  'finish',
  'return-form',
  'revisit',
  'close',
  'request-extension',
  'grant-extension',
  'confirm-tier',
  'relieve',
  'notify',
  'accept',
  'arrive',
  'quote',
  'confirm',
  'start',
  'sign-off',
  'report',
  'return-stub',
  'receipt',
  'begin',
  'tick',
  'stand-down',
  'recover',
  'review',
  'send-back',
  'ask',
  'advise',
  'escalate',
  'call-back',
  'answer-in-writing',
  'pass',
  'consider',
  'reward',
]);

interface Game extends Played {
  now: string;
  /** What was asked and refused or entered, for the message of a failure. */
  story: string[];
}

type Move = ReturnType<typeof moves>[number];

interface Setting {
  kind: string;
  siteKind: string;
  flag: boolean;
  receivedMinutesAgo: number;
  steps: { onwards: number; minutes: number; move: number }[];
}

/** Plays a game: how it stands at first and after each step. */
function play({ kind, siteKind, flag, receivedMinutesAgo, steps }: Setting): Game[] {
  const flags = Object.entries(kinds[kind]!['record']!.fields ?? {}).filter(
    ([name, { type }]) => type === 'yes-no' && name !== 'anonymous',
  );
  const first = record(kind, Object.fromEntries(flags.map(([name]) => [name, flag])), {
    receivedAt: later(monday, -receivedMinutesAgo),
    siteKind,
  });
  const games: Game[] = [{ ...first, now: monday, story: ['record'] }];
  for (const { onwards: on, minutes, move } of steps) {
    const current = games.at(-1)!;
    const now = later(current.now, minutes);
    const possible = moves(current.state, now).filter(({ act }) =>
      on ? onwards.has(act) : !seldom.has(act) || move > 9_700,
    );
    const chosen = choose(possible, move);
    const answer = chosen ? attempt(current, { ...chosen, at: now }) : pass(current, now);
    const played = isRefusal(answer) ? pass(current, now) : answer;
    games.push({
      ...played,
      now,
      story: [...current.story, `${minutes}' ${chosen?.act ?? '-'}${isRefusal(answer) ? `:${answer.code}` : ''}`],
    });
  }
  return games;
}

/**
 * First one of the possible acts, then one of the ways to do it: some acts come with many more inputs and roles than
 * others.
 */
function choose(possible: Move[], move: number): Move | undefined {
  const acts = [...new Set(possible.map(({ act }) => act))];
  const ways = possible.filter(({ act }) => act === acts[move % acts.length]);
  return ways[Math.floor(move / acts.length) % ways.length];
}

/** One seed for the whole file: all tests check the same games, and each game is played once. */
const seed = Date.now();
const playedGames = new Map<string, Game[]>();

/** The game after each of its steps. */
function stepsOf(setting: Setting): Game[] {
  const key = JSON.stringify(setting);
  const known = playedGames.get(key) ?? play(setting);
  playedGames.set(key, known);
  return known;
}

/** Runs a check over many games, and `each` over their steps; the story is told when one fails. */
function always(check: (game: Game) => void, each: (before: Game, after: Game) => void = () => undefined): void {
  fc.assert(
    fc.property(game, (setting) => {
      const steps = stepsOf(setting);
      const last = steps.at(-1)!;
      try {
        for (const [i, after] of steps.entries()) if (i > 0) each(steps[i - 1]!, after);
        check(last);
      } catch (error) {
        throw new Error(`${(error as Error).message}\nafter: ${last.story.join(', ')}`, { cause: error });
      }
    }),
    { seed, numRuns: 400, interruptAfterTimeLimit: 60_000 },
  );
}

const replay = ({ entries }: Played): CaseState =>
  entries.reduce<CaseState | null>((state, entry) => fold(state, entry), null)!;

test('X-10 folding the entries gives the case, today and for ever; each entry counts one on', () => {
  always((played) => {
    assert.deepEqual(replay(played), played.state);
    assert.equal(played.state.seq, played.entries.length);
  });
});

test('a case is plain JSON: written and read it is the same, and so is what folds from written entries', () => {
  always((played) => {
    const written = JSON.parse(JSON.stringify(played)) as Played;
    assert.deepEqual(written.state, played.state);
    assert.deepEqual(replay(written), played.state);
  });
});

test('X-3 a clock is met in time or breached, never both, and a breach is entered only after its second', () => {
  const checkClock = (clock: ClockState) => {
    const inTime = clock.metAt !== null && clock.metAt < wakeAt({ kind: 'breach', at: clock.due, level: 0 });
    if (inTime && clock.due === clock.originalDue)
      assert.equal(clock.breachedAt, null, `${clock.id} is met in time and breached`);
    if (clock.metAt) assert.equal(clock.next, null, `${clock.id} is met and goes on`);
    if (clock.stoppedAt) assert.equal(clock.next, null, `${clock.id} is stopped and goes on`);
    assert.ok(!(clock.metAt && clock.stoppedAt), `${clock.id} is both met and stopped`);
  };
  always(({ state }) => state.clocks.forEach(checkClock));
});

test('X-9 whatever has run out is on record as a breach, and nothing else is', () => {
  always(({ state, now }) => {
    for (const clock of state.clocks) {
      const rule = property.kinds[state.kind]!.clocks.find(({ id }) => id === clock.rule)!;
      // What was stopped while it stood still had not run out, although its due time was not moved any more; what
      // raises the tier ends with its own breach.
      if (clock.stoppedAt && (rule.pause || rule.raisesTierTo)) continue;
      const end = clock.metAt ?? clock.stoppedAt ?? clock.pausedAt ?? now;
      const passed = end >= wakeAt({ kind: 'breach', at: clock.due, level: 0 });
      if (passed) assert.ok(clock.breachedAt, `${clock.id} ran out at ${clock.due} without a breach`);
      else if (clock.due === clock.originalDue)
        assert.equal(clock.breachedAt, null, `${clock.id} is breached before ${clock.due}`);
    }
  });
});

test('X-9 after the moments that have passed are entered, what comes next lies ahead, and a running clock has something to come until its ladder ends', () => {
  always(({ state, now }) => {
    const next = nextMoment(state);
    assert.ok(!next || !hasMomentCome(next.moment, now), `${next?.moment.kind} of ${next?.clock.id} has passed`);
    for (const clock of state.clocks.filter(isRunning))
      assert.ok(
        clock.next !== null || clock.pausedAt !== null || clock.breachedAt !== null,
        `${clock.id} runs and waits for nothing`,
      );
  });
});

test('a closed case has nothing running and nobody has anything to do', () => {
  always(({ state }) => {
    if (state.status !== 'closed') return;
    assert.deepEqual(state.clocks.filter(isRunning), []);
    assert.deepEqual(tasksOf(state, property), []);
    assert.ok(state.closedAt);
  });
});

test('X-10 what is on record stays as it was, whatever comes after', () => {
  always(
    () => undefined,
    (before, after) => {
      assert.deepEqual(after.entries.slice(0, before.entries.length), before.entries);
      for (const clock of before.state.clocks) {
        const now = after.state.clocks.find(({ id }) => id === clock.id);
        assert.ok(now, `${clock.id} has vanished`);
        assert.deepEqual(
          [now.originalDue, now.startedAt, now.clause],
          [clock.originalDue, clock.startedAt, clock.clause],
        );
        if (clock.breachedAt) assert.equal(now.breachedAt, clock.breachedAt);
        if (clock.metAt) assert.deepEqual(now, clock);
        if (clock.stoppedAt) assert.deepEqual(now, clock);
      }
    },
  );
});

test('the view and the facts of entries hold no words of anybody', () => {
  always((played) => {
    const { customerKey: _key, ...facts } = played.state.facts;
    assert.doesNotMatch(
      JSON.stringify([viewOf(played.state, true, (at) => at), played.entries.map((entry) => entry.facts), facts]),
      /SECRET/,
    );
  });
});

test('whatever an act brings about and sets stands in its row, where the checker of rulebooks finds it', () => {
  always(({ state, entries }) => {
    for (const { act, changes } of entries) {
      const row = kinds[state.kind]![act];
      const milestones = row
        ? [act, ...(row.brings ?? []).flatMap((name) => expandMilestones(name, property))]
        : [automaticRaise];
      const facts = row ? [...(row.sets ?? []), ...(act === 'record' ? intakeFacts : [])] : ['proposedTier'];
      for (const change of changes) {
        if (change.type === 'mark')
          assert.ok(
            milestones.includes(change.name),
            `${state.kind}: ${act} brings about '${change.name}', which its row does not say`,
          );
        if (change.type === 'facts')
          for (const name of Object.keys(change.set))
            assert.ok(facts.includes(name), `${state.kind}: ${act} sets '${name}', which its row does not say`);
      }
    }
  });
});

test('X-9 somebody can end every clock that runs, unless the work comes first', () => {
  // From a case that is only to be filed there is no way back (but the rework of a repair): what runs then must be
  // possible then.
  always(({ state }) => {
    if (state.kind !== 'complaint' || state.status !== 'revisited') return;
    const table = kinds['complaint']!;
    const possible = Object.keys(table).filter(
      (act) =>
        table[act]!.from === 'open' ||
        table[act]!.from === 'any' ||
        (table[act]!.from as readonly string[]).includes('revisited'),
    );
    const rules = property.kinds['complaint']!.clocks;
    for (const clock of state.clocks.filter(isRunning)) {
      const rule = rules.find(({ id }) => id === clock.rule)!;
      assert.ok(
        rule.until.some((name) => possible.includes(name)),
        `nobody can end ${clock.id}`,
      );
    }
  });
});

test('every refusal is said in both languages', () => {
  fc.assert(
    fc.property(game, (setting) => {
      const { state, now } = stepsOf(setting).at(-1)!;
      for (const move of moves(state, now)) {
        const answer = attempt({ state, entries: [] }, { ...move, at: now });
        if (!isRefusal(answer)) continue;
        assert.match(answer.text.en, /^[A-Z'].*[.?]$/s, answer.text.en);
        assert.match(answer.text['zh-CN'], /[\u4e00-\u9fff].*[。？]$/su, answer.text['zh-CN']);
      }
    }),
    { seed, numRuns: 60 },
  );
});
