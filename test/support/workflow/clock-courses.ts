// Every clock of a rulebook on the time-skipping server: the real workflows over the real ledger, and nothing but the
// workflows enters its moments.
import assert from 'node:assert/strict';
import type { CaseState } from '../../../domain/case/case.js';
import type { Rulebook } from '../../../domain/rulebook/rulebook.js';
import { shortlyBefore } from '../act-matrix/clock-visits.js';
import { eventually } from '../eventually.js';
import { AttendedLedger, type EntryLine } from './attended-ledger.js';
import { ClockDriver } from './clock-driver.js';
import { clockIn, clockPaths, monday, type ClockPath } from './clock-paths.js';

type Clock = CaseState['clocks'][number];
/** What happens to a case at a time (ms) of the agenda. */
type Turn = { at: number; course: string; work: () => Promise<void>; number?: string; rulebook: Rulebook };

const secondMs = 1_000;
const hourMs = 3_600_000;
/** Turns that are taken at the same time: no more than there are connections to the database. */
const atOnce = 8;

/**
 * Time is one for all: cases come to where their clock runs at the time of their own way, the engine hears of each
 * shortly before there is something for it to do, and what became of each course is told by its own test.
 */
export class ClockCourses {
  private agenda: Turn[] = [];
  private readonly outcomes = new Map<string, Error | undefined>();
  private readonly ways: ClockPath[];
  private desk!: AttendedLedger;
  private hands!: ClockDriver;

  /** `aside`: kinds that have tests of their own. */
  constructor(
    private readonly rulebook: Rulebook,
    aside: readonly string[] = [],
  ) {
    this.ways = clockPaths(rulebook, aside);
  }

  /** What each clock promises, as a test that tells what became of it. */
  tests(): { title: string; run: () => void }[] {
    return this.ways.flatMap((one) => {
      const { ground, rule, way, longer } = one;
      const name = `${rule.clause} ${ground.kind} '${rule.id}'`;
      const came = (course: string): void => {
        assert.ok(way, 'no way to it is found: give one in test/support/act-matrix/act-paths.ts');
        const key = `${course} ${ground.kind} ${rule.id}`;
        assert.ok(this.outcomes.has(key), 'it was not played to its end');
        const error = this.outcomes.get(key);
        if (error) throw error;
      };
      const extended = (): void => {
        assert.ok(longer, 'nobody is found who asks for more time and is granted it');
        came('longer');
      };
      return [
        ...(this.isEndedInTime(one)
          ? [{ title: `${name}: ended in time it leaves no breach and nobody told above`, run: () => came('met') }]
          : []),
        {
          title: `X-9 ${name}: warned, breached at the second, told up the chain and urged by the engine`,
          run: () => came('late'),
        },
        ...(rule.extensionApprover
          ? [
              {
                title: `X-8 ${name}: extended, it runs out at the new time and keeps the old one beside it`,
                run: extended,
              },
            ]
          : []),
      ];
    });
  }

  /** That each clock can be met is shown at the ledger (*-deadlines.test.ts): here two of a kind are, by the engine. */
  private isEndedInTime({ ground, rule }: ClockPath): boolean {
    const ofKind = this.ways.filter((one) => one.way && one.ground.kind === ground.kind);
    return ofKind.slice(0, 2).some((one) => one.rule === rule);
  }

  async play(): Promise<void> {
    this.desk = await AttendedLedger.start({ at: monday, net: false, unsentMs: 0 });
    this.hands = new ClockDriver(this.desk);
    await this.hands.start(this.rulebook);
    await this.playAll(this.ways.filter(({ way }) => way));
  }

  stop(): Promise<void> {
    return this.desk.stop();
  }

  private async playAll(ways: ClockPath[]): Promise<void> {
    for (const one of ways) {
      const clock = clockIn(one.way!.from.state, one.rule);
      if (this.isEndedInTime(one))
        this.begins(one, 'met', Date.parse(shortlyBefore(clock)), (turn) => this.meets(one, turn));
      this.begins(one, 'late', Date.parse(clock.warnAt ?? clock.due), (turn) => this.runsOut(one, turn));
      if (one.longer) this.begins(one, 'longer', Date.parse(one.way!.from.at), (turn) => this.getsLonger(one, turn));
    }
    while (this.agenda.length > 0) {
      this.agenda.sort((a, b) => a.at - b.at);
      const first = this.agenda[0]!.at;
      await this.desk.sleepUntil(new Date(first).toISOString());
      const now = this.agenda.filter(({ at }) => at <= first + secondMs);
      this.agenda = this.agenda.filter((turn) => !now.includes(turn));
      await this.takeAll(now);
    }
  }

  /** A few at a time: while some wait for the engine, it does its work for the others too. */
  private async takeAll(turns: Turn[]): Promise<void> {
    const left = [...turns];
    const takeOn = async (): Promise<void> => {
      for (let turn = left.shift(); turn; turn = left.shift()) await this.guarded(turn);
    };
    await Promise.all(Array.from({ length: atOnce }, takeOn));
  }

