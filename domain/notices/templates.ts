import type { CaseState, NoticeKind } from '../case/case.js';
import { clockRule, type Rulebook, type TemplateRule } from '../rulebook/rulebook.js';
import type { Language, Text } from '../text.js';
import { readableTime } from '../time/zone.js';

/** What a template may say of a case: numbers, names of the rulebook and times, never its words. */
export const placeholders = [
  'number',
  'heading',
  'what',
  'clause',
  'clock',
  'due',
  'department',
  'tier',
  'link',
  'phone',
] as const;
export type Placeholder = (typeof placeholders)[number];
export type TemplateFacts = Record<Placeholder, string>;

/** Before the address of their own page in what a customer is told, where the text does not name it itself. */
const customerLinkLine: Text = { 'zh-CN': '查看进度：', en: 'See how it stands: ' };

const placeholderPattern = /\{([^{}]*)\}/g;

/** Everything in braces that is no placeholder the text may use, and single braces, those of full width among them. */
export function unknownPlaceholders(text: string, known: readonly string[]): string[] {
  const named = [...text.matchAll(placeholderPattern)].map(([, name]) => name!).filter((name) => !known.includes(name));
  return /[{}｛｝]/.test(text.replace(placeholderPattern, '')) ? [...named, ''] : named;
}

/** The text with its placeholders filled in. A line of which a placeholder has nothing to say is left out. */
export function fillTemplate(text: string, facts: TemplateFacts): string {
  const lines = text
    .split('\n')
    .filter((line) => ![...line.matchAll(placeholderPattern)].some(([, name]) => factOf(facts, name!) === ''));
  return lines
    .map((line) => line.replace(placeholderPattern, (_, name: string) => factOf(facts, name)))
    .join('\n')
    .trim();
}

function factOf(facts: TemplateFacts, name: string): string {
  if (!Object.hasOwn(facts, name))
    throw new Error(`A template asks for {${name}}: use one of ${placeholders.join(', ')}.`);
  return facts[name as Placeholder];
}

/** The template of a notice: that of its kind and clause, else of its kind, else the usual one. */
export function templateFor(
  templates: readonly TemplateRule[] = [],
  kind: NoticeKind,
  clause: string,
): Pick<TemplateRule, 'subject' | 'body'> {
  const ofKind = templates.filter((template) => template.kind === kind);
  return (
    ofKind.find((template) => template.clause === clause) ??
    ofKind.find((template) => !template.clause) ??
    defaultTemplate(kind)
  );
}

/**
 * The values for the placeholders of a notice, with its own sentence (`what`); `caseLink`: for staff the page of the case,
 * with `{number}` in it, for the customer their own page; empty for none.
 */
export function noticeFacts(
  { kind, clause, clock, text }: { kind: NoticeKind; clause: string; clock?: string | null; text: Text },
  state: CaseState,
  rulebook: Rulebook,
  language: Language,
  caseLink: string,
): TemplateFacts {
  const ofCustomer = kind === 'step';
  const running = clock ? state.clocks.findLast(({ id, rule }) => id === clock || rule === clock) : undefined;
  const facts: TemplateFacts = {
    number: state.number,
    heading: noticeHeadings[kind][language],
    what: '',
    clause,
    clock: running ? clockRule(rulebook, state.kind, running.rule).name[language] : '',
    due: running ? readableTime(running.due, rulebook.timeZone, language) : '',
    department: state.department ? (rulebook.departments[state.department]?.[language] ?? state.department) : '',
    tier: state.tier ? (rulebook.tiers.find(({ id }) => id === state.tier)?.name[language] ?? state.tier) : '',
    link: caseLink.replaceAll('{number}', state.number),
    phone: rulebook.deskPhone ?? '',
  };
  if (!ofCustomer) return { ...facts, what: text[language] };
  // The text for a customer may itself have placeholders for the number, the time and the phone of the service desk.
  const told = fillTemplate(text[language], facts);
  const says = text[language].includes('{link}') || facts.link === '';
  return { ...facts, what: says ? told : `${told}\n${customerLinkLine[language]}${facts.link}` };
}

/** The reason of a notice, in a word or two. */
export const noticeHeadings: Record<NoticeKind, Text> = {
  inform: { 'zh-CN': '告知', en: 'For your attention' },
  warn: { 'zh-CN': '即将到期', en: 'Running out' },
  breach: { 'zh-CN': '已超时', en: 'Late' },
  escalate: { 'zh-CN': '超时上报', en: 'Late, escalated' },
  urge: { 'zh-CN': '催办', en: 'Please act' },
  approve: { 'zh-CN': '待审批', en: 'Waits for your approval' },
  decided: { 'zh-CN': '已审批', en: 'Decided' },
  propose: { 'zh-CN': '建议', en: 'Proposed' },
  violation: { 'zh-CN': '违规记录', en: 'Rule broken' },
  unheld: { 'zh-CN': '无人在岗', en: 'Nobody is on' },
  step: { 'zh-CN': '办理进度', en: 'Your request' },
};

/** What is to be done about it. */
const callsToAction: Partial<Record<NoticeKind, Text>> = {
  warn: { 'zh-CN': '请在时限前办结。', en: 'Please see to it before the time is up.' },
  breach: { 'zh-CN': '已超过时限，请立即办理。', en: 'The time is up: please see to it at once.' },
  escalate: {
    'zh-CN': '超时后仍未办理，现上报，请督促。',
    en: 'It is late and nobody has acted: this comes to you so that somebody does.',
  },
  urge: { 'zh-CN': '请尽快办理。', en: 'Please act.' },
  approve: { 'zh-CN': '请审批。', en: 'Please decide.' },
};

function defaultTemplate(kind: NoticeKind): Pick<TemplateRule, 'subject' | 'body'> {
  if (kind === 'step')
    return {
      subject: { 'zh-CN': '【{number}】办理进度', en: '[{number}] Your request' },
      body: { 'zh-CN': '{what}', en: '{what}' },
    };
  const ask = (language: Language) => (callsToAction[kind] ? `${callsToAction[kind][language]}\n` : '');
  return {
    subject: { 'zh-CN': '[{number}] {heading}：{what}', en: '[{number}] {heading}: {what}' },
    body: {
      'zh-CN': `案件 {number}：{what}。\n${ask('zh-CN')}时限：{due}\n责任部门：{department}\n依据：{clause}\n{link}`,
      en: `Case {number}: {what}.\n${ask('en')}Due: {due}\nDepartment: {department}\nClause: {clause}\n{link}`,
    },
  };
}
