import { useEffect, useState } from 'react';
import { Problem, type Json } from '../api/client.js';

const afterMs = 350;

/**
 * What would happen, asked again a moment after `text` (what is filled in, as JSON) has changed; undefined where nothing
 * can be said yet. Faults of fields are no answer: the form says them when it is sent.
 */
export function usePreview(
  text: string | undefined,
  ask: (signal: AbortSignal) => Promise<Json<'ActPreviewJson'>>,
): Json<'ActPreviewJson'> | undefined {
  const [answer, setAnswer] = useState<{ text: string; dry: Json<'ActPreviewJson'> }>();
  useEffect(() => {
    if (text === undefined) return undefined;
    const stop = new AbortController();
    const timer = setTimeout(() => {
      ask(stop.signal).then(
        (dry) => setAnswer({ text, dry }),
        (error: unknown) => {
          // Called off because something else is asked by now: also while its answer was being read.
          if (!stop.signal.aborted && !(error instanceof Problem)) throw error;
        },
      );
    }, afterMs);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
    // `ask` is made of what `text` says.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [text]);
  return text === undefined ? undefined : answer?.dry;
}
