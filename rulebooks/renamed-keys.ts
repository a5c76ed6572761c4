import type { KeyPath, ReportFault } from './yaml-source.js';

/**
 * Keys that had another name before 0.2.0: where (path of the object in old names; * any key, [] any item), the old
 * name, the new one.
 */
export const renamedKeys: readonly (readonly [where: string, old: string, now: string])[] = [
  ['kinds.*.clocks.[]', 'late', 'escalation'],
  ['kinds.*.clocks.[].late.[]', 'tell', 'notify'],
  ['kinds.*.clocks.[]', 'urge', 'reminder'],
  ['lists.duties.*', 'late', 'escalation'],
  ['lists.duties.*.late.[]', 'tell', 'notify'],
  ['lists.duties.*', 'urge', 'reminder'],
  ['lists.duties.*.signOff', 'late', 'escalation'],
  ['lists.duties.*.signOff.late.[]', 'tell', 'notify'],
  ['lists.duties.*.signOff', 'urge', 'reminder'],
  ['lists.planItems.*', 'late', 'escalation'],
  ['lists.planItems.*.late.[]', 'tell', 'notify'],
  ['lists.planItems.*', 'urge', 'reminder'],
  ['kinds.*.clocks.[]', 'longer', 'extensionApprover'],
  ['kinds.*.clocks.[]', 'or', 'dueOverride'],
  ['kinds.*.clocks.[]', 'at', 'dueFact'],
  ['kinds.*.clocks.[]', 'atMost', 'dueCap'],
  ['kinds.*.clocks.[].atMost', 'before', 'margin'],
  ['kinds.*.clocks.[]', 'raisesTo', 'raisesTierTo'],
  ['kinds.*', 'tells', 'notifyRules'],
  ['kinds.*.tells.[]', 'tell', 'notify'],
  ['kinds.*', 'customerTells', 'customerNotifyRules'],
  ['kinds.*', 'parts', 'roleGroups'],
  ['', 'parts', 'roleGroups'],
  ['kinds.*', 'propose', 'tierProposal'],
  ['kinds.*.urging', 'apart', 'minInterval'],
  ['roles.*', 'up', 'reportsTo'],
  ['roles.*.standsInFor', 'outside', 'outsideCalendar'],
  ['roles.*.roster', 'covered', 'duringCalendar'],
  ['roles.*.roster', 'outside', 'outsideCalendar'],
  ['calls', 'rings', 'maxRings'],
  ['calls', 'ringSeconds', 'secondsPerRing'],
  ['calls', 'apologyMends', 'apologySuffices'],
  ['lists.channels.*', 'rings', 'isPhoneLine'],
  ['lists.channels.*', 'takes', 'acceptedKinds'],
  ['lists.channels.*', 'hours', 'calendar'],
  ['lists.duties.*', 'asks', 'requiredFields'],
  ['lists.duties.*', 'atLeast', 'minCount'],
  ['lists.duties.*', 'movable', 'reschedulable'],
  ['lists.duties.*', 'keeps', 'minRetention'],
  ['lists.duties.*.signOff', 'again', 'redoLimit'],
  ['lists.forms.*', 'over', 'scopes'],
  ['lists.forms.*', 'mark', 'formNumber'],
  ['lists.applicationStages.*', 'otherThan', 'notSamePersonAs'],
  ['points.[]', 'gives', 'penalties'],
];

/** Values that had another name before 0.2.0: where (as above, with the key), the old name, the new one. */
export const renamedValues: readonly (readonly [where: string, old: string, now: string])[] = [
  ['points.[].gives.[].to', 'hands', 'custodian'],
];

/** Names the new key or value wherever a rulebook uses an old one. */
export function reportRenamedKeys(
  value: unknown,
  report: ReportFault,
  path: KeyPath = [],
  place: readonly string[] = [],
): void {
  if (Array.isArray(value)) {
    value.forEach((item, i) => reportRenamedKeys(item, report, [...path, i], [...place, '[]']));
    return;
  }
  const renamed = renamedValues.find(([where, old]) => value === old && isAt(where, place));
  if (renamed) reportRenamed(path, renamed, report);
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    const rule = renamedKeys.find(([where, old, now]) => (key === old || key === now) && isAt(where, place));
    if (rule && key === rule[1]) reportRenamed([...path, key], rule, report);
    reportRenamedKeys(inner, report, [...path, key], [...place, rule ? rule[1] : key]);
  }
}

function reportRenamed(path: KeyPath, [, old, now]: (typeof renamedKeys)[number], report: ReportFault): void {
  report(path, `“${old}”已改名，请改为“${now}”。`, `'${old}' is now called '${now}': rename it.`);
}

function isAt(where: string, place: readonly string[]): boolean {
  const steps = where === '' ? [] : where.split('.');
  return (
    steps.length === place.length && steps.every((step, i) => (step === '*' ? place[i] !== '[]' : step === place[i]))
  );
}
