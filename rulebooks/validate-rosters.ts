import type { RoleRule } from '../domain/rulebook/rulebook.js';
import type { WrittenRulebook } from './load.js';
import type { KeyPath, ReportFault } from './yaml-source.js';
import type { References } from './references.js';

/** What makes no sense in when a role is to be covered, and by whom it may be stood in for. */
export function validateRoster(
  name: string,
  { roster, substitutes = [], party }: RoleRule,
  { calendars }: Pick<WrittenRulebook, 'calendars'>,
  refer: References,
  report: ReportFault,
): void {
  const path: KeyPath = ['roles', name];
  substitutes.forEach((item, i) => refer.role(item, [...path, 'substitutes', i]));
  const own = substitutes.indexOf(name);
  if (own >= 0)
    report(
      [...path, 'substitutes', own],
      `角色“${name}”自身无须列入 substitutes，请删除。`,
      `Role '${name}' need not be named among its own substitutes: remove it.`,
    );
  if (!roster) return;
  const at = (...steps: KeyPath): KeyPath => [...path, 'roster', ...steps];
  const { duringCalendar: covered, outsideCalendar: outside, season, clause, filledBy = [] } = roster;
  if (party)
    report(
      at(),
      `角色“${name}”不是员工，不能排班：请删除 roster。`,
      `Role '${name}' is a party without an account and cannot be on duty: remove roster.`,
    );
  if ((covered === undefined) === (outside === undefined))
    report(
      at(),
      `角色“${name}”的 roster 须填写 duringCalendar 或 outsideCalendar 之一，请更正。`,
      `The roster of role '${name}' needs either duringCalendar or outsideCalendar: write one of them.`,
    );
  if (covered !== undefined) refer.calendar(covered, at('duringCalendar'));
  if (outside !== undefined) refer.calendar(outside, at('outsideCalendar'));
  if (outside === 'always')
    report(
      at('outsideCalendar'),
      '“always”从不关闭，请改用其他日历。',
      "'always' never closes: name another calendar.",
    );
  refer.clause(clause, at('clause'));
  filledBy.forEach((item, i) => refer.role(item, at('filledBy', i)));
  const seasons = Object.values(calendars).flatMap((calendar) => calendar.seasons?.map((item) => item.name) ?? []);
  if (season && !seasons.includes(season))
    report(
      at('season'),
      `没有日历有季节“${season}”，可用：${seasons.join('、') || '无'}。请更正。`,
      `No calendar has a season '${season}': ${seasons.length ? `use one of ${seasons.join(', ')}` : 'there is none, remove it'}.`,
    );
}
