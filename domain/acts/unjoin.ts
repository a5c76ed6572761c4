import { act, type ActContext } from '../deciding/act.js';
import { closedStatus, factsOf, isClosed, type CaseState } from '../case/case.js';
import type { CaseLink } from '../case/links.js';
import { caseNumber, id, oneOf } from '../case/fields.js';
import { refuse, type Refusal } from '../refusal.js';
import { clocksAsIfNotClosed } from './clocks-again.js';
import { notifyHandler } from './notify.js';
import { statusToGoOnIn, type ReopenedKind } from './reopen.js';
import { reasonFields } from './shared-fields.js';

const clause = 'X-10';
const relations = {
  duplicate: ['重复案件', 'joined to this case'],
  'same-matter': ['同一事项', 'the same matter'],
} as const;

/**
 * A joining or link that was a mistake is taken back, on both cases (撤销并案). A case that was joined goes on where it
 * was, in the same round: what its customer waits for has never stopped.
 */
export function unjoinActs(kind: ReopenedKind) {
  return {
    unjoin: act({
      name: { 'zh-CN': '撤销并案或关联', en: 'Take a joining or link back' },
      clause,
      from: 'any',
      by: ['centre'],
      toOneOf: kind.statuses.filter((status) => status !== closedStatus),
      fields: {
        number: caseNumber('另一案件', 'Number of the case that it does not belong with.', {
          label: 'The other case',
          example: 'PC-2026-000001',
        }),
        ...reasonFields,
      },
      sets: (['outcome', 'closedFrom'] as const).filter((name) => kind.facts.includes(name)),
      offered: (state) => state.links.some((link) => isToUndo(link)),
      check: unjoinProblem,
      effects: (context) => {
        const { state, input, at, rulebook } = context;
        const link = linkTo(state, input.number)!;
        const undone = { links: [{ ...link, state: 'undone' as const }] };
        const told = (relation: keyof typeof relations) => ({
          followUps: [{ number: input.number, act: 'receive-unjoin', input: { number: state.number, relation } }],
        });
        if (link.relation === 'same-matter') return { ...undone, ...told('same-matter') };
        // Taken up again since it was joined, it goes on as it does.
        if (state.facts['outcome'] !== 'joined') return { ...undone, ...told('duplicate') };
        const facts = { outcome: null, closedFrom: null };
        return {
          ...undone,
          ...told('duplicate'),
          to: statusToGoOnIn(state, kind),
          facts,
          clocks: clocksAsIfNotClosed({ state, facts: { ...factsOf(state), ...facts }, at, rulebook }),
          notices: [
            notifyHandler(
              context,
              'inform',
              clause,
              '并案已撤销，案件继续办理',
              'The joining is taken back: the case goes on',
            ),
          ],
        };
      },
    }),
    'receive-unjoin': act({
      name: { 'zh-CN': '对方撤销并案或关联', en: 'Take in the joining undone' },
      clause,
      from: 'any',
      by: ['desk'],
      fields: {
        number: id('另一案件', 'Number of the other case.', { label: 'The other case' }),
        relation: oneOf('关系', 'How it was with this one.', relations),
      },
      sets: (['timesRaised'] as const).filter((name) => kind.facts.includes(name)),
      check: ({ state, input }) =>
        findLink(state, input.relation, input.number) ? undefined : notLinked(input.number),
      effects: ({ state, input }) => {
        const links = [{ ...findLink(state, input.relation, input.number)!, state: 'undone' as const }];
        // It was raised once less often than was counted.
        const times = Number(state.facts['timesRaised'] ?? 1);
        return input.relation === 'duplicate' && times > 1 ? { links, facts: { timesRaised: times - 1 } } : { links };
      },
    }),
  } as const;
}

/** Whether a case knows another as belonging with it, and that was not taken back. */
function isToUndo({ relation, state }: CaseLink): boolean {
  return ['duplicate-of', 'same-matter'].includes(relation) && state !== 'undone';
}

function linkTo({ links }: CaseState, number: string): CaseLink | undefined {
  const found = links.filter((link) => link.number === number && isToUndo(link));
  return found.find(({ relation }) => relation === 'duplicate-of') ?? found[0];
}

function findLink({ links }: CaseState, relation: CaseLink['relation'], number: string): CaseLink | undefined {
  return links.find((link) => link.relation === relation && link.number === number && link.state !== 'undone');
}

function unjoinProblem({ state, input: { number } }: ActContext<{ number: string }>): Refusal | undefined {
  if (state.facts['erasedUpTo'] !== undefined && isClosed(state) && state.links.some(isJoined))
    return refuse(
      'not-in-this-status',
      'What was said in this case was erased by law, so nobody can work on it: record a new one.',
      '本案件内容已依法删除，无法继续办理，请另行登记。',
      clause,
    );
  const link = linkTo(state, number);
  if (!link && findLink(state, 'duplicate', number))
    return refuse(
      'bad-input',
      `Case ${number} was joined to this one: take it back there.`,
      `案件 ${number} 已并入本案件，请在该案件上撤销。`,
      clause,
    );
  return link ? undefined : notLinked(number);
}

function isJoined(link: CaseLink): boolean {
  return link.relation === 'duplicate-of' && link.state !== 'undone';
}

function notLinked(number: string): Refusal {
  return refuse(
    'bad-input',
    `This case is neither joined to ${number} nor linked with it: name one of its cases.`,
    `本案件与案件 ${number} 没有并案或关联，请填写相关案件编号。`,
    clause,
  );
}
