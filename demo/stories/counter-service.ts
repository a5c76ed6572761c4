import type { DemoStory } from '../stage.js';

/**
 * A morning at the counter of the power company: a payment that takes too long becomes a hard case, which the duty
 * director settles.
 */
export const counterServiceStory: DemoStory = {
  title: 'counter: led, served too slowly, a hard case settled by the duty director',
  clauses: 'W-11.2, W-11.3, W-11.10',
  speed: 300,
  reader: 'w05',
  async play(stage, story) {
    const { desk } = stage;
    const { number } = await desk.record('w05', {
      kind: 'counter-service',
      rulebook: 'power',
      site: 'river-county-power',
      channel: 'counter',
      subject: '交电费',
      business: 'residential-payment',
      customer: '客户乙',
      phone: '13400000000',
    });
    stage.watch(story, number);
    await desk.act('w05', number, 'lead', { post: 'payment-counter' });
    await desk.act('w05', number, 'serve');
    await stage.wait(0.1);
    await desk.act('w05', number, 'hard-case', { words: '户名与交费人不符，要求开具抬头不同的发票' });
    await stage.wait(0.1);
    await desk.act('w06', number, 'settle', { words: '核对身份后可按户主开具' });
    await stage.wait(0.05);
    await desk.act('w05', number, 'finish');
    return number;
  },
};
