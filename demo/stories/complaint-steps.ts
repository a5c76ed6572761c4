import type { ApiCase } from '../api-client.js';
import type { DemoStage, DemoStory } from '../stage.js';

/** An hour of a case in half a second. */
export const complaintSpeed = 7_200;

/** A complaint taken by p01, and shown to the audience. */
export async function recordComplaint(
  stage: DemoStage,
  story: DemoStory,
  subject: string,
  more: object = {},
): Promise<ApiCase> {
  const opened = await stage.desk.record('p01', {
    kind: 'complaint',
    subject,
    customer: '业主甲',
    phone: '13800000000',
    place: '3-2-501',
    ...more,
  });
  stage.watch(story, opened.number);
  return opened;
}

/** Found valid on that ground, for engineering. */
export const sortComplaint = (stage: DemoStage, number: string, ground: string) =>
  stage.desk.act('p01', number, 'sort', { valid: true, grounds: [ground], department: 'engineering' });

/** From what was done to the filed case; the customer is satisfied. */
export async function finishAndFile(stage: DemoStage, number: string): Promise<void> {
  await stage.desk.act('p08', number, 'finish', { done: '已处理完毕' });
  await stage.desk.act('p08', number, 'return-form');
  await stage.desk.act('p03', number, 'revisit', { outcome: 'satisfied', channel: 'phone' });
  await stage.desk.act('p01', number, 'close');
}
