// The barrel Temporal bundles: the name of a workflow is the kind of its case.
export { appeal } from './appeal.js';
export { application } from './application.js';
export { complaint } from './complaint.js';
export { counterService as 'counter-service' } from './counter-service.js';
export { duty, openDuty } from './duty.js';
export { emergency } from './emergency.js';
export { faultRepair as 'fault-repair' } from './fault-repair.js';
export { heatingComplaint as 'heating-complaint' } from './heating-complaint.js';
export { heatingRepair as 'heating-repair' } from './heating-repair.js';
export { helpRequest as 'help-request' } from './help-request.js';
export { inquiry } from './inquiry.js';
export { carryOutOrder } from './version-migration.js';
export { outage } from './outage.js';
export { powerComplaint as 'power-complaint' } from './power-complaint.js';
export { repair } from './repair.js';
export { report } from './report.js';
export { suggestion } from './suggestion.js';
