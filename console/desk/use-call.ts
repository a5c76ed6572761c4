import { useCallback, useMemo, useRef, useState } from 'react';
import { Problem, type Json } from '../api/client.js';
import { useDraft } from '../api/use-draft.js';
import { useSendOnce } from '../act/send.js';
import { usePreview } from '../act/use-preview.js';
import { isEmpty, type Values } from '../act/values.js';
import { useMe } from '../api/me.js';
import { useWords } from '../words/words.js';
import { newCall, nextActs, recordBody, type Call } from './call.js';
import { arrange, asAsked, canBeSorted, kindsFor, receivedAtField, sortingActOf, usualChannel } from './fields.js';
import { keyOf, sendCall, tryCall, type SentCall } from './send-call.js';
import { rememberPlace, usePlaceOfWork, usualPlace } from './use-place-of-work.js';

export type DeskCall = ReturnType<typeof useCall>;

const none: never[] = [];

/** The call that is being written down: what it holds, what its form asks for, and sending it. */
export function useCall(onSent: (sent: SentCall) => void) {
  const { t, language } = useWords();
  const me = useMe();
  const [empty] = useState(() => newCall(usualPlace(me)));
  const draft = useDraft<Call>('desk', empty);
  const call = draft.value;
  const [asked, setAsked] = useState(false);

  // The same functions at every render: fields render only when their own value changes.
  const now = useRef(draft);
  now.current = draft;
  const change = useCallback((how: (before: Call) => Call) => now.current.set(how), []);
  const setValue = useCallback(
    (name: string, value: unknown) =>
      now.current.set((before) => ({ ...before, values: { ...before.values, [name]: value } })),
    [],
  );
  const setSorting = useCallback(
    (name: string, value: unknown) =>
      now.current.set((before) => ({ ...before, sorting: { ...before.sorting, [name]: value } })),
    [],
  );

  const place = usePlaceOfWork(call);
  const { rules } = place;
  const roleNames = [...place.roles].sort().join(' ');
  const kinds = useMemo(() => (rules ? kindsFor(rules, new Set(roleNames.split(' '))) : none), [rules, roleNames]);
  const kind = kinds.find((one) => one.kind === call.kind);
  const record = kind?.acts.find(({ act }) => act === 'record');
  const outcome = call.values['outcome'];
  const isAnswered = call.ending === 'close';
  const fields = useMemo(
    () =>
      record
        ? asAsked(
            [...record.fields, receivedAtField(t.desk.receivedAt, t.desk.receivedAtAbout)],
            { outcome },
            isAnswered,
          )
        : none,
    [record, t, outcome, isAnswered],
  );
  const sortingAct = kind && sortingActOf(kind, place.roles);
  const arranged = useMemo(() => arrange(fields), [fields]);
  const preset = useMemo(
    () =>
      rules
        ? usualChannel(
            fields.find(({ name }) => name === 'channel'),
            rules,
          )
        : {},
    [fields, rules],
  );

  const body = recordBody({ ...call, site: place.site.id, rulebook: place.rulebook }, fields, preset);
  const missing = fields.filter(({ name, optional }) => !optional && isEmpty(body[name])).map(({ name }) => name);
  const next = nextActs(call, sortingAct?.act, nuisanceWords(call, t.desk.nuisanceWords));
  const text = JSON.stringify([body, next]);
  const sortedAtOnce = call.sorting && sortingAct && canBeSorted(sortingAct, call.sorting) ? next[0] : undefined;
  const dry = usePreview(
    kind && missing.length === 0 ? `${language} ${JSON.stringify([body, sortedAtOnce])}` : undefined,
    (signal) => tryCall(body, sortedAtOnce, signal),
  );

  const sending = useSendOnce(
    async () => {
      try {
        return await sendCall(body, next, await keyOf(call, text));
      } catch (error) {
        if (error instanceof Problem && !error.unanswered && error.status !== 401)
          change((before) => ({ ...before, refused: before.refused + 1 }));
        throw error;
      }
    },
    (sent) => {
      reset();
      onSent(sent);
    },
  );

  function reset(with_: { values?: Values; kind?: string; site?: string } = {}): void {
    draft.drop();
    change(() => newCall({ site: place.site.id, rulebook: place.rulebook, ...with_ }));
    setAsked(false);
    sending.clear();
  }

  return {
    call,
    isReady: draft.ready && rules !== undefined,
    change,
    setValue,
    setSorting,
    reset,
    place,
    setPlace: (to: { site: string; rulebook: string }) => {
      rememberPlace(me.id, to);
      change((before) => ({ ...before, ...to, sorting: null, ending: null }));
    },
    kinds,
    kind,
    record,
    main: arranged.main,
    folded: arranged.folded,
    preset,
    sortingAct,
    missing,
    dry,
    /** Sends it, or answers which field is to be filled in first. */
    submit: (): string | undefined => {
      if (!kind) return 'kind';
      setAsked(true);
      if (missing[0] !== undefined) return missing[0];
      sending.submit(text);
      return undefined;
    },
    isPending: sending.isPending,
    problem: sending.problem,
    /** What is odd about what stands in a field. */
    hintOf: (name: string): string | undefined => dry?.hints.find(({ field }) => field === name)?.text,
    faultOf: (name: string): string | undefined =>
      sending.problem?.errors.find(({ field }) => field === name || field.startsWith(`${name}.`))?.detail ??
      (asked && missing.includes(name) ? t.act.missing : undefined),
  };
}

const nuisanceWords = ({ values }: Call, usual: string): string => String(values['description'] || usual);

/** Whether a role may do an act of a kind. */
export const mayDo = (kind: Json<'KindJson'>, act: string, roles: ReadonlySet<string>): boolean =>
  kind.acts.some((one) => one.act === act && one.by.some((role) => roles.has(role)));
