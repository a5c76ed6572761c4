import type { DemoStory } from '../stage.js';

const atTheEstate = { kind: 'inquiry', rulebook: 'property', site: 'sunshine' };

/**
 * Two questions: one answered after asking the supervisor, within five minutes; one in writing, which the director
 * forgets for two days.
 */
export const inquiryStories: DemoStory[] = [
  {
    title: 'spoken inquiry: asked of the supervisor, answered within five minutes',
    clauses: 'P-4.5.2, P-4.4.2a',
    speed: 300,
    async play(stage, story) {
      const { desk } = stage;
      const { number } = await desk.record('p01', {
        ...atTheEstate,
        subject: '装修押金何时退还',
        customer: '业主丁',
        phone: '13600000000',
      });
      stage.watch(story, number);
      await desk.act('p01', number, 'ask', { words: '装修已验收，押金何时退？' });
      await stage.wait(0.05);
      await desk.act('p03', number, 'advise', { words: '验收合格后七日内退还' });
      await desk.act('p01', number, 'answer', {
        answer: '验收合格后七日内退还，请携带收据到客服中心办理。',
        satisfied: true,
      });
      await desk.act('p01', number, 'close');
      return number;
    },
  },
  {
    title: 'written inquiry: the director is late, and answers in writing',
    clauses: 'P-4.5.1, X-9',
    speed: 7_200,
    async play(stage, story) {
      const { desk } = stage;
      const { number, openedAt } = await desk.record('p01', {
        ...atTheEstate,
        channel: 'letter',
        subject: '来函询问公共收益使用情况',
        customer: '业主戊',
        phone: '13500000000',
      });
      stage.watch(story, number);
      await stage.wait(50, openedAt);
      await desk.act('p04', number, 'answer-in-writing', { answer: '关于公共收益使用情况的复函' });
      await desk.act('p03', number, 'revisit', { outcome: 'satisfied', channel: 'phone' });
      await desk.act('p01', number, 'close');
      return number;
    },
  },
];
