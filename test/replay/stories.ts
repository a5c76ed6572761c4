// The stories whose histories are kept: every branch of the workflows' code is in one of them.
import type { AttendedDesk } from '../workflow/attended.js';
import { joiningActs, openingActs, withActs } from '../more-acts.js';
import { eventually } from '../workflow/attended.js';

const words = { subject: 'lamp out', customer: 'Zhang', phone: '13800000000' };
type Story = (desk: AttendedDesk) => Promise<string[]>;

const later = async (desk: AttendedDesk, hours: number): Promise<string> => new Date(Date.parse(await desk.now()) + hours * 3_600_000).toISOString();

const complaint = (desk: AttendedDesk, harm = false): Promise<string> => desk.record('p01', { kind: 'complaint', input: { channel: 'phone', words, harm } });
const repair = (desk: AttendedDesk): Promise<string> => desk.record('p01', { kind: 'repair', input: { channel: 'phone', words, repairType: 'plumbing' } });

async function finishComplaint(desk: AttendedDesk, number: string): Promise<void> {
  await desk.act('p08', number, 'finish', { done: 'lamp replaced' });
  await desk.act('p08', number, 'return-form');
}

async function workRepair(desk: AttendedDesk, number: string): Promise<void> {
  await desk.act('p01', number, 'notify');
  await desk.act('p09', number, 'arrive');
  await desk.act('p09', number, 'quote', { content: 'tap', labourCents: 0, materialCents: 0, serviceCents: 0 });
  await desk.act('p09', number, 'confirm', { words: 'yes' });
  await desk.act('p09', number, 'start');
  await desk.act('p09', number, 'finish', { result: 'done' });
  await desk.settled();
  await desk.act('p09', number, 'sign-off', { accepted: true });
  await desk.act('p09', number, 'return-stub');
  await desk.act('p09', number, 'report', { words: 'done' });
}

/** Each plays on a desk whose time can be turned, and gives the numbers of its cases. */
export const stories: Record<string, Story> = {
  'minor-in-time': async (desk) => {
    const number = await complaint(desk);
    await desk.act('p01', number, 'sort', { valid: true, grounds: ['slight-inconvenience'], department: 'engineering' });
    await desk.settled();
    await desk.act('p08', number, 'sign');
    await finishComplaint(desk, number);
    await desk.settled();
    await desk.act('p01', number, 'revisit', { outcome: 'satisfied', channel: 'phone' });
    await desk.act('p01', number, 'close');
    return [number];
  },
  'important-late-and-again': async (desk) => {
    const number = await complaint(desk, true);
    await desk.sleepUntil(await later(desk, 1));
    await desk.act('p12', number, 'relieve', { words: 'shut off' });
    await desk.act('p01', number, 'sort', { valid: true, grounds: ['service-at-fault'], department: 'engineering' });
    await desk.sleepUntil(await later(desk, 3));
    await desk.act('p01', number, 'report-up');
    await desk.act('p08', number, 'sign');
    await desk.settled();
    await finishComplaint(desk, number);
    await desk.act('p01', number, 'revisit', { outcome: 'not-satisfied', channel: 'phone' });
    await desk.settled();
    await finishComplaint(desk, number);
    await desk.act('p01', number, 'revisit', { outcome: 'satisfied', channel: 'phone' });
    await desk.act('p01', number, 'close');
    return [number];
  },
  'raised-to-major-with-a-signal-from-outside': async (desk) => {
    const number = await complaint(desk);
    await desk.act('p01', number, 'sort', { valid: true, grounds: ['slight-inconvenience'], department: 'engineering' });
    await desk.settled();
    await desk.engine.handle(number).signal('note', { words: 'seen' });
    await eventually(async () => (await desk.state(number)).marks['note'] !== undefined);
    await desk.act('p03', number, 'raise-tier', { tier: 'major', cause: 'grew', reason: 'injury' });
    await desk.act('p01', number, 'report-up');
    await desk.settled();
    await desk.act('p06', number, 'instruct', { words: 'at once' });
    await desk.settled();
    await desk.act('p06', number, 'call-meeting', { words: 'today' });
    await desk.act('p06', number, 'answer', { words: 'we shall' });
    await desk.sleepUntil(await later(desk, 3));
    await desk.end(number);
    return [number];
  },
  'complaint-with-a-repair': async (desk) => {
    const number = await complaint(desk);
    await desk.act('p01', number, 'open-repair', { repairType: 'electrical', item: 'lamp' });
    await desk.settled();
    await eventually(async () => (await desk.state(number)).links[0]?.state === 'open');
    const opened = (await desk.state(number)).links[0]!.number!;
    await workRepair(desk, opened);
    await desk.act('p01', opened, 'revisit', { outcome: 'satisfied', channel: 'phone' });
    await desk.act('p01', opened, 'close');
    await eventually(async () => (await desk.state(number)).links[0]?.state === 'ended');
    await desk.end(number);
    return [number, opened];
  },
  'repair-that-opens-a-complaint': async (desk) => {
    withActs('repair', openingActs);
    const number = await repair(desk);
    await desk.act('p01', number, 'open-complaint', { kind: 'journey' });
    await desk.act('p01', number, 'open-complaint');
    await desk.settled();
    await eventually(async () => (await desk.state(number)).links[1]?.state === 'open');
    await desk.end((await desk.state(number)).links[1]!.number!);
    await desk.settled();
    await eventually(async () => (await desk.state(number)).links[1]?.state === 'ended');
    await desk.end(number);
    return [number];
  },
  'complaint-that-tells-those-joined-to-it': async (desk) => {
    withActs('complaint', joiningActs);
    const [number, other] = [await complaint(desk), await complaint(desk)];
    await desk.act('p01', other, 'wait-on', { number });
    await desk.act('p01', number, 'announce', { words: 'the lamps are on again' });
    await desk.settled();
    await eventually(async () => (await desk.state(number)).broadcasts[0]?.state === 'done');
    await desk.end(other);
    await desk.end(number);
    return [number];
  },
  'repair-promised-and-done-again': async (desk) => {
    const number = await repair(desk);
    await desk.act('p01', number, 'notify');
    await desk.act('p09', number, 'cannot-do', { reason: 'no part' });
    await desk.act('p01', number, 'promise', { promisedAt: await later(desk, 4) });
    await desk.sleepUntil(await later(desk, 6));
    await desk.act('p01', number, 'promise', { promisedAt: await later(desk, 4), apology: true });
    await desk.act('p09', number, 'arrive');
    await desk.act('p09', number, 'start');
    await desk.act('p09', number, 'finish', { result: 'done' });
    await desk.act('p09', number, 'report', { words: 'done' });
    await desk.act('p01', number, 'revisit', { outcome: 'not-satisfied', channel: 'phone' });
    await desk.settled();
    await workRepair(desk, number);
    await desk.act('p01', number, 'revisit', { outcome: 'satisfied', channel: 'phone' });
    await desk.act('p01', number, 'close');
    return [number];
  },
};
