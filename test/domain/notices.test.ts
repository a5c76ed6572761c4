// What notices and violations say, and what is said to have become of them.
import { describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import type { CaseState, NoticeKind } from '../../domain/case/case.js';
import { violationNames, violationSentence } from '../../domain/case/violations.js';
import { noticeOutcome, noticeOutcomeText, type NoticeDelivery } from '../../domain/notices/notice-outcome.js';
import { noticeKindNow, noticeSentence } from '../../domain/notices/notice-sentence.js';
import { noticeFacts } from '../../domain/notices/templates.js';
import { violationText } from '../../api/cases/case-json.js';
import { property, shipped } from '../support/shipped.js';

const languages = ['zh-CN', 'en'] as const;

describe('notices as sentences', () => {
  const solve = property.kinds['complaint']!.clocks.find(({ id }) => id === 'solve-minor')!;
  const of = { due: '2026-11-25T01:00:00.000Z', who: 'department-head', department: 'engineering', holder: '孙丽' };
  const say = (kind: NoticeKind, language: (typeof languages)[number]) =>
    noticeSentence({ kind, text: solve.name }, of, property, language);

  it('P-4.3.10.1 a late one says what is late, since when by the time of the place, and whose', () => {
    assert.equal(
      say('breach', 'zh-CN'),
      `“${solve.name['zh-CN']}”自2026年11月25日 09:00起超时，应由${property.departments['engineering']!['zh-CN']}${property.roles['department-head']!.name['zh-CN']}（孙丽）办理。`,
    );
    assert.equal(
      say('breach', 'en'),
      `Late since 25 Nov 2026, 09:00: ${solve.name.en}. It is for the ${property.roles['department-head']!.name.en}, ${property.departments['engineering']!.en} (孙丽) to act.`,
    );
    for (const kind of ['escalate', 'urge'] as const) assert.equal(say(kind, 'en'), say('breach', 'en'));
    assert.match(say('warn', 'en'), /^Due 25 Nov 2026, 09:00: /);
    assert.match(say('warn', 'zh-CN'), /须在2026年11月25日 09:00前完成/);
  });

  it('X-9 nothing is due soon that is late: a warning read later says late, unless it was met in time', () => {
    const clock = { due: of.due, isRunning: true, isBreached: false };
    assert.equal(noticeKindNow('warn', clock, '2026-11-25T00:59:59.999Z'), 'warn');
    assert.equal(noticeKindNow('warn', clock, of.due), 'breach');
    assert.equal(noticeKindNow('warn', { ...clock, isRunning: false }, '2026-11-26T00:00:00.000Z'), 'warn');
    assert.equal(noticeKindNow('warn', { ...clock, isRunning: false, isBreached: true }, of.due), 'breach');
    assert.equal(noticeKindNow('inform', clock, '2026-11-26T00:00:00.000Z'), 'inform');
  });

  it('P-4.2.3 every text for a customer, of every rulebook, has nothing left to fill in', () => {
    let texts = 0;
    for (const rulebook of shipped)
      for (const [kind, { customerNotifyRules = [] }] of Object.entries(rulebook.kinds))
        for (const { clause, text, clock } of customerNotifyRules)
          for (const language of languages) {
            const clocks = clock ? [{ id: `${clock}-2`, rule: clock, due: of.due }] : [];
            const state = { number: 'PC-2026-000001', kind, clocks } as unknown as CaseState;
            const notice = { kind: 'step' as const, clause, text, ...(clock ? { clock } : {}) };
            const { what } = noticeFacts(notice, state, rulebook, language, '');
            assert.ok(what !== '' && !/[{}]/.test(what), `${rulebook.name} ${kind} ${clause}: ${what}`);
            texts += 1;
          }
    assert.ok(texts > 20, `only ${texts}`);
  });

  it('X-9 nor has any text of staff, of rulebooks and clocks', () => {
    for (const { name, kinds } of shipped)
      for (const { notifyRules, clocks } of Object.values(kinds))
        for (const text of [...notifyRules.map((rule) => rule.text), ...clocks.map((rule) => rule.name)])
          for (const language of languages) assert.doesNotMatch(text[language], /[{}]/, name);
  });
});

describe('violations as sentences', () => {
  it('X-11 each says what happened and how it is mended, in both languages', () => {
    for (const code of Object.keys(violationNames)) {
      const { 'zh-CN': zh, en } = violationSentence(code);
      assert.match(zh, /^[^。]+。[^。]+。$/, code);
      assert.match(en, /^[A-Z][^.]+\. [A-Z].+\.$/, code);
    }
    assert.deepEqual(violationSentence('of-old'), { 'zh-CN': 'of-old。', en: 'Of-old.' });
  });

  it('H-9 a call not recorded in full: the missing fields are named as the form names them', () => {
    const said = violationText({ code: 'not-recorded-in-full', missing: ['room', 'demand'] }, 'heating-repair');
    assert.match(said['zh-CN'], /^来电记录不完整：缺少“房间号”、“[^”]*诉求[^”]*”。.*“更正登记内容”/);
    assert.match(said.en, /^Call not recorded in full: '[A-Z][^']*', '[A-Z][^']*' missing\. .*'Correct the record'/);
  });
});

describe('what has become of a notice', () => {
  const delivery = (state: NoticeDelivery['state'], code: string | null = null): NoticeDelivery => ({
    channel: 'sms',
    state,
    code,
  });
  const of = (kind: NoticeKind, person: string | null, deliveries: NoticeDelivery[], planned = true) => ({
    kind,
    person,
    planned,
    deliveries,
  });
  const became = (notice: ReturnType<typeof of>, hasChannels = true) => {
    const { outcome, reason } = noticeOutcome(notice, hasChannels);
    return reason === null ? outcome : `${outcome} ${reason}`;
  };

  it('X-13 what went nowhere is not sent, with the reason', () => {
    assert.equal(became(of('step', null, [delivery('skipped', 'no-contact')])), 'not-sent no-contact');
    assert.equal(became(of('step', null, [delivery('given-up', 'call-only')])), 'not-sent call-only');
    assert.equal(became(of('step', null, []), false), 'not-sent no-channel');
    assert.equal(became(of('breach', 'p03', []), false), 'not-sent no-channel');
    assert.equal(became(of('breach', 'p03', [])), 'not-sent no-address');
    assert.equal(became(of('inform', 'p03', [delivery('given-up', '550')])), 'not-sent 550');
    assert.equal(became(of('breach', null, [])), 'not-sent nobody');
  });

  it('X-13 nor is anything called not sent that went out, waits, or is meant for the inbox alone', () => {
    assert.equal(became(of('step', null, [delivery('sent')])), 'sent');
    assert.equal(became(of('breach', 'p03', [delivery('given-up', '550'), delivery('sent')])), 'sent');
    assert.equal(became(of('step', null, [delivery('held')])), 'waiting');
    assert.equal(became(of('step', null, [], false)), 'waiting');
    assert.equal(became(of('inform', 'p03', []), false), 'inbox');
    assert.equal(became(of('inform', 'p03', [delivery('skipped', 'read')])), 'inbox');
  });

  it('it says so to people: to whom nothing came, and that the inbox has what is for staff', () => {
    const text = (notice: ReturnType<typeof of>, language: (typeof languages)[number]) =>
      noticeOutcomeText(notice, noticeOutcome(notice, true), language);
    const customer = of('step', null, [delivery('skipped', 'no-contact')]);
    assert.equal(text(customer, 'en'), 'not sent: the customer left no way to be reached');
    assert.equal(text(customer, 'zh-CN'), '未发送：客户未留联系方式');
    assert.equal(text(of('breach', 'p03', []), 'en'), 'not sent beyond the inbox: no address is known for it');
    assert.equal(text(of('step', null, [delivery('sent')]), 'zh-CN'), '已发送（短信）');
    assert.match(text(of('inform', 'p03', [delivery('given-up', '550')]), 'en'), /did not take it \(550\)/);
  });
});
