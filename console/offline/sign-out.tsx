import { lazy, Suspense, useState, type ReactNode } from 'react';
import { $api, Problem } from '../api/client.js';
import { dropAllDrafts } from '../api/drafts.js';
import { useMe } from '../api/me.js';
import { tellTabs } from '../api/whose-browser.js';
import { mayWait } from './marks.js';

const SignOutAnyway = lazy(async () => ({ default: (await import('./SignOutAnyway.js')).SignOutAnyway }));

/** Whether acts of a person are only on this phone: by the store itself, or by what is noted where it cannot be asked. */
async function waitsHere(person: string): Promise<boolean> {
  try {
    const [{ actsOf }, { unsent }] = await Promise.all([import('./store.js'), import('./queue.js')]);
    return unsent(await actsOf(person)).length > 0;
  } catch {
    return mayWait(person);
  }
}

/**
 * Ends the session here, or on every device; asks first where acts are only on this phone. `question`: what is to be shown
 * beside the button, which is the question or why it did not end.
 */
export function useSignOut({ everywhere = false } = {}): {
  signOut: () => void;
  isPending: boolean;
  question: ReactNode;
} {
  const me = useMe();
  const [isAsking, setAsking] = useState(false);
  const { mutate, isPending, error, reset } = $api.useMutation('delete', '/v1/session', {
    onSuccess: () => leave(me.id),
    onError: () => setAsking(true),
  });
  const end = () => mutate(everywhere ? { params: { query: { everywhere } } } : {});
  const close = () => {
    setAsking(false);
    reset();
  };
  return {
    signOut: () => void waitsHere(me.id).then((waits) => (waits ? setAsking(true) : end())),
    isPending,
    question: isAsking && (
      <Suspense>
        <SignOutAnyway
          person={me.id}
          isPending={isPending}
          problem={(error as unknown) instanceof Problem ? (error as unknown as Problem) : undefined}
          onSignOut={end}
          onClose={close}
        />
      </Suspense>
    ),
  };
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
