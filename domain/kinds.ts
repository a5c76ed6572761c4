import type { ActTable } from './act.js';
import { appealActs } from './acts/appeal.js';
import { applicationActs } from './acts/application.js';
import { complaintActs } from './acts/complaint.js';
import { counterServiceActs } from './acts/counter-service.js';
import { dutyActs } from './acts/duty.js';
import { emergencyActs } from './acts/emergency.js';
import { faultRepairActs } from './acts/fault-repair.js';
import { heatingComplaintActs } from './acts/heating-complaint.js';
import { heatingRepairActs } from './acts/heating-repair.js';
import { helpRequestActs } from './acts/help-request.js';
import { inquiryActs } from './acts/inquiry.js';
import { outageActs } from './acts/outage.js';
import { powerComplaintActs } from './acts/power-complaint.js';
import { repairActs } from './acts/repair.js';
import { reportActs } from './acts/report.js';
import { suggestionActs } from './acts/suggestion.js';

/** Every kind of case and its acts. A new kind is one line here, a rulebook entry and a workflow. */
export const kinds: Readonly<Record<string, ActTable>> = {
  complaint: complaintActs,
  repair: repairActs,
  duty: dutyActs,
  emergency: emergencyActs,
  'counter-service': counterServiceActs,
  inquiry: inquiryActs,
  suggestion: suggestionActs,
  application: applicationActs,
  outage: outageActs,
  'heating-complaint': heatingComplaintActs,
  'heating-repair': heatingRepairActs,
  'power-complaint': powerComplaintActs,
  'fault-repair': faultRepairActs,
  'help-request': helpRequestActs,
  report: reportActs,
  appeal: appealActs,
};
