import type { DemoStory } from '../stage.js';
import { complaintSpeed, finishAndFile, recordComplaint, sortComplaint } from './complaint-steps.js';

const repairSpeed = 300;

/** Complaints and repairs of the property company: what the written rules ask, met and not met. */
export const propertyStories: DemoStory[] = [
  {
    title: 'minor complaint, done in time',
    clauses: 'P-4.3.10.1',
    speed: complaintSpeed,
    async play(stage, story) {
      const { number } = await recordComplaint(stage, story, '楼道灯不亮');
      await sortComplaint(stage, number, 'slight-inconvenience');
      await stage.desk.act('p01', number, 'promise', { promisedAt: stage.inHours(40) });
      await stage.desk.act('p08', number, 'sign');
      await stage.wait(20);
      await finishAndFile(stage, number);
      return number;
    },
  },
  {
    title: 'minor complaint nobody finishes: warned, late, up the chain, urged',
    clauses: 'P-4.3.10.1, X-9',
    speed: complaintSpeed,
    async play(stage, story) {
      const { number, openedAt } = await recordComplaint(stage, story, '垃圾桶满溢');
      await sortComplaint(stage, number, 'slight-inconvenience');
      await stage.desk.act('p08', number, 'sign');
      await stage.wait(80, openedAt);
      await finishAndFile(stage, number);
      return number;
    },
  },
  {
    title: 'important complaint, more time granted by the company manager',
    clauses: 'P-4.3.4b, P-4.3.10.2, X-8',
    speed: complaintSpeed,
    async play(stage, story) {
      const { number, openedAt } = await recordComplaint(stage, story, '门禁多日失灵无人处理');
      await sortComplaint(stage, number, 'service-at-fault');
      await stage.desk.act('p01', number, 'report-up');
      await stage.desk.act('p03', number, 'submit-papers');
      await stage.desk.act('p08', number, 'sign');
      await stage.wait(48, openedAt);
      await stage.desk.act('p08', number, 'request-extension', {
        clock: 'solve-important',
        until: stage.inHours(72),
        reason: '等待厂家配件',
      });
      await stage.desk.act('p07', number, 'grant-extension', { clock: 'solve-important' });
      await stage.wait(100, openedAt);
      await finishAndFile(stage, number);
      return number;
    },
  },
  {
    title: 'major complaint: instruction, meeting, answer in two days, not solved at first',
    clauses: 'P-4.3.4a, P-4.3.10.3',
    speed: complaintSpeed,
    async play(stage, story) {
      const { number, openedAt } = await recordComplaint(stage, story, '电梯故障致人受伤', { harm: true });
      await stage.desk.act('p12', number, 'relieve', { words: '已停梯并送医' });
      await sortComplaint(stage, number, 'serious-loss-or-injury');
      await stage.desk.act('p01', number, 'report-up');
      await stage.desk.act('p03', number, 'submit-papers');
      await stage.desk.act('p06', number, 'instruct', { words: '立即整改' });
      await stage.desk.act('p08', number, 'sign');
      await stage.wait(20, openedAt);
      await stage.desk.act('p06', number, 'call-meeting', { words: '今日召开' });
      await stage.desk.act('p06', number, 'answer', { words: '承担责任，十日内整改' });
      await stage.wait(150, openedAt);
      await stage.desk.act('p08', number, 'finish', { done: '已更换门机' });
      await stage.desk.act('p08', number, 'return-form');
      await stage.desk.act('p03', number, 'revisit', { outcome: 'not-satisfied', channel: 'phone' });
      await stage.wait(10);
      await finishAndFile(stage, number);
      return number;
    },
  },
  {
    title: 'repair in a home, agreed and confirmed, all in time',
    clauses: 'P-4.2.7, P-4.2.4.4',
    speed: repairSpeed,
    async play(stage, story) {
      const { desk } = stage;
      const { number } = await desk.record('p01', {
        kind: 'repair',
        repairType: 'plumbing',
        subject: '厨房水管漏水',
        customer: '业主乙',
        phone: '13900000000',
        place: '5-1-302',
      });
      stage.watch(story, number);
      await desk.act('p01', number, 'notify');
      await stage.wait(0.05);
      await desk.act('p09', number, 'accept');
      await stage.wait(0.1);
      await desk.act('p09', number, 'arrive');
      await desk.act('p09', number, 'quote', {
        content: '更换软管',
        labourCents: 3000,
        materialCents: 2500,
        serviceCents: 0,
      });
      await stage.wait(0.2);
      await desk.act('p09', number, 'confirm', { words: '同意' });
      await desk.act('p09', number, 'start');
      await stage.wait(0.5);
      await desk.act('p09', number, 'finish', { result: '不再漏水' });
      await desk.act('p09', number, 'sign-off', { accepted: true });
      await desk.act('p09', number, 'receipt', { amountCents: 5500, receiptNumber: 'R-1' });
      await desk.act('p09', number, 'report', { words: '完成' });
      await desk.act('p09', number, 'return-stub');
      await desk.act('p01', number, 'revisit', { outcome: 'satisfied', channel: 'phone' });
      await desk.act('p01', number, 'close');
      return number;
    },
  },
  {
    title: 'repair: the team is late, cannot do it now, the promise breaks, apology and a new one',
    clauses: 'P-4.2.7.2, P-4.2.7.4',
    speed: repairSpeed,
    async play(stage, story) {
      const { desk } = stage;
      const { number } = await desk.record('p01', {
        kind: 'repair',
        repairType: 'leakage',
        subject: '屋顶渗水',
        customer: '业主丙',
        phone: '13700000000',
        place: '7-顶层',
      });
      stage.watch(story, number);
      await desk.act('p01', number, 'notify');
      await stage.wait(0.5);
      await desk.act('p09', number, 'accept');
      await desk.act('p09', number, 'arrive');
      await desk.act('p09', number, 'cannot-do', { reason: '雨天无法施工' });
      await desk.act('p01', number, 'promise', { promisedAt: stage.inHours(1) });
      await stage.wait(1.2);
      await desk.act('p01', number, 'promise', { promisedAt: stage.inHours(1), apology: true });
      await stage.wait(0.5);
      await desk.act('p09', number, 'arrive');
      await desk.act('p09', number, 'start');
      await stage.wait(0.3);
      await desk.act('p09', number, 'finish', { result: '已做防水' });
      await desk.act('p09', number, 'sign-off', { accepted: true });
      await desk.act('p09', number, 'report', { words: '完成' });
      await desk.act('p09', number, 'return-stub');
      await desk.act('p01', number, 'revisit', { outcome: 'satisfied', channel: 'phone' });
      await desk.act('p01', number, 'close');
      return number;
    },
  },
];
