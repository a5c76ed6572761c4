import { attend } from './attend.js';
import type { CaseAttendant } from './case-attendant.js';
import type { CaseEnd, CaseStart } from './messages.js';

/**
 * An outage until every call about it is settled, as the system attends to it (W-9). The calls wait in cases of their
 * own. When the supply is back, and when the outage is postponed, the system notifies them all (`notifyJoinedCases`).
 */
export async function outage(start: CaseStart): Promise<CaseEnd> {
  return attend(start, steps);
}

async function steps(attendant: CaseAttendant): Promise<void> {
  await attendant.waitWhile(
    'planned',
    'the outage to begin; before that it is announced and key customers are told (W-9.3a, W-9.3b)',
  );
  await attendant.waitWhile('out', 'the supply to be restored; callers are told the reason meanwhile (W-9.4, W-14.6)');
  await attendant.waitWhile(
    'restored',
    'every call about it to be confirmed or split off, and the outage to be filed (W-9.4)',
  );
}
