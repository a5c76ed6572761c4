import { $api } from './client.js';
import { dropAllDrafts } from './drafts.js';
import { tellTabs } from './whose-browser.js';

/** Ends the session. */
export function useSignOut() {
  return $api.useMutation('delete', '/v1/session', { onSuccess: () => leave() });
}

/** Once the session has ended: the next person at this browser finds nothing of what this one wrote. `next`: who is signed in instead. */
export async function leave(next: string | null = null): Promise<void> {
  await dropAllDrafts().catch(() => undefined);
  tellTabs(next);
  location.assign('/');
}
