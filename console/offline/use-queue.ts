import { useEffect, useState } from 'react';
import type { QueuedAct } from './queue.js';
import { onQueue } from './sender.js';
import { actsOf } from './store.js';

/** What of a person is on its way, in order; what they did today stays in it. */
export function useQueue(person: string): QueuedAct[] {
  const [queue, setQueue] = useState<QueuedAct[]>([]);
  useEffect(() => {
    let gone = false;
    const read = () =>
      void actsOf(person)
        .then((acts) => {
          if (!gone) setQueue(acts);
        })
        .catch(() => undefined);
    read();
    const stop = onQueue(read);
    return () => {
      gone = true;
      stop();
    };
  }, [person]);
  return queue;
}
