// How the stories of the recorded histories are played: act by act, on a desk whose time can be turned.
import { eventually } from '../support/eventually.js';
import type { AttendedLedger } from '../support/workflow/attended-ledger.js';

export const words = { subject: 'lamp out', customer: 'Zhang', phone: '13800000000' };
export type Story = (desk: AttendedLedger) => Promise<string[]>;

export const later = async (desk: AttendedLedger, hours: number): Promise<string> =>
  new Date(Date.parse(await desk.now()) + hours * 3_600_000).toISOString();

export const complaint = (desk: AttendedLedger, harm = false): Promise<string> =>
  desk.record('p01', { kind: 'complaint', input: { channel: 'phone', words, harm } });
export const repair = (desk: AttendedLedger): Promise<string> =>
  desk.record('p01', { kind: 'repair', input: { channel: 'phone', words, repairType: 'plumbing' } });

export async function finishComplaint(desk: AttendedLedger, number: string): Promise<void> {
  await desk.act('p08', number, 'finish', { done: 'lamp replaced' });
  await desk.act('p08', number, 'return-form');
}

export async function workRepair(desk: AttendedLedger, number: string): Promise<void> {
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

/**
 * An act as a row: who, which, with what. `late` lets time pass until the desk has entered the next moment of the case
 * by itself.
 */
export type StoryStep = [who: string, act: string, input?: object] | 'late';

export const said = 'we shall';
export const satisfied = { outcome: 'satisfied', channel: 'phone' };
export const power = { rulebook: 'power', site: 'river-county-power' };
export const heating = { rulebook: 'heating', site: 'north-town-heat' };

/** Act by act, each signalled before the next: the workflow goes through every status on the way. */
export async function playSteps(desk: AttendedLedger, number: string, rows: StoryStep[]): Promise<void> {
  for (const row of rows) {
    await desk.settled();
    if (row === 'late') await oneMoment(desk, number);
    else await desk.act(row[0], number, row[1], row[2] ?? {});
  }
}

async function oneMoment(desk: AttendedLedger, number: string): Promise<void> {
  const before = await desk.state(number);
  const { at } = desk.ledger.viewOf(before, false).next!;
  await desk.sleepUntil(new Date(Date.parse(at) + 1_000).toISOString());
  await eventually(async () => (await desk.state(number)).seq > before.seq);
}

export const heatingRepairRows: StoryStep[] = [
  ['h09', 'order', { district: 'east-district' }],
  'late',
  'late',
  ['h10', 'arrive', { photos: ['photo-1'], papersShown: true }],
  ['h10', 'finish', { result: said, photos: ['photo-2'] }],
  ['h01', 'lift'],
  ['h02', 'revisit', satisfied],
  ['h01', 'close'],
];

/** A case that is recorded, and worked to its end by the rows. */
export const plain =
  (who: string, opening: Parameters<AttendedLedger['record']>[1], rows: StoryStep[]): Story =>
  async (desk) => {
    const number = await desk.record(who, opening);
    await playSteps(desk, number, rows);
    return [number];
  };
