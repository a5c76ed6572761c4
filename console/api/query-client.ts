import { QueryClient } from '@tanstack/react-query';
import { Problem } from './client.js';

const secondsToWait = (error: unknown): number | undefined =>
  error instanceof Problem && error.status === 429 ? error.retryAfterSeconds : undefined;

/**
 * What has been read from the API. Refused is refused: only what was not answered, or was too much at once, is asked
 * again.
 */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      // The browser's own word for whether there is a network is often wrong: the request tells.
      networkMode: 'always',
      staleTime: 10_000,
      gcTime: 10 * 60_000,
      retry: (failures, error) =>
        error instanceof Problem && (error.unanswered || secondsToWait(error) !== undefined) && failures < 3,
      retryDelay: (failures, error) => (secondsToWait(error) ?? Math.min(2 ** failures, 30)) * 1_000,
      refetchOnWindowFocus: true,
    },
    // Told at once, too, where there is none: what is put off unseen comes as a surprise.
    mutations: { networkMode: 'always', retry: false },
  },
});
