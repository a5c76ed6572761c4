import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { sendAct, tryAct } from '../act/send.js';
import type { Values } from '../act/values.js';
import { newKey, patiently, Problem } from '../api/client.js';
import type { Task } from './use-tasks.js';

/** What an act would do, or did, with one of several cases. */
export interface Outcome {
  task: Task;
  /** `unanswered`: nobody knows whether it arrived; sent again under the same key it is entered once. */
  state: 'waiting' | 'will' | 'done' | 'refused' | 'unanswered';
  /** Why not, in a sentence, with the clause. */
  why?: { text: string; clause?: string | undefined } | undefined;
  key: string;
}

const settleMs = 350;
const togetherAtMost = 4;

const reasonOf = (problem: Problem): Outcome['why'] => ({
  text: problem.errors.map(({ detail }) => detail).join(' ') || problem.message || problem.title,
  clause: problem.clause,
});

/**
 * One act on several cases: tried on all of them as soon as its body is complete, then sent one after the other to those
 * that would take it, each with a key of its own and only if the case is still as it was seen.
 */
export function useSeveral(
  tasks: readonly Task[],
  act: string,
  {
    bodyOf,
    isComplete,
    hasAct,
    notForKind,
  }: {
    bodyOf: (task: Task) => Values;
    isComplete: boolean;
    hasAct: (task: Task) => boolean;
    notForKind: string;
  },
) {
  const client = useQueryClient();
  const [outcomes, setOutcomes] = useState<readonly Outcome[]>([]);
  const [phase, setPhase] = useState<'filling' | 'trying' | 'ready' | 'sending' | 'sent'>('filling');
  const busy = useRef(false);
  const asked = isComplete ? JSON.stringify(tasks.map((task) => [task.number, task.seq, bodyOf(task)])) : undefined;
  const put = (number: string, change: Partial<Outcome>) =>
    setOutcomes((before) => before.map((one) => (one.task.number === number ? { ...one, ...change } : one)));

  useEffect(() => {
    // What is on its way, or has its account, is not tried anew.
    if (busy.current || phase === 'sent') return undefined;
    if (asked === undefined) {
      setPhase('filling');
      return undefined;
    }
    const stop = new AbortController();
    const timer = setTimeout(() => {
      setPhase('trying');
      setOutcomes(tasks.map((task) => ({ task, state: 'waiting', key: newKey() })));
      const left = [...tasks];
      const work = async (): Promise<void> => {
        for (let task = left.shift(); task && !stop.signal.aborted; task = left.shift()) {
          put(task.number, await tried(task, stop.signal));
        }
      };
      void Promise.all(Array.from({ length: togetherAtMost }, work)).then(() => {
        if (!stop.signal.aborted) setPhase('ready');
      });
    }, settleMs);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
    // `asked` says all that the trial depends on.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [asked]);

  async function tried(task: Task, signal: AbortSignal): Promise<Partial<Outcome>> {
    if (!hasAct(task)) return { state: 'refused', why: { text: notForKind } };
    try {
      const { refusal } = await patiently(() => tryAct(task.number, act, bodyOf(task), signal));
      return refusal
        ? { state: 'refused', why: { text: refusal.detail, clause: refusal.clause ?? undefined } }
        : { state: 'will' };
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      return { state: error.unanswered ? 'unanswered' : 'refused', why: reasonOf(error) };
    }
  }

  /** Sends to all that would take it, and again to those that did not answer. */
  const send = async (): Promise<void> => {
    if (busy.current) return;
    busy.current = true;
    setPhase('sending');
    for (const { task, state, key } of outcomes) {
      if (state !== 'will' && !(phase === 'sent' && state === 'unanswered')) continue;
      try {
        await patiently(() => sendAct(task.number, act, bodyOf(task), { key, seq: task.seq }));
        put(task.number, { state: 'done' });
      } catch (error) {
        if (!(error instanceof Problem)) throw error;
        put(task.number, { state: error.unanswered ? 'unanswered' : 'refused', why: reasonOf(error) });
      }
    }
    busy.current = false;
    setPhase('sent');
    void client.invalidateQueries();
  };

  const count = (state: Outcome['state']) => outcomes.filter((one) => one.state === state).length;
  return { outcomes, phase, count, send: () => void send() };
}
