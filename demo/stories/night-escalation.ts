import type { DemoStory } from '../stage.js';

/**
 * At five to three in the night a main bursts. The agent on duty by the roster does not tell the leader: at three they
 * are notified, and their manager; five minutes later the general manager.
 */
export const nightEscalation: DemoStory = {
  title:
    'a burst main at 02:55: late at 03:00, the person on duty by the roster and the CS manager are told, at 03:05 the general manager',
  clauses: 'H-1, H-3c, X-9',
  speed: 1_200,
  reader: 'h03',
  async play(stage, story) {
    const { desk } = stage;
    await stage.wait(17.9);
    // On duty this night by the demo roster: h03 at the phone, h11 as dispatcher, h07 as leader
    // (demo/people/roster.ts).
    const { number, clocks } = await desk.record('h03', {
      rulebook: 'heating',
      site: 'north-town-heat',
      kind: 'heating-repair',
      grave: true,
      area: 'town',
      subject: '主管道爆裂',
      demand: '尽快抢修',
      place: '北街3号',
      room: '301',
      customer: '热用户乙',
      phone: '13800000009',
    });
    stage.watch(story, number);
    await desk.act('h11', number, 'order', { district: 'east-district' });
    const tell = clocks.find(({ id }) => id === 'tell-leader-on-duty')!;
    await stage.wait(0.15, tell.due);
    for (const who of ['leader-on-duty', 'general-manager']) await desk.act('h03', number, 'told-of-grave', { who });
    await desk.act('h10', number, 'arrive', { photos: [await desk.photo('h10')], papersShown: true });
    await stage.wait(1.5);
    await desk.act('h10', number, 'finish', { result: '已更换管段，恢复供热', photos: [await desk.photo('h10')] });
    await desk.act('h03', number, 'lift');
    await stage.wait(5);
    await desk.act('h02', number, 'revisit', { outcome: 'satisfied', channel: 'phone' });
    await desk.act('h02', number, 'close');
    return number;
  },
};
