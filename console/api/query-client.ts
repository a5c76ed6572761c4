import { QueryClient } from '@tanstack/react-query';
import { Problem } from './client.js';

/** What has been read from the API. Refused is refused: only what was not answered is asked again. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      gcTime: 10 * 60_000,
      retry: (failures, error) => error instanceof Problem && error.unanswered && failures < 3,
      refetchOnWindowFocus: true,
    },
    mutations: { retry: false },
  },
});
