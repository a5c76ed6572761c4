import type { DemoStage, DemoStory } from '../stage.js';

const requirements = { told: ['papers', 'course', 'fees', 'inquiry-number', 'complaint-number'] };

/** Stories of applications: a low-voltage plan refused and explained, and a home that enters the heating network. */
export const applicationStories: DemoStory[] = [
  {
    title: 'low-voltage supply plan: late but explained in time, then refused with a way forward',
    clauses: 'W-11.4, W-18.1a, W-18.1d',
    speed: 86_400,
    reader: 'w01',
    async play({ desk, wait, watch }: DemoStage, story) {
      const { number, openedAt } = await desk.record('w05', {
        kind: 'application',
        rulebook: 'power',
        site: 'river-county-power',
        channel: 'counter',
        applicationType: 'low-voltage',
        applicant: 'organisation',
        papers: ['identity', 'premises'],
        subject: '沿街商铺申请用电',
        customer: '商户甲',
        phone: '13600000000',
      });
      watch(story, number);
      await desk.act('w05', number, 'tell-requirements', requirements);
      await desk.act('w05', number, 'return-papers', {
        reason: '缺少用电设备清单',
        wayForward: '可按示范样本填写后补交',
      });
      await wait(20);
      await desk.act('w05', number, 'add-papers', { papers: ['load-list'] });
      await desk.act('w05', number, 'accept');
      await wait(200, openedAt);
      await desk.act('w05', number, 'explain-delay', { reason: '台区变压器容量正在核算' });
      await wait(270, openedAt);
      await desk.act('w12', number, 'fail-stage', {
        stage: 'supply-plan',
        reason: '台区变压器容量不足',
        remedy: '报装容量须降至80千伏安以内',
        namedNobody: true,
      });
      await desk.act('w12', number, 'refuse', { reason: '容量不足，客户不同意调整', wayForward: '可改报高压单电源' });
      return number;
    },
  },
  {
    title: 'a home enters the heating network: area, approval, fees, contract, connection',
    clauses: 'HC-apply, HC-area, HC-fees, HC-contract, HH-3, HH-4',
    speed: 86_400,
    reader: 'h01',
    async play({ desk, wait, watch }: DemoStage, story) {
      const { number } = await desk.record('h01', {
        kind: 'application',
        rulebook: 'heating',
        site: 'north-town-heat',
        channel: 'counter',
        applicationType: 'heating-entry',
        applicant: 'resident',
        papers: ['identity', 'premises', 'area-drawing'],
        subject: '申请集中供热入网',
        customer: '用户乙',
        phone: '13300000000',
        place: '北城2号楼',
      });
      watch(story, number);
      const pass = (who: string, stage: string, more: object = {}) =>
        desk.act(who, number, 'pass-stage', { stage, outcome: '办理完毕', ...more });
      await desk.act('h01', number, 'tell-requirements', requirements);
      await desk.act('h01', number, 'accept');
      await wait(24);
      await pass('h01', 'area-survey', { areaSquareMetres: 98 });
      await pass('h03', 'area-check', { areaSquareMetres: 98.5 });
      await pass('h04', 'area-recheck', { areaSquareMetres: 98.5 });
      await wait(48);
      await pass('h04', 'scheme');
      await desk.act('h02', number, 'progress', { words: '方案已送审，待领导批准' });
      await wait(24);
      await pass('h07', 'approval');
      for (const amountCents of [295_500, 197_000]) {
        await desk.act('h12', number, 'confirm-fee', { amountCents });
        await desk.act('h12', number, 'pay', { amountCents, receiptNumber: `S-${amountCents}`, way: 'bank' });
      }
      for (const contract of ['supply-contract', 'entry-agreement'])
        await desk.act('h03', number, 'sign-contract', { contract, contractNumber: 'R-2026-1' });
      await wait(24);
      await pass('h03', 'handover');
      await pass('h11', 'connection');
      await desk.act('h01', number, 'complete', { result: '已接入管网', advice: '开栓前请检查户内管道' });
      return number;
    },
  },
];
