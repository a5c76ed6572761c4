import { $api } from '../api/client.js';
import { dropAllDrafts } from '../api/drafts.js';
import { useMe } from '../api/me.js';
import { tellTabs } from '../api/whose-browser.js';
import { mayWait, readBy } from './marks.js';

/** Ends the session. */
export function useSignOut() {
  const me = useMe();
  return $api.useMutation('delete', '/v1/session', { onSuccess: () => leave(me.id) });
}

/**
 * Once the session of `person` has ended: the next one at this browser finds nothing of what they wrote or read. `next`:
 * who is signed in instead; then the acts of the first that were not sent wait for them, as nobody asked.
 */
export async function leave(person: string, next: string | null = null): Promise<void> {
  await dropAllDrafts().catch(() => undefined);
  if (readBy() !== null || mayWait(person)) {
    const { forgetOrders, forgetPerson } = await import('./readings.js');
    await (next === null ? forgetPerson(person) : forgetOrders()).catch(() => undefined);
  }
  tellTabs(next);
  location.assign('/');
}
