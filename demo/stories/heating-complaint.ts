import { setTimeout as pause } from 'node:timers/promises';
import type { DemoStage, DemoStory } from '../stage.js';
import type { ApiClient } from '../api-client.js';

const atTheCompany = { rulebook: 'heating', site: 'north-town-heat' };

/** The repair that the system opens for the complaint: its worker does so within moments. */
async function repairOf(desk: ApiClient, complaint: string): Promise<string> {
  for (;;) {
    const { links } = await desk.read('h01', complaint);
    const child = links.find(({ relation, state }) => relation === 'child' && state === 'open');
    if (child?.number) return child.number;
    await pause(200);
  }
}

/** Until the complaint has heard how its repair ended. */
async function outcomeOf(desk: ApiClient, complaint: string): Promise<void> {
  while (
    (await desk.read('h01', complaint)).links.some(({ relation, state }) => relation === 'child' && state !== 'ended')
  )
    await pause(200);
}

async function repaired({ desk, wait, watch }: DemoStage, story: DemoStory, repair: string): Promise<void> {
  watch({ ...story, title: 'the repair it opened', clauses: 'H-3, HC-track' }, repair);
  await desk.act('h09', repair, 'order', { district: 'east-district' });
  await wait(0.15);
  await desk.act('h10', repair, 'arrive', { photos: [await desk.photo('h10')], papersShown: true });
  await desk.act('h10', repair, 'measure', { roomDegrees: 15.5, standard: 'living-room', where: '客厅中央' });
  await wait(0.7);
  await desk.act('h01', repair, 'track', { words: '东供热站：正在清洗过滤网' });
  await wait(0.3);
  await desk.act('h10', repair, 'finish', {
    result: '已清洗过滤网、排气，室温回升',
    photos: [await desk.photo('h10')],
  });
  await desk.act('h01', repair, 'lift');
  await desk.act('h02', repair, 'revisit', { outcome: 'satisfied', channel: 'phone' });
  await desk.act('h01', repair, 'close');
}

/** What the heating company's written rules ask, from the mayor's line to the filed case. */
export const heatingStories: DemoStory[] = [
  {
    title: "not warm, by the mayor's line: two clocks, an instruction, a repair of its own, a reply to the line",
    clauses: 'H-flow2, H-proc2, H-9b',
    speed: 300,
    reader: 'h01',
    async play(stage, story) {
      const { desk } = stage;
      const { number } = await desk.record('h01', {
        ...atTheCompany,
        kind: 'heating-complaint',
        channel: 'mayors-line',
        category: 'not-warm',
        authorityReference: '滨热线〔2026〕15号',
        authorityDueAt: stage.inHours(24),
        subject: '家中不热，报修后仍不热',
        demand: '尽快恢复供热',
        customer: '热用户甲',
        phone: '13600000000',
        place: '12-1-201',
      });
      stage.watch(story, number);
      await desk.act('h01', number, 'report-up');
      await desk.act('h04', number, 'sort', { category: 'not-warm', finding: '已电话核实，室温约15度' });
      await desk.act('h06', number, 'instruct', { words: '当天解决，如实回复' });
      await desk.act('h01', number, 'pass-on');
      await desk.act('h13', number, 'accept', { responsible: 'h13' });
      await repaired(stage, story, await repairOf(desk, number));
      await outcomeOf(desk, number);
      await desk.act('h13', number, 'finish', { done: '已清洗过滤网，室温20度' });
      await desk.act('h01', number, 'feed-back', { words: '已告知用户' });
      await desk.act('h01', number, 'reply-to-authority', { answer: '已上门清洗过滤网，室温恢复至20度，用户满意' });
      await desk.act('h02', number, 'revisit', { outcome: 'satisfied', channel: 'phone' });
      await desk.act('h01', number, 'close');
      return number;
    },
  },
];
