import { useEffect, useState } from 'react';
import { api, Problem, type Json } from '../api/client.js';

const everyMs = 15_000;
/** After so long without an answer the numbers are no more live. */
export const staleAfterMs = 60_000;
const storedAs = 'wall-link';

/**
 * The secret of the link this screen was opened by. It comes behind the `#`, which no browser sends, is taken out of the
 * address at once, and is kept for this tab alone.
 */
export function secretOfScreen(): string | undefined {
  const given = location.hash.slice(1);
  if (given !== '') {
    sessionStorage.setItem(storedAs, given);
    history.replaceState(history.state, '', location.pathname + location.search);
  }
  return sessionStorage.getItem(storedAs) ?? undefined;
}

export interface WallState {
  /** The newest numbers; undefined before the first, and once the link holds no more. */
  wall: Json<'WallJson'> | undefined;
  isStale: boolean;
  /** Why nothing is shown. */
  refused: Problem | undefined;
}

/** The numbers of the wall, asked for every 15 seconds whatever happens. */
export function useWall(secret: string | undefined, site: string | undefined): WallState {
  const [answer, setAnswer] = useState<{ wall: Json<'WallJson'>; at: number }>();
  const [refused, setRefused] = useState<Problem>();
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    let isOver = false;
    const read = async () => {
      try {
        const { data } = secret
          ? await api.GET('/v1/wall/screen', { headers: { authorization: `Bearer ${secret}` } })
          : await api.GET('/v1/wall', { params: { query: site ? { site } : {} } });
        if (isOver) return;
        setAnswer({ wall: data!, at: Date.now() });
        setRefused(undefined);
      } catch (error) {
        // Whoever may not see them sees none, those of before neither.
        const ends = error instanceof Problem && (error.status === 401 || error.status === 403);
        if (isOver || !ends) return;
        setAnswer(undefined);
        setRefused(error);
      }
    };
    void read();
    const asking = setInterval(() => void read(), everyMs);
    const ticking = setInterval(() => setNow(Date.now()), 1_000);
    return () => {
      isOver = true;
      clearInterval(asking);
      clearInterval(ticking);
    };
  }, [secret, site]);
  return { wall: answer?.wall, isStale: answer !== undefined && now - answer.at > staleAfterMs, refused };
}
