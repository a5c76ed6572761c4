import { customerPageRole, systemActor, type Actor } from '../actor.js';
import type { CaseState } from '../case/case.js';
import { refuse, type Refusal } from '../refusal.js';
import { dutyRoles } from '../rulebook/duties.js';
import { expandRoleGroups } from '../rulebook/role-groups.js';
import type { Rulebook } from '../rulebook/rulebook.js';
import type { Text } from '../text.js';
import type { Limit } from '../time/limit.js';
import { instantBefore } from '../time/limits.js';
import { approverOfClause, revisitAssignee, type ActRow } from './act.js';

/** Every change of a case comes from a row of its table; everything else is refused by name. */
export function unknownAct(act: string, kind: string): Refusal {
  return refuse(
    'unknown-act',
    `There is no act '${act}' for a ${kind}. See nextActs of the case.`,
    `此类案件没有“${act}”这一操作，请查看案件可执行的操作。`,
  );
}

const derivedRoles: Record<string, Text> = {
  administrator: { en: 'administrator', 'zh-CN': '管理员' },
  eraser: { en: 'whoever erases what was said', 'zh-CN': '负责依法删除内容的人员' },
  [approverOfClause]: { en: 'the role that the clause of the clock names', 'zh-CN': '时限条款规定的批准人' },
  [revisitAssignee]: { en: 'the person the revisit was given to', 'zh-CN': '被指派回访的人' },
};

/** Who may do the act, where the actor may not. */
export function roleMayNot(
  row: ActRow<Record<string, unknown>>,
  clause: string,
  state: CaseState,
  rulebook: Rulebook,
): Refusal {
  const roles = expandRoleGroups(row.by, rulebook, state.kind)
    .filter((name) => name !== customerPageRole)
    .flatMap((name) => dutyRoles(name, state, rulebook) ?? [name]);
  const names = (language: 'zh-CN' | 'en') =>
    roles
      .map((role) => (rulebook.roles[role]?.name ?? derivedRoles[role])?.[language] ?? role)
      .join(language === 'en' ? ', ' : '、');
  return refuse(
    'role-may-not',
    `This is for: ${names('en')}, at the site and in the department of the case.`,
    `此操作须由本项目（本部门）的${names('zh-CN')}执行。`,
    clause,
  );
}

/**
 * Why an act cannot have happened at that time: it lies in the future, or before the case was received. Times in
 * UTC ISO.
 */
export function timeProblem(happenedAt: string, now: string, notBefore: string | undefined): Refusal | undefined {
  if (happenedAt > now)
    return refuse(
      'bad-time',
      'That time lies in the future: give the time at which it happened.',
      '该时间在将来，请填写实际发生的时间。',
      'X-5',
    );
  if (notBefore && happenedAt < notBefore) {
    return refuse(
      'bad-time',
      'That time lies before the case was received: check date and time.',
      '该时间早于案件受理时间，请核对日期和时间。',
      'X-5',
    );
  }
  return undefined;
}

/** Why work on a case that was taken up again cannot have happened then: while it was closed nobody worked on it. */
export function beforeThisRound({ marks, round }: CaseState, happenedAt: string): Refusal | undefined {
  const { reopen } = marks;
  return reopen?.round === round && happenedAt < reopen.happenedAt
    ? refuse(
        'bad-time',
        'That time lies before the case was taken up again: check date and time, or note it (note).',
        '该时间早于案件重新办理的时间，请核对日期和时间，或以备注登记。',
        'X-5',
      )
    : undefined;
}

/** Where a rulebook does not say how long ago something may have happened when it is recorded. */
const usualReceipt = { amount: 31, unit: 'days' } satisfies Limit;

/**
 * Why an act, or the receipt of a case, lies too far back to be recorded by the rulebook. The desk itself catches
 * up with its duties for as long as is usual, whatever the rulebook says of people. Times in UTC ISO.
 */
export function tooLongAgo(happenedAt: string, now: string, { id }: Actor, rulebook: Rulebook): Refusal | undefined {
  const within = (id === systemActor.id ? undefined : rulebook.receivedWithin) ?? usualReceipt;
  if (happenedAt >= instantBefore(now, within, rulebook.timeZone)) return undefined;
  const [amount, unit] = [within.amount, { days: '天', hours: '小时', minutes: '分钟' }[within.unit as 'days']];
  return refuse(
    'too-long-ago',
    `That lies more than ${amount} ${within.unit} back, further than is recorded here: check date and time. Cases of the past are taken over by the import of history.`,
    `该时间早于 ${amount} ${unit}之前，超出可补录的范围，请核对日期和时间。历史案件须通过历史导入录入。`,
    'X-5',
  );
}
