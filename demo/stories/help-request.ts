import type { DemoStory } from '../stage.js';

/**
 * A patient brought to hospital: address and phone first, the wish, two guards, escort, a question before leaving
 * (P-4.4.3).
 */
export const medicalHelp: DemoStory = {
  title: 'medical help: to hospital with two guards, fed back and revisited',
  clauses: 'P-4.4.2a, P-4.4.3.1',
  speed: 300,
  async play(stage, story) {
    const { desk } = stage;
    const { number } = await desk.record('p01', {
      kind: 'help-request',
      helpKind: 'medical',
      subject: '老人突发胸痛',
      customer: '业主丁',
      phone: '13600000000',
      place: '2-1-602',
    });
    stage.watch(story, number);
    await desk.act('p01', number, 'ask-wish', { wish: 'hospital' });
    await stage.wait(0.05);
    await desk.act('p11', number, 'send-guards', { guards: ['p10', 'p14'], where: 'home' });
    await desk.act('p10', number, 'escort', { words: '家属同往人民医院' });
    await stage.wait(1);
    await desk.act('p10', number, 'help-there', { words: '协助挂号、取药' });
    await desk.act('p10', number, 'ask-before-leaving', { moreNeeded: true, words: '希望留一人' });
    await desk.act('p04', number, 'more-help', { granted: true, words: '留一人至家属到齐' });
    await stage.wait(1);
    await desk.act('p12', number, 'finish', { outcome: 'met', result: '病人已安置妥当' });
    await desk.act('p01', number, 'revisit', { outcome: 'satisfied', channel: 'phone' });
    await desk.act('p01', number, 'close');
    return number;
  },
};
