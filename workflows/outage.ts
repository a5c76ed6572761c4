import { attend, type CaseAttendant } from './case-attendant.js';
import type { CaseEnd, CaseStart } from './messages.js';

/**
 * An outage until every call about it is settled, as the desk attends to it (W-9). The calls wait in cases of their
 * own; at the restoration, and when it is put off, the desk tells them all (`attend`).
 */
export async function outage(start: CaseStart): Promise<CaseEnd> {
  return attend(start, course);
}

async function course(attendant: CaseAttendant): Promise<void> {
  await attendant.waitUntil(
    (view) => view.status !== 'planned',
    'the outage to begin; before that it is announced and key customers are told (W-9.3a, W-9.3b)',
  );
  await attendant.waitUntil(
    (view) => view.status !== 'out',
    'the supply to be restored; whoever asks is told the reason meanwhile (W-9.4, W-14.6)',
  );
  await attendant.waitUntil(
    (view) => view.status !== 'restored',
    'every call about it to be confirmed or split off, and the outage to be filed (W-9.4)',
  );
}
