/** What the stream tells: an entry on a case, a notice for this person, that people or rosters have changed, that lists must be read anew. */
export type LiveEvent =
  | { type: 'entry'; number: string; seq: number; kind: string }
  | { type: 'notice'; number: string }
  | { type: 'people' }
  | { type: 'reset' }
  | { type: 'connected' }
  | { type: 'lost' };

/**
 * Listens to what changes, with one stream a browser: the tab that holds the lock listens and tells the others. Returns
 * what ends it.
 */
export function listenLive(person: string, onEvent: (event: LiveEvent) => void): () => void {
  // A channel for each person: after signing in as somebody else nothing of before is heard.
  const channel = new BroadcastChannel(`live-${person}`);
  channel.addEventListener('message', ({ data }) => onEvent(data as LiveEvent));
  const tell = (event: LiveEvent) => {
    onEvent(event);
    channel.postMessage(event);
  };
  const stop = new AbortController();
  navigator.locks
    .request(`live-${person}`, { signal: stop.signal }, () => listen(tell, stop.signal))
    .catch(() => undefined);
  return () => {
    stop.abort();
    channel.close();
  };
}

/** A browser gives a stream up for good where the answer was an error: then it is opened anew after so long. */
const reopenMs = 5_000;

/** Resolves when the signal ends it. */
function listen(tell: (event: LiveEvent) => void, signal: AbortSignal): Promise<void> {
  return new Promise((ended) => {
    let source: EventSource;
    let reopening: ReturnType<typeof setTimeout> | undefined;
    const open = () => {
      source = new EventSource('/v1/live');
      source.addEventListener('open', () => tell({ type: 'connected' }));
      for (const type of ['people', 'reset'] as const) source.addEventListener(type, () => tell({ type }));
      source.addEventListener('error', () => {
        tell({ type: 'lost' });
        if (source.readyState === EventSource.CLOSED) reopening = setTimeout(reopen, reopenMs);
      });
      for (const type of ['entry', 'notice'] as const) {
        source.addEventListener(type, ({ data }: MessageEvent<string>) =>
          tell({ type, ...(JSON.parse(data) as object) } as LiveEvent),
        );
      }
    };
    // What happened meanwhile is not known to a new stream.
    const reopen = () => {
      open();
      tell({ type: 'reset' });
    };
    open();
    signal.addEventListener('abort', () => {
      clearTimeout(reopening);
      source.close();
      ended();
    });
  });
}
