// Hands for the clocks of many cases: bring one along its way, and end it when nobody needs it any more.
import { rowOf } from '../../../domain/kinds/kinds.js';
import { isRefusal } from '../../../domain/refusal.js';
import { isRunning } from '../../../domain/clocks/clocks.js';
import type { ClockRule } from '../../../domain/rulebook/clock-rule.js';
import type { Rulebook } from '../../../domain/rulebook/rulebook.js';
import { rolesInGroupOfAny } from '../../../domain/rulebook/role-groups.js';
import { planItemsOf } from '../../../domain/rulebook/plans.js';
import type { TestLedger } from '../test-ledger.js';
import { another, outage, theOutage, type WalkSetting } from '../act-matrix/act-inputs.js';
import { actorOf, decideStep, siteOf, type Step } from '../act-matrix/step.js';
import { eventually } from '../eventually.js';
import type { AttendedLedger } from './attended-ledger.js';
import { monday, type ClockPath } from './clock-paths.js';

const reason = 'end of the test';
/** What ends a case of some kind or other, or brings it nearer to its end. */
const closing: readonly (readonly [act: string, input: Record<string, unknown>])[] = [
  ['withdraw', { reason }],
  ['false-alarm', { reason }],
  ['excuse', { reason }],
  ['cancel', { reason }],
  ['sign-off', {}],
  ['release', { meter: 'm-20417', to: 'stock' }],
  ['stand-down', { words: reason }],
  ['recover', { words: reason }],
  ['restore', {}],
  ['close', {}],
];
const lessons = [
  ['report', { words: reason }],
  ['review', { lessons: reason }],
] as const;

export class ClockDriver {
  private out = '';
  /** At each site a case that others may name, over and done with. */
  private readonly others = new Map<string, Promise<string>>();

  constructor(private readonly desk: Pick<AttendedLedger, 'ledgerAt' | 'state' | 'now'>) {}

  /** The outage that calls join: on for as long as any of these cases is open. */
  async start(rulebook: Rulebook): Promise<void> {
    if (!rulebook.kinds['outage']) return;
    const { number } = await this.desk.ledgerAt(monday).opened('w09', {
      kind: 'outage',
      rulebook: rulebook.name,
      site: siteOf({ rulebook }).id,
      input: {
        outageType: 'emergency',
        ...outage,
        endsAt: '2027-06-01T00:00:00.000Z',
        words: { subject: '停电', answer: '线路遭雷击' },
      },
    });
    this.out = number;
  }

  /**
   * A case that has come along its way, each step at its own time; tried again where the number of the case decides its
   * way (W-14.9b).
   */
  async bring({ ground, rule, way }: ClockPath, then: readonly Step[] = []): Promise<string> {
    for (let tries = 0; tries < 20; tries += 1) {
      const [first, ...rest] = [...way!.from.path, ...then] as [Step, ...Step[]];
      const hands = this.desk.ledgerAt(first.at);
      const { number } = await hands.opened(actorOf(first.role, ground), {
        kind: ground.kind,
        rulebook: ground.rulebook.name,
        site: siteOf(ground).id,
        input: first.input,
        ...(first.receivedAt ? { receivedAt: first.receivedAt } : {}),
      });
      for (const step of rest) {
        hands.time.set(step.at);
        await this.take(hands, number, step, ground);
      }
      if (await this.runs(number, rule)) return number;
      await this.end(number, ground.rulebook);
    }
    throw new Error(`The clock ${rule.id} runs on none of twenty cases.`);
  }

  /** Takes a step now, by the time of the engine. */
  async now(number: string, step: Step, ground: WalkSetting): Promise<void> {
    await this.take(this.desk.ledgerAt(await this.desk.now()), number, step, ground);
  }

  /** Ends a case and those it has opened, so that their moments do not run on. */
  async end(number: string, rulebook: Rulebook): Promise<void> {
    const hands = this.desk.ledgerAt(await this.desk.now());
    for (let steps = 0; steps < 40; steps += 1) {
      const state = await hands.state(number);
      if (state.status === 'closed') break;
      const ground = { kind: state.kind, rulebook, at: hands.time.iso };
      const step = closingStep(state, ground);
      if (!step) throw new Error(`Nothing ends ${number} while it is ${state.status}.`);
      await hands.act(number, actorOf(step.role, ground), step.act, step.input);
    }
    const children = async () => (await hands.state(number)).links.filter(({ relation }) => relation === 'child');
    // What was asked for is opened by the engine even now.
    await eventually(async () => (await children()).every(({ state }) => state !== 'asked'));
    for (const { number: child } of await children()) if (child) await this.end(child, rulebook);
  }

  private async runs(number: string, rule: ClockRule): Promise<boolean> {
    const clock = (await this.desk.state(number)).clocks.findLast((one) => one.rule === rule.id);
    return clock !== undefined && isRunning(clock);
  }

  private async take(
    hands: TestLedger,
    number: string,
    { act, role, input }: Step,
    ground: WalkSetting,
  ): Promise<void> {
    await hands.act(
      number,
      actorOf(role, ground),
      act,
      JSON.parse(
        JSON.stringify(input)
          .replaceAll(theOutage, this.out)
          .replaceAll(another, await this.other(ground)),
      ),
    );
  }

  private other(ground: WalkSetting): Promise<string> {
    const { id } = siteOf(ground);
    const known = this.others.get(id);
    if (known) return known;
    const opening = this.openOther(ground, id);
    this.others.set(id, opening);
    return opening;
  }

  private async openOther({ rulebook }: WalkSetting, site: string): Promise<string> {
    const hands = this.desk.ledgerAt(monday);
    const input = { channel: 'phone', words: { subject: '咨询' } };
    const agent = actorOf(rolesInGroupOfAny('front', [rulebook])[0]!, { rulebook, site });
    const { number } = await hands.opened(agent, { kind: 'inquiry', rulebook: rulebook.name, site, input });
    await this.end(number, rulebook);
    return number;
  }
}

function closingStep(
  state: Parameters<typeof decideStep>[0],
  ground: WalkSetting,
): Pick<Step, 'act' | 'role' | 'input'> | undefined {
  const items = ground.kind === 'emergency' ? Object.keys(planItemsOf(ground.rulebook)) : [];
  for (const [act, input] of [
    ...closing,
    ...items.map((item) => ['tick', { item }] as const),
    ...(items.length ? lessons : []),
  ]) {
    if (!rowOf(ground.kind, act)) continue;
    for (const role of Object.keys(ground.rulebook.roles)) {
      const decision = decideStep(state, { act, role, input }, ground);
      if (!isRefusal(decision)) return { act, role, input };
    }
  }
  return undefined;
}
