import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { $api, api, newKey, Problem, type Json } from '../api/client.js';
import { queryClient } from '../api/query-client.js';
import type { Values } from './values.js';

/** The address of an act; the contract has a route for each, and which one it is only shows when the page runs. */
const actPath = (number: string, act: string) =>
  `/v1/cases/${encodeURIComponent(number)}/${act}` as '/v1/cases/{number}/sign';

/** Enters an act on a case; with `seq`, only if the case is still as it was seen; with `person`, only as theirs. */
export async function sendAct(
  number: string,
  act: string,
  body: Values,
  { key, seq, signal, person }: { key: string; seq?: number | undefined; signal?: AbortSignal; person?: string },
): Promise<Json<'CaseJson'>> {
  const { data } = await api.POST(actPath(number, act), {
    ...(signal ? { signal } : {}),
    ...(person === undefined ? {} : { headers: { 'Acting-Person': person } }),
    params: {
      path: { number },
      header: { 'Idempotency-Key': key, ...(seq === undefined ? {} : { 'If-Match': `"${seq}"` }) },
    },
    body: body as never,
  });
  const after = data as Json<'CaseJson'>;
  showAfter(after);
  return after;
}

/** Pages go on from the answer until they have read the case anew: the next act is on what stands now. */
function showAfter(after: Json<'CaseJson'>): void {
  const { queryKey } = $api.queryOptions('get', '/v1/cases/{number}', { params: { path: { number: after.number } } });
  queryClient.setQueryData<Json<'CaseDetailsJson'>>(
    queryKey,
    (before) => before && { ...before, ...after, clocks: before.clocks },
  );
}

/** What an act would do; nothing is kept. */
export async function tryAct(
  number: string,
  act: string,
  body: Values,
  signal?: AbortSignal,
): Promise<Json<'ActPreviewJson'>> {
  const { data } = await api.POST(actPath(number, act), {
    params: { path: { number }, query: { dry: true } } as never,
    body: body as never,
    ...(signal ? { signal } : {}),
  });
  return data as unknown as Json<'ActPreviewJson'>;
}

/** What recording a case would do. */
export async function tryRecord(body: Values, signal?: AbortSignal): Promise<Json<'ActPreviewJson'>> {
  const { data } = await api.POST('/v1/cases', {
    params: { query: { dry: true } } as never,
    body: body as never,
    ...(signal ? { signal } : {}),
  });
  return data as unknown as Json<'ActPreviewJson'>;
}

/** Records a case; the answer says what is known of whoever it is from. */
export async function sendRecord(body: Values, key: string): Promise<Json<'CaseJson'>> {
  const { data } = await api.POST('/v1/cases', { params: { header: { 'Idempotency-Key': key } }, body: body as never });
  return data as Json<'CaseJson'>;
}

/**
 * One thing that is sent once: while it is under way a second press does nothing; where no answer came, the same key
 * goes with the next try, so that what arrived the first time is not entered twice. Another text gets another key.
 */
export function useSendOnce<Answer>(
  send: (key: string) => Promise<Answer>,
  onDone: (answer: Answer) => void,
): { submit: (text: string) => void; isPending: boolean; problem: Problem | undefined; clear: () => void } {
  const client = useQueryClient();
  const tried = useRef<{ key: string; text: string }>(undefined);
  const busy = useRef(false);
  const [isPending, setPending] = useState(false);
  const [problem, setProblem] = useState<Problem>();

  const submit = async (text: string): Promise<void> => {
    if (busy.current) return;
    busy.current = true;
    setPending(true);
    if (tried.current?.text !== text) tried.current = { key: newKey(), text };
    try {
      const answer = await send(tried.current.key);
      tried.current = undefined;
      setProblem(undefined);
      void client.invalidateQueries();
      onDone(answer);
    } catch (error) {
      const refused = error instanceof Problem ? error : new Problem(500, 'fault', '', '');
      if (!refused.unanswered) tried.current = undefined;
      setProblem(refused);
    } finally {
      busy.current = false;
      setPending(false);
    }
  };
  return { submit: (text) => void submit(text), isPending, problem, clear: () => setProblem(undefined) };
}
