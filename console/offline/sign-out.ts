import { $api } from '../api/client.js';
import { dropAllDrafts } from '../api/drafts.js';
import { useMe } from '../api/me.js';
import { tellTabs } from '../api/whose-browser.js';
import { mayWait } from './marks.js';

/** Whether acts of a person are only on this phone: by the store itself, or by what is noted where it cannot be asked. */
export async function waitsHere(person: string): Promise<boolean> {
  try {
    const [{ actsOf }, { unsent }] = await Promise.all([import('./store.js'), import('./queue.js')]);
    return unsent(await actsOf(person)).length > 0;
  } catch {
    return mayWait(person);
  }
}

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
  // Whatever is noted: what is theirs is asked of the store itself.
  await import('./readings.js')
    .then(({ forgetOrders, forgetPerson }) => (next === null ? forgetPerson(person) : forgetOrders()))
    .catch(() => undefined);
  tellTabs(next);
  location.assign('/');
}
