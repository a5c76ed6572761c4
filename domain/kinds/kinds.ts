import type { ActTable } from '../deciding/act.js';
import { appealActs } from './appeal.js';
import { applicationActs } from './application.js';
import { complaintActs } from './complaint.js';
import { counterServiceActs } from './counter-service.js';
import { dutyActs } from './duty.js';
import { emergencyActs } from './emergency.js';
import { faultRepairActs } from './fault-repair.js';
import { heatingComplaintActs } from './heating-complaint.js';
import { heatingRepairActs } from './heating-repair.js';
import { helpRequestActs } from './help-request.js';
import { inquiryActs } from './inquiry.js';
import { outageActs } from './outage.js';
import { powerComplaintActs } from './power-complaint.js';
import { repairActs } from './repair.js';
import { reportActs } from './report.js';
import { suggestionActs } from './suggestion.js';

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
