import type { ActRow, ActTable } from '../deciding/act.js';
import type { NamedStatus } from '../case/statuses.js';
import { appealActs, appealFacts, appealStatuses } from './appeal.js';
import { applicationActs, applicationFacts, applicationStatuses } from './application.js';
import { complaintActs, complaintFacts, complaintStatuses } from './complaint.js';
import { counterServiceActs, counterServiceFacts, counterServiceStatuses } from './counter-service.js';
import { dutyActs, dutyFacts, dutyStatuses } from './duty.js';
import { emergencyActs, emergencyFacts, emergencyStatuses } from './emergency.js';
import { faultRepairActs, faultRepairFacts, faultRepairStatuses } from './fault-repair.js';
import { heatingComplaintActs, heatingComplaintFacts, heatingComplaintStatuses } from './heating-complaint.js';
import { heatingRepairActs, heatingRepairFacts, heatingRepairStatuses } from './heating-repair.js';
import { helpRequestActs, helpRequestFacts, helpRequestStatuses } from './help-request.js';
import { inquiryActs, inquiryFacts, inquiryStatuses } from './inquiry.js';
import { outageActs, outageFacts, outageStatuses } from './outage.js';
import { powerComplaintActs, powerComplaintFacts, powerComplaintStatuses } from './power-complaint.js';
import { repairActs, repairFacts, repairStatuses } from './repair.js';
import { reportActs, reportFacts, reportStatuses } from './report.js';
import { suggestionActs, suggestionFacts, suggestionStatuses } from './suggestion.js';
import { checkKind } from './check-kind.js';
import { heatingComplaintCorrected, repairCorrected, undoingActs, type UndoableKind } from './undoing.js';

/** Every kind of case. A new kind is one line here, a rulebook entry and a workflow. */
const kindsOfCase: Readonly<Record<string, UndoableKind & { statuses: readonly NamedStatus[] }>> = {
  complaint: {
    statuses: complaintStatuses,
    facts: complaintFacts,
    acts: complaintActs,
    reworkIn: ({ facts }) =>
      facts['valid'] === undefined ? 'recorded' : facts['valid'] === true ? 'in-hand' : 'sorted',
  },
  repair: {
    statuses: repairStatuses,
    facts: repairFacts,
    acts: repairActs,
    reworkIn: () => 'recorded',
    whenCorrected: repairCorrected,
  },
  duty: { statuses: dutyStatuses, facts: dutyFacts, acts: dutyActs },
  emergency: { statuses: emergencyStatuses, facts: emergencyFacts, acts: emergencyActs },
  'counter-service': { statuses: counterServiceStatuses, facts: counterServiceFacts, acts: counterServiceActs },
  inquiry: { statuses: inquiryStatuses, facts: inquiryFacts, acts: inquiryActs, reworkIn: () => 'recorded' },
  suggestion: {
    statuses: suggestionStatuses,
    facts: suggestionFacts,
    acts: suggestionActs,
    reworkIn: () => 'recorded',
  },
  application: { statuses: applicationStatuses, facts: applicationFacts, acts: applicationActs },
  outage: { statuses: outageStatuses, facts: outageFacts, acts: outageActs },
  'heating-complaint': {
    statuses: heatingComplaintStatuses,
    facts: heatingComplaintFacts,
    acts: heatingComplaintActs,
    reworkIn: ({ department }) => (department === null ? 'recorded' : 'in-hand'),
    whenCorrected: heatingComplaintCorrected,
  },
  'heating-repair': {
    statuses: heatingRepairStatuses,
    facts: heatingRepairFacts,
    acts: heatingRepairActs,
    reworkIn: ({ department }) => (department === null ? 'recorded' : 'ordered'),
  },
  'power-complaint': {
    statuses: powerComplaintStatuses,
    facts: powerComplaintFacts,
    acts: powerComplaintActs,
    reworkIn: ({ department }) => (department === null ? 'recorded' : 'in-hand'),
  },
  'fault-repair': {
    statuses: faultRepairStatuses,
    facts: faultRepairFacts,
    acts: faultRepairActs,
    reworkIn: () => 'recorded',
  },
  'help-request': {
    statuses: helpRequestStatuses,
    facts: helpRequestFacts,
    acts: helpRequestActs,
    reworkIn: () => 'in-hand',
  },
  report: {
    statuses: reportStatuses,
    facts: reportFacts,
    acts: reportActs,
    reworkIn: ({ facts }) => (facts['inCharge'] === undefined ? 'recorded' : 'in-hand'),
  },
  appeal: { statuses: appealStatuses, facts: appealFacts, acts: appealActs },
};

/** The acts of every kind of case; a table that does not hold together stops whatever loads it. */
export const kinds: Readonly<Record<string, ActTable>> = Object.fromEntries(
  Object.entries(kindsOfCase).map(([kind, definition]) => [
    kind,
    checkKind(kind, {
      ...definition,
      acts: { ...definition.acts, ...undoingActs(kind, definition, (other) => kindsOfCase[other]?.acts) },
    }),
  ]),
);

/** The statuses of a kind of case, in the order of its course; none of a kind that is not there. */
export function statusesOf(kind: string): readonly NamedStatus[] {
  return Object.hasOwn(kindsOfCase, kind) ? kindsOfCase[kind]!.statuses : [];
}

/** The row of an act on a case of that kind; undefined where there is none. */
export function rowOf(kind: string, act: string): ActRow | undefined {
  const table = Object.hasOwn(kinds, kind) ? kinds[kind]! : {};
  return Object.hasOwn(table, act) ? table[act] : undefined;
}
