import { act, type ActContext } from '../deciding/act.js';
import type { Effects } from '../deciding/effects.js';
import type { CaseState } from '../case/case.js';
import { id, instant, words } from '../case/fields.js';
import { refuse, type Refusal } from '../refusal.js';
import { intakeChannelOf } from '../deciding/intake.js';
import type { Rulebook } from '../rulebook/rulebook.js';
import type { Scalar } from '../text.js';

const clause = 'H-9b';

/** For the record of a case: what the authority wrote on it. `authority` is left out where the channel says it. */
export const authorityFields = {
  authority: id('交办单位', 'The authority that hands it down; left out where the channel is one.', {
    list: 'channels',
    optional: true,
    example: 'mayors-line',
  }),
  authorityReference: words('交办编号', "The authority's own number of it.", {
    label: "Authority's number",
    max: 60,
    optional: true,
    word: 'authorityReference',
  }),
  authorityDueAt: instant(
    '要求回复时限',
    'By when the authority asks for the reply: a clock of its own, and ours all end before it.',
    { label: 'Reply due at', optional: true },
  ),
};

export const authorityFacts = ['authority', 'authorityDueAt', 'replyForm'] as const;
type AuthorityFact = (typeof authorityFacts)[number];

interface AuthorityInput {
  channel?: string;
  authority?: string;
  authorityReference?: string;
  authorityDueAt?: string;
}

function authorityOf({ authority, channel }: AuthorityInput, rulebook: Rulebook): string | undefined {
  return authority ?? (intakeChannelOf(channel, rulebook)?.authority ? channel : undefined);
}

/** H-9b: an authority asks for its reply by a time; nobody else does. */
export function authorityProblem(input: AuthorityInput, rulebook: Rulebook): Refusal | undefined {
  const authority = authorityOf(input, rulebook);
  if (!authority) {
    if (!input.authorityReference && !input.authorityDueAt) return undefined;
    return refuse(
      'bad-input',
      'A reference or a time for the reply belongs to an authority: name it (authority).',
      '交办编号和要求回复时限须有交办单位，请填写。',
      clause,
    );
  }
  const named = intakeChannelOf(authority, rulebook);
  if (!named?.authority)
    return refuse(
      'bad-input',
      `'${authority}' is a channel, but no authority that hands cases down: leave it out.`,
      `“${named?.name['zh-CN'] ?? authority}”不是交办单位，请勿填写。`,
      clause,
    );
  if (!input.authorityDueAt)
    return refuse(
      'bad-input',
      `Enter by when the authority asks for the reply (authorityDueAt): ${named.name.en}.`,
      `请填写${named.name['zh-CN']}要求回复的时限。`,
      clause,
    );
  return undefined;
}

/** The facts of an authority, if there is one, and the milestone at which its clock starts. */
export function authorityEffects(
  input: AuthorityInput,
  rulebook: Rulebook,
): { facts: { [K in AuthorityFact]: Scalar }; milestones: string[] } {
  const authority = authorityOf(input, rulebook);
  if (!authority) return { facts: { authority: null, authorityDueAt: null, replyForm: null }, milestones: [] };
  const replyForm = String(intakeChannelOf(authority, rulebook)?.replyForm);
  return { facts: { authority, authorityDueAt: input.authorityDueAt!, replyForm }, milestones: ['handed-down'] };
}

/**
 * The acts of a case that an authority hands down, on record or later: its clock beside the inner ones, and the reply
 * in its form. `outcomeKnown`: the statuses in which there is something to reply; `also`: what else the kind makes of
 * it.
 */
export function authorityActs<const N extends string>(
  outcomeKnown: readonly string[],
  also: (state: CaseState, channel: string, rulebook: Rulebook) => Effects<never, N>,
) {
  return {
    'hand-down': act({
      name: {
        'zh-CN': '登记上级交办',
        en: "Enter an authority's order",
      },
      clause,
      from: 'open',
      by: ['centre'],
      fields: {
        ...authorityFields,
        authority: id('交办单位', 'The authority that hands it down.', { list: 'channels', example: 'mayors-line' }),
        authorityDueAt: instant('要求回复时限', 'By when it asks for the reply.', { label: 'Reply due at' }),
      },
      brings: ['handed-down'],
      sets: authorityFacts,
      check: ({ input, rulebook }) => authorityProblem(input, rulebook),
      effects: ({ state, input, rulebook }) => {
        const [down, more] = [authorityEffects(input, rulebook), also(state, input.authority, rulebook)];
        return {
          ...more,
          facts: { ...down.facts, ...more.facts },
          milestones: [...down.milestones, ...(more.milestones ?? [])],
        };
      },
    }),
    'reply-to-authority': act({
      name: { 'zh-CN': '回复交办单位', en: 'Reply to the authority' },
      clause,
      from: 'open',
      by: ['centre'],
      fields: {
        answer: words('回复内容', 'What the authority is told of the outcome.', { label: 'Reply', word: 'answer' }),
        form: id('回复方式', 'The form of the reply; the one the authority asks for unless said.', {
          list: 'replyForms',
          optional: true,
          example: 'online',
        }),
      },
      check: (context) => replyProblem(context, outcomeKnown),
    }),
  } as const;
}

function replyProblem(
  { state, input, rulebook }: ActContext<{ answer: string; form?: string }>,
  outcomeKnown: readonly string[],
): Refusal | undefined {
  const { authority, replyForm } = state.facts;
  if (!authority)
    return refuse(
      'missing-step',
      'No authority has handed this case down: the customer is told instead (feed-back).',
      '此案件并非上级交办，请向用户反馈。',
      clause,
    );
  if (!outcomeKnown.includes(state.status))
    return refuse(
      'missing-step',
      'The outcome is not known yet: the authority is told once the work is finished (finish).',
      '处理结果尚未明确，处理完成后再回复交办单位。',
      clause,
    );
  if (state.marks['reply-to-authority']?.round === state.round)
    return refuse(
      'already-done',
      'The authority has been told of this outcome.',
      '本轮处理结果已回复交办单位。',
      clause,
    );
  if (!input.form || input.form === replyForm) return undefined;
  const form = rulebook.lists?.['replyForms']?.[String(replyForm)]?.name;
  return refuse(
    'bad-input',
    `This authority takes its reply in another form: ${form?.en ?? String(replyForm)}.`,
    `该交办单位要求的回复方式为${form?.['zh-CN'] ?? String(replyForm)}。`,
    clause,
  );
}

/** Why the case cannot be filed yet: the authority waits for the outcome of this round. */
export function repliedProblem({ state }: Pick<ActContext, 'state'>): Refusal | undefined {
  if (!state.facts['authority'] || state.marks['reply-to-authority']?.round === state.round) return undefined;
  return refuse(
    'missing-step',
    'The authority that handed it down has no reply yet (reply-to-authority).',
    '尚未回复交办单位。',
    clause,
  );
}
