import type { DemoStory } from '../stage.js';
import { complaintSpeed, finishAndFile, recordComplaint, sortComplaint } from './complaint-steps.js';

interface LateClock {
  clock: string;
  points: { role: string | null; person: string | null; points: number | null }[];
  appeals: { number: string; outcome: string | null }[];
}

interface Points {
  figures: { value: number | null; corrected: { value: number | null } | null }[];
}

/**
 * A late solution is put down to the department head, who appeals; upheld, the figures are corrected next to what was
 * counted.
 */
export const appealStory: DemoStory = {
  title: 'solved late and put down to the department head, who appeals: upheld, and the figures are corrected',
  clauses: 'P-4.3.10.1, P-3.3',
  speed: complaintSpeed,
  async play(stage, story) {
    const { desk } = stage;
    const { number, openedAt } = await recordComplaint(stage, story, '单元门禁失灵');
    await sortComplaint(stage, number, 'slight-inconvenience');
    await desk.act('p01', number, 'promise', { promisedAt: stage.inHours(40) });
    await desk.act('p08', number, 'sign');
    await stage.wait(60, openedAt);
    await finishAndFile(stage, number);
    const sayWhose = async (): Promise<void> => {
      const { late } = await desk.send<{ late: LateClock[] }>('p03', 'GET', `/v1/cases/${number}/responsibility`);
      const { points, appeals } = late.find(({ clock }) => clock === 'solve-minor')!;
      const month = 'rulebook=property&site=sunshine&from=2026-11-01&until=2026-12-01';
      const { figures } = await desk.send<Points>('p03', 'GET', `/v1/figures?${month}&figure=points`);
      const { value, corrected } = figures[0]!;
      const whose = points.map((item) => `${item.person ?? item.role} ${item.points ?? '…'}`).join(', ');
      const decided = appeals.map((item) => `, appeal ${item.number} ${item.outcome ?? 'waits'}`).join('');
      stage.say(
        `${number}  points for the late solution: ${whose}${decided}; all points of the month: ${value}${corrected ? `, corrected ${corrected.value}` : ''}`,
      );
    };
    await sayWhose();
    const appeal = await desk.record('p08', {
      kind: 'appeal',
      channel: undefined,
      case: number,
      clock: 'solve-minor',
      of: 'person',
      whose: 'p08',
      reason: '配件由供货商迟交，已多次催促',
    });
    stage.watch(story, appeal.number);
    await stage.wait(16);
    await desk.act('p03', appeal.number, 'comment', { words: '供货商迟交属实，有催货记录' });
    await desk.act('p04', appeal.number, 'uphold', { reason: '供货商迟交，非部门责任' });
    await sayWhose();
    return number;
  },
};
