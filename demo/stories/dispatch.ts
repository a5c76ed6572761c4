import { ApiError } from '../api-client.js';
import type { DemoStage, DemoStory } from '../stage.js';

/**
 * Two repairs at once: the address decides the team, the skill the person; one is grabbed, one goes late unclaimed and
 * is assigned, one is sent on with its note.
 */
export const dispatchStory: DemoStory = {
  title:
    'dispatch: grabbed by one of two, late unclaimed and assigned to who mends lifts, sent on to the next team with its note',
  clauses: 'P-4.1.1, P-4.2.7.1, P-4.2.7.2',
  speed: 300,
  async play(stage, story) {
    const { desk } = stage;
    const record = (repairType: string, subject: string, place: string) =>
      desk.record('p01', { kind: 'repair', repairType, subject, place, customer: '业主丁', phone: '13500000000' });
    const [pipe, lift] = await Promise.all([
      record('plumbing', '水管爆裂', '阳光小区东区８栋2单元'),
      record('lift', '电梯困人后停用', '阳光小区西区十一号楼'),
    ]);
    for (const { number } of [pipe, lift]) stage.watch(story, number);
    const grabbed = await Promise.all(
      ['p15', 'p16'].map((who) => desk.act(who, pipe.number, 'accept').then(() => who, only409)),
    );
    const who = grabbed.find((item) => item !== undefined)!;
    await stage.wait(0.13);
    const { candidates } = await desk.candidates('p08', lift.number);
    await desk.act('p08', lift.number, 'assign', { person: candidates[0]!.person, note: '五分钟无人接单，请立即前往' });
    await desk.act(candidates[0]!.person, lift.number, 'accept');
    const fire = await record('fire-safety', '消防泵报警', '阳光小区东区9号楼');
    stage.watch(story, fire.number);
    await desk.act('p15', fire.number, 'accept');
    const west = (await desk.teams('p01')).find(({ name }) => name === '西片区维修班')!;
    await desk.act('p15', fire.number, 'redispatch', { team: west.id, note: '泵房在西区，需消防设施操作员' });
    await desk.act('p18', fire.number, 'accept');
    await Promise.all([
      done(stage, pipe.number, who),
      done(stage, lift.number, candidates[0]!.person),
      done(stage, fire.number, 'p18'),
    ]);
    return pipe.number;
  },
};

function only409(error: unknown): undefined {
  if (error instanceof ApiError && error.status === 409) return undefined;
  throw error;
}

async function done({ desk, wait }: DemoStage, number: string, who: string): Promise<void> {
  await desk.act(who, number, 'arrive');
  await desk.act(who, number, 'quote', { content: '免费维修', labourCents: 0, materialCents: 0, serviceCents: 0 });
  await desk.act(who, number, 'confirm', { words: '同意' });
  await desk.act(who, number, 'start');
  await wait(0.3);
  await desk.act(who, number, 'finish', { result: '已修好' });
  await desk.act(who, number, 'sign-off', { accepted: true });
  await desk.act(who, number, 'report', { words: '完成' });
  await desk.act(who, number, 'return-stub');
  await desk.act('p01', number, 'revisit', { outcome: 'satisfied', channel: 'phone' });
  await desk.act('p01', number, 'close');
}