  /**
   * The case is brought to where the clock runs at the last full hour, half day or day before something happens to it:
   * until then only its other clocks would be urged.
   */
  private begins(
    { ground, rule, way }: ClockPath,
    course: string,
    firstMs: number,
    play: (turn: Turn) => Promise<void>,
  ): void {
    const from = Date.parse(way!.from.at);
    const ahead = firstMs - from - 60_000;
    const step = ahead < hourMs ? 2 * hourMs : ahead < 24 * hourMs ? hourMs : 12 * hourMs;
    const turn: Turn = {
      at: from + Math.max(0, Math.floor(ahead / step)) * step,
      course: `${course} ${ground.kind} ${rule.id}`,
      rulebook: ground.rulebook,
      work: () => play(turn),
    };
    this.agenda.push(turn);
  }

  private async meets(one: ClockPath, turn: Turn): Promise<void> {
    const number = (turn.number = await this.hands.bring(one));
    const { id, due } = await this.clockOf(number, one);
    this.later(turn, Date.parse(shortlyBefore(await this.clockOf(number, one))), () =>
      this.hands.now(number, one.way!.met, one.ground),
    );
    this.later(turn, Date.parse(due) + 2 * secondMs, async () => {
      const clock = (await this.desk.state(number)).clocks.find((other) => other.id === id)!;
      assert.ok(clock.metAt ?? clock.stoppedAt, 'the clock has ended');
      assert.equal(clock.breachedAt, null);
      assert.ok(
        (await this.momentsOf(number, id)).every(({ act }) => act === 'warn'),
        'nothing but a warning',
      );
      await this.ended(turn);
    });
  }

  private async runsOut(one: ClockPath, turn: Turn): Promise<void> {
    const number = (turn.number = await this.hands.bring(one));
    const { due, warnAt, warnedAt, id, who } = await this.clockOf(number, one);
    const warned = warnAt !== null && warnedAt === null;
    const rungs = one.rule.escalation ?? [];
    this.later(turn, Date.parse(due) + 2 * secondMs, async () => {
      await eventually(async () => (await this.clockOf(number, one)).breachedAt !== null);
      assert.equal((await this.clockOf(number, one)).breachedAt, due);
      const [first, second] = await this.momentsOf(number, id);
      if (warned) assert.deepEqual([first!.act, first!.at], ['warn', warnAt]);
      const breach = warned ? second! : first!;
      assert.deepEqual([breach.act, breach.at], ['breach', due], 'the breach has the time of the deadline');
      assert.deepEqual(new Set(breach.told), new Set([who, ...(rungs[0] ? [rungs[0].notify] : [])]));
      await climbs();
    });
    const climbs = async (): Promise<void> => {
      const { next } = await this.clockOf(number, one);
      if (!next) return this.ended(turn);
      this.later(turn, Date.parse(next.at) + 2 * secondMs, async () => {
        const found = async () =>
          (await this.momentsOf(number, id)).find(({ act, at }) => act === next.kind && at === next.at);
        await eventually(async () => (await found()) !== undefined);
        if (next.kind === 'urge') return this.ended(turn);
        assert.deepEqual((await found())!.told, [rungs[next.level]!.notify]);
        return climbs();
      });
    };
  }

  private async getsLonger(one: ClockPath, turn: Turn): Promise<void> {
    const { until, asks, grants } = one.longer!;
    const number = (turn.number = await this.hands.bring(one, [asks, grants]));
    const { originalDue } = await this.clockOf(number, one);
    this.later(turn, Date.parse(originalDue) + 2 * secondMs, async () => {
      const extended = await this.clockOf(number, one);
      assert.deepEqual([extended.due, extended.breachedAt], [until, null]);
      assert.ok(originalDue < until, 'the old limit stays beside the new one');
    });
    this.later(turn, Date.parse(until) + 2 * secondMs, async () => {
      await eventually(async () => (await this.clockOf(number, one)).breachedAt === until);
      await this.ended(turn);
    });
  }

  private later({ course, rulebook, number }: Turn, at: number, work: () => Promise<void>): void {
    this.agenda.push({ at, course, rulebook, work, ...(number ? { number } : {}) });
  }

  private async ended({ course, number, rulebook }: Turn): Promise<void> {
    await this.hands.end(number!, rulebook);
    if (!this.outcomes.has(course)) this.outcomes.set(course, undefined);
  }

  private async guarded(turn: Turn): Promise<void> {
    try {
      await turn.work();
    } catch (error) {
      if (!this.outcomes.get(turn.course)) this.outcomes.set(turn.course, error as Error);
      if (turn.number) await this.hands.end(turn.number, turn.rulebook).catch(() => undefined);
    }
  }

  private async clockOf(number: string, { rule }: ClockPath): Promise<Clock> {
    return clockIn(await this.desk.state(number), rule);
  }

  private async momentsOf(number: string, id: string): Promise<EntryLine[]> {
    return (await this.desk.entries(number)).filter(
      ({ clock, act }) => clock === id && ['warn', 'breach', 'escalate', 'urge'].includes(act),
    );
  }
}
