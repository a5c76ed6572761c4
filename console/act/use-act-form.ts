import { useMemo, useState } from 'react';
import type { Json, Problem } from '../api/client.js';
import { useDraft } from '../api/use-draft.js';
import { useWords } from '../words/words.js';
import { sendAct, tryAct, useSendOnce } from './send.js';
import { usePreview } from './use-preview.js';
import { bodyOf, isEmpty, withoutLocalFiles, type Field, type Values } from './values.js';

/** Takes an act; answers with the case, or that the act is kept and goes out by itself. */
export type Deliver = (act: {
  number: string;
  act: string;
  body: Values;
  key: string;
}) => Promise<Json<'CaseJson'> | 'kept'>;

interface ActFormState {
  isReady: boolean;
  /** What was written, and what `complete` makes of it. */
  written: Values;
  values: Values;
  /** What is asked. */
  fields: readonly Field[];
  set: (name: string, value: unknown) => void;
  /** Sending was asked for: what is missing is said from then on. */
  asked: boolean;
  dry: Json<'ActPreviewJson'> | undefined;
  send: () => void;
  isPending: boolean;
  problem: Problem | undefined;
  /** What is wrong with a field: by the answer, or because it was left out. */
  faultOf: (name: string) => string | undefined;
}

/**
 * What every form of an act does, however it looks: keeps a draft under `scope`, tries the act dry once nothing is
 * missing, sends it once on the case as it was `seen`, and says at each field what is wrong.
 */
export function useActForm(
  on: Pick<Json<'CaseJson'>, 'number' | 'seq'>,
  act: Pick<Json<'ActJson'>, 'act'> & { fields: readonly Field[] },
  options: {
    scope: string;
    seen: number;
    first?: Values;
    /** What goes along with what was written; must stay the same function while nothing of it changes. */
    complete?: (written: Values) => Values;
    /** Which of the fields are asked by what was written; else all. */
    askedOf?: (written: Values) => readonly Field[];
    mayTry?: boolean;
    /** Takes the act instead of sending it: it may be kept on the phone. */
    deliver?: Deliver | undefined;
    onKept?: (() => void) | undefined;
    onDone: (after: Json<'CaseJson'>) => void;
  },
): ActFormState {
  const { scope, seen, first = {}, complete, askedOf, mayTry = true, deliver, onKept, onDone } = options;
  const { t, language } = useWords();
  const draft = useDraft<Values>(scope, first);
  const [asked, setAsked] = useState(false);
  const values = useMemo(() => (complete ? complete(draft.value) : draft.value), [complete, draft.value]);
  const body = useMemo(() => bodyOf(values), [values]);
  const fields = askedOf?.(draft.value) ?? act.fields;
  const missing = fields.filter((field) => !field.optional && isEmpty(body[field.name]));
  const tried = withoutLocalFiles(body);
  // What stands on files that only this phone has cannot be tried before they are handed in.
  const canTry = mayTry && fields.every((field) => field.optional || !isEmpty(tried[field.name]));
  const dry = usePreview(
    missing.length === 0 && draft.ready && canTry ? `${on.seq} ${language} ${JSON.stringify(body)}` : undefined,
    (signal) => tryAct(on.number, act.act, tried, signal),
  );
  const { submit, isPending, problem } = useSendOnce<Json<'CaseJson'> | 'kept'>(
    (key) =>
      deliver
        ? deliver({ number: on.number, act: act.act, body, key })
        : sendAct(on.number, act.act, body, { key, seq: seen }),
    (after) => {
      draft.drop();
      if (after === 'kept') onKept?.();
      else onDone(after);
    },
  );
  return {
    isReady: draft.ready,
    written: draft.value,
    values,
    fields,
    set: (name, value) => draft.set((before) => ({ ...before, [name]: value })),
    asked,
    dry,
    send: () => {
      setAsked(true);
      if (missing.length === 0) submit(JSON.stringify([act.act, body, seen]));
    },
    isPending,
    problem,
    faultOf: (name) =>
      problem?.errors.find(
        ({ field }) => field === name || field.startsWith(`${name}.`) || field.startsWith(`${name}[`),
      )?.detail ?? (asked && missing.some((field) => field.name === name) ? t.act.missing : undefined),
  };
}
