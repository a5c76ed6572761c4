import { $api } from './client.js';
import { dropAllDrafts } from './drafts.js';

/** Ends the session. */
export function useSignOut() {
  return $api.useMutation('delete', '/v1/session', { onSuccess: leave });
}

/** Once the session has ended: the next person at this browser finds nothing of what this one wrote. */
export async function leave(): Promise<void> {
  await dropAllDrafts().catch(() => undefined);
  location.assign('/');
}
