/** One cookie serves all tabs of a browser: each says who is signed in from now on (null: nobody), and the others hear it. */
const channelName = 'signed-in';

/**
 * Whether a request says whose page it came from: whatever changes something, but for signing out, which always works.
 * `path` as the contract has it.
 */
export function saysWhose(method: string, path: string): boolean {
  return method !== 'GET' && method !== 'HEAD' && !(method === 'DELETE' && path === '/v1/session');
}

/** Tells the other tabs. */
export function tellTabs(person: string | null): void {
  const channel = new BroadcastChannel(channelName);
  channel.postMessage(person);
  channel.close();
}

/** Calls back when another person, or nobody, is signed in in place of this one. Returns what ends it. */
export function onAnotherPerson(person: string, another: () => void): () => void {
  const channel = new BroadcastChannel(channelName);
  channel.addEventListener('message', ({ data }) => {
    if (data !== person) another();
  });
  return () => channel.close();
}
