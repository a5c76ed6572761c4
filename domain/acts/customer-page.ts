import { customerPageRole } from '../actor.js';
import { isClosed, type CaseState, type NoticeRequest } from '../case/case.js';
import { number, words } from '../case/fields.js';
import { act, type ActContext } from '../deciding/act.js';
import { refuse, type Refusal } from '../refusal.js';
import { notifyCentre, notifyHandler } from './notify.js';

const clause = 'X-10';

/** A mark of at most so much is told to the customer-service centre. */
const poor = 2;

/** What the customer enters by their own page, and nobody else. */
export const customerPageActs = {
  /** It does not take the place of the call back: whoever did the work may have been shown the page, too. */
  rate: act({
    name: { 'zh-CN': '客户评价', en: 'Rate the service' },
    clause,
    from: 'any',
    by: [customerPageRole],
    fields: {
      score: number('评分', 'From 1 (poor) to 5 (very good).', { min: 1, max: 5, label: 'Score' }),
      words: words('客户的话', "The customer's words.", { label: "Customer's words", optional: true }),
    },
    sets: ['rating'],
    offered: isToBeRated,
    check: ({ state }) => rateProblem(state),
    effects: (context) => ({
      facts: { rating: context.input.score },
      notices:
        context.input.score <= poor
          ? [
              notifyCentre(
                context,
                'inform',
                clause,
                '客户在自助页面给出低分，请查看',
                'The customer has given a poor mark on their page: look at it',
              ),
            ]
          : [],
    }),
  }),
  /** PIPL Art. 47: asked for here, decided and done by those who may erase. */
  'ask-erasure': act({
    name: { 'zh-CN': '客户请求删除内容', en: 'Ask for the erasure' },
    clause,
    from: 'any',
    by: [customerPageRole],
    check: ({ state }) => {
      if (state.facts['erasedUpTo'] !== undefined)
        return refuse('already-done', 'What was said in this case is erased.', '本案件内容已依法删除。', clause);
      return wasErasureAsked(state)
        ? refuse('already-done', 'The erasure was asked for already.', '客户已请求删除。', clause)
        : undefined;
    },
    effects: (context) => ({
      notices: [
        notifyCentre(
          context,
          'inform',
          clause,
          '客户请求删除其内容（个人信息保护法第四十七条）：结案归档后请安排依法删除',
          'The customer asks that what they said be erased (PIPL Art. 47): have it erased once the case is filed',
        ),
      ],
    }),
  }),
} as const;

/** Whoever has the case in hand hears what the customer adds by their page; what a colleague enters, they see. */
export function toldByCustomer(context: Pick<ActContext, 'state' | 'rulebook'>): NoticeRequest {
  return notifyHandler(
    context,
    'inform',
    clause,
    '客户在自助页面补充了内容，请查看',
    'The customer has added something on their page: look at it',
  );
}

/** Whether the work was reported in this round, or the case is filed: there is something to be judged. */
export function isDone(state: CaseState): boolean {
  return isClosed(state) || doneIn.has(state.status);
}

/** What was joined to another case, or turned into one, is judged there. */
function isToBeRated(state: CaseState): boolean {
  const goesOn = isClosed(state) && ['joined', 'turned'].includes(String(state.facts['outcome']));
  return isDone(state) && !goesOn;
}

/** Whether the customer has asked for the erasure: once is enough until it is done, and then there is no page. */
export function wasErasureAsked({ marks }: Pick<CaseState, 'marks'>): boolean {
  return marks['ask-erasure'] !== undefined;
}

/** Where a kind has its work behind it. */
const doneIn: ReadonlySet<string> = new Set(['done', 'reported', 'finished', 'lifted', 'answered', 'revisited']);

function rateProblem(state: CaseState): Refusal | undefined {
  if (!isToBeRated(state))
    return refuse(
      'not-in-this-status',
      'It is still being worked on, here or as another case: rate it afterwards.',
      '事项尚在办理（或已转为、并入其他案件办理），请办结后评价。',
      clause,
    );
  if (state.marks['rate']?.round === state.round)
    return refuse('already-done', 'The customer has rated it already.', '客户已评价。', clause);
  return undefined;
}
