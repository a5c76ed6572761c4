// Cases of all kinds of the property rulebook played at random through a real ledger, with time passing between the
// acts.
import { isRefusal } from '../../domain/refusal.js';
import { type CaseState, isClosed } from '../../domain/case/case.js';
import { moves } from './moves.js';
import { recorded } from './model.js';
import { property } from './shipped.js';
import { actorIn } from './actors.js';
import type { TestLedger } from './test-ledger.js';
import { randomNumbers } from './act-matrix/act-inputs.js';

/** What ends a case too soon, or needs another case. */
const never = new Set([
  'join',
  'receive-duplicate',
  'link',
  'not-similar',
  'receive-link',
  'withdraw',
  'child-opened',
  'child-outcome',
  'child-refused',
  'child-reopened',
  'broadcast-done',
  'refuse-signal',
  'raise-alarm',
  'wake',
  'note',
  'correct',
  'turn-into',
  'nuisance',
]);
const dull = new Set([
  'add',
  'urge',
  'clarify',
  'request-extension',
  'not-safe',
  'open-repair',
  'open-complaint',
  'raise-tier',
  'new-owner',
  'take-over',
  'ask-help',
  'advise',
  'cannot-do',
]);
const kinds = [
  'complaint',
  'complaint',
  'complaint',
  'repair',
  'repair',
  'repair',
  'inquiry',
  'suggestion',
  'help-request',
];

/** A repair from the call to filing, with time passing as it likes, now and then done once more. */
export async function driveRepair(desk: TestLedger, random: () => number): Promise<number> {
  const wait = () => desk.time.advance({ minutes: Math.floor(random() ** 6 * 60) });
  const { number } = await opened(desk, 'repair', random() < 0.5 ? 'sunshine' : 'riverside', random);
  let acts = 0;
  const act = async (role: string, name: string, input: object = {}) => {
    wait();
    await desk.act(number, role, name, input);
    acts += 1;
  };
  for (let again = random() < 0.2, first = true; first || again; first = false) {
    await act('cs-agent', 'notify');
    await act('maintenance', 'accept');
    await act('maintenance', 'arrive');
    await act('maintenance', 'quote', { content: 'tap', labourCents: 0, materialCents: 0, serviceCents: 0 });
    await act('maintenance', 'confirm', { words: 'yes' });
    await act('maintenance', 'start');
    await act('maintenance', 'finish', { result: 'done' });
    await act('maintenance', 'sign-off', { accepted: true });
    await act('maintenance', 'return-stub');
    await act('maintenance', 'report', { words: 'done' });
    await act('cs-agent', 'revisit', { outcome: again && first ? 'not-satisfied' : 'satisfied', channel: 'phone' });
    if (!again || !first) break;
  }
  await act('cs-agent', 'close');
  return acts;
}

/** A complaint likewise. */
async function driveComplaint(desk: TestLedger, random: () => number): Promise<number> {
  const { number } = await opened(desk, 'complaint', 'sunshine', () => 0.9);
  const acts: [role: string, act: string, input?: object][] = [
    ['cs-agent', 'sort', { valid: true, grounds: ['slight-inconvenience'], department: 'engineering' }],
    ['cs-agent', 'promise'],
    ['department-head', 'sign'],
    ['department-head', 'finish', { done: 'done' }],
    ['department-head', 'return-form'],
    ['cs-agent', 'revisit', { outcome: random() < 0.8 ? 'satisfied' : 'not-possible', channel: 'phone' }],
    ['cs-agent', 'close'],
  ];
  for (const [role, act, input = {}] of acts) {
    desk.time.advance({ minutes: Math.floor(random() ** 8 * 2_000) });
    const { facts, clocks } = await desk.state(number);
    if (act === 'promise') {
      // As late as the rules let one promise.
      const due = clocks.find(({ rule, metAt }) => rule.startsWith('solve-') && !metAt)?.due;
      const inADay = new Date(Date.parse(desk.time.iso) + 86_400_000).toISOString();
      await desk.act(number, role, act, { promisedAt: due && due > desk.time.iso ? due : inADay });
    } else if (act === 'revisit' && facts['reachable'])
      await desk.act(number, role, act, { outcome: 'satisfied', channel: 'phone' });
    else await desk.act(number, role, act, input);
  }
  return acts.length;
}

/**
 * Plays so many cases from the desk's present time on, several side by side; the acts that were entered. `seed` makes
 * it the same every time.
 */
export async function playAtRandom(desk: TestLedger, cases: number, seed: number, steps = 30): Promise<number> {
  const random = randomNumbers(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  let entered = 0;
  for (let i = 0; i < cases / 3; i += 1)
    entered += i % 2 ? await driveComplaint(desk, random) : await driveRepair(desk, random);
  for (let left = cases; left > 0;) {
    const running: CaseState[] = [];
    for (let i = 0; i < Math.min(left, 8); i += 1)
      running.push(await opened(desk, pick(kinds), pick(['sunshine', 'riverside']), random));
    left -= running.length;
    for (let step = 0; step < steps * running.length && running.some((one) => !isClosed(one)); step += 1) {
      desk.time.advance({ minutes: Math.floor((random() ** 4 * 2_000) / running.length) });
      const at = Math.floor(random() * running.length);
      const state = running[at]!;
      const possible = moves(state, desk.time.iso).filter(
        ({ act }) => !never.has(act) && (!dull.has(act) || random() < 0.03) && (!isClosed(state) || random() < 0.02),
      );
      if (possible.length === 0) continue;
      const acts = [...new Set(possible.map(({ act }) => act))];
      const act = pick(acts);
      const move = pick(possible.filter((one) => one.act === act));
      const who = move.actor.kind === 'person' ? { ...move.actor, organisation: state.organisation } : move.actor;
      const answer = await desk.attempt(state.number, who, move.act, move.input);
      if (!isRefusal(answer)) entered += 1;
      running[at] = await desk.state(state.number);
    }
  }
  return entered;
}

async function opened(desk: TestLedger, kind: string, site: string, random: () => number): Promise<CaseState> {
  const flags = { emergency: random() < 0.2, harm: random() < 0.2, repairType: random() < 0.3 ? 'lift' : 'plumbing' };
  const input = { ...recorded(kind, desk.time.iso), channel: 'phone' } as Record<string, unknown>;
  for (const [name, value] of Object.entries(flags))
    if (name in input || (kind === 'repair' && name !== 'harm') || (kind === 'complaint' && name === 'harm'))
      input[name] = value;
  return desk.opened(actorIn('cs-agent'), { kind, rulebook: property.name, site, input });
}
