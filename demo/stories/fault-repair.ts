import type { DemoStory } from '../stage.js';

/**
 * A typhoon keeps the crew away; the fault turns out to be the customer's, is repaired as a paid service, and the
 * customer is called back.
 */
export const faultRepairStory: DemoStory = {
  title: "fault in a typhoon: the crew delayed by promise, the line is the customer's, paid, signed and invoiced",
  clauses: 'W-14.5, W-17, W-20.3, W-20.4, W-23 to W-26',
  speed: 300,
  reader: 'w01',
  async play(stage, story) {
    const { desk } = stage;
    const { number } = await desk.record('w01', {
      rulebook: 'power',
      site: 'river-county-power',
      kind: 'fault-repair',
      area: 'town',
      side: 'unclear',
      subject: '家里没电',
      place: '临江路8号',
      customer: '客户甲',
      phone: '13600000000',
    });
    stage.watch(story, number);
    await desk.act('w01', number, 'dispatch', { crew: 'town-crew' });
    await desk.act('w07', number, 'accept');
    await stage.wait(0.3);
    await desk.act('w03', number, 'weather-delay', {
      reason: '台风造成故障集中',
      promisedAt: stage.inHours(2),
      customerTold: true,
    });
    await stage.wait(1.5);
    await desk.act('w07', number, 'arrive', { papersShown: true, latitude: 30.1, longitude: 120.2 });
    await desk.act('w07', number, 'settle-side', { side: 'customer', boundary: '表后开关' });
    await desk.act('w07', number, 'quote', {
      items: [
        { item: 'breaker-change', quantity: 1 },
        { item: 'cable-laying', quantity: 12.5 },
      ],
    });
    await stage.wait(0.5);
    await desk.act('w07', number, 'confirm', { signature: [await desk.photo('w07')] });
    await desk.act('w07', number, 'start');
    await stage.wait(0.5);
    await desk.act('w07', number, 'finish', { result: '更换开关和进线，恢复供电' });
    await desk.act('w07', number, 'hand-over', {
      advice: '雷雨天勿用大功率电器',
      opinion: '服务及时',
      contactLeft: true,
    });
    await desk.act('w07', number, 'invoice', { amountCents: 19_313, invoiceNumber: 'F-1' });
    await desk.act('w02', number, 'revisit', { outcome: 'satisfied', channel: 'phone' });
    await desk.act('w01', number, 'close');
    return number;
  },
};
