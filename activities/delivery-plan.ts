import type { CaseState } from '../domain/case/case.js';
import { addressOfCustomer, nextCustomerHour } from '../domain/notices/customer-notice.js';
import { planDeliveries } from '../domain/notices/delivery.js';
import type { Rulebook } from '../domain/rulebook/rulebook.js';
import type { NewDelivery, PendingNotice } from '../ledger/notices/deliveries.js';
import type { OpenChannels } from './open-channels.js';

/**
 * Which deliveries a notice needs, and when: one for each channel of an account, one for a customer. `now`: UTC ISO.
 */
export function planNotice(
  notice: PendingNotice,
  state: CaseState,
  rulebook: Rulebook,
  now: string,
  channels: OpenChannels,
): NewDelivery[] {
  return notice.person === null
    ? [planForCustomer(notice, state, rulebook, now, channels)]
    : planForPerson(notice, rulebook, now, channels);
}

function planForPerson(notice: PendingNotice, rulebook: Rulebook, now: string, channels: OpenChannels): NewDelivery[] {
  const { id, kind, person, kinds, ofRole, quietFrom, quietUntil } = notice;
  const timeZone = notice.timeZone ?? rulebook.timeZone;
  const wishes = {
    kinds: kinds ?? {},
    ofRole: ofRole ?? {},
    quiet: quietFrom !== null && quietUntil !== null ? { from: quietFrom, until: quietUntil, timeZone } : null,
    digestAt: notice.digestAt ?? '08:00',
    timeZone,
    reachable: channels.reachable(notice),
  };
  return planDeliveries(kind, wishes, now).map((delivery) => ({ ...delivery, notice: id, person }));
}

function planForCustomer(
  { id }: PendingNotice,
  state: CaseState,
  rulebook: Rulebook,
  now: string,
  channels: OpenChannels,
): NewDelivery {
  const found = addressOfCustomer(state);
  const channel = 'no' in found ? 'sms' : found.channel;
  const dueAt = nextCustomerHour(now, state.kind, rulebook);
  const code = 'no' in found ? found.no : channels.isOpen(channel) ? undefined : 'no-channel';
  // A customer who takes only calls is called by staff. They are notified as of a delivery that has failed.
  const deliveryState = code === 'call-only' ? 'given-up' : code ? 'skipped' : dueAt > now ? 'held' : 'waiting';
  return { notice: id, person: null, channel, state: deliveryState, digest: false, dueAt, ...(code ? { code } : {}) };
}
