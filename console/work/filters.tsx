import { useCallback, useEffect, useId, useMemo, useRef, useState, type ReactNode } from 'react';
import { useSearchParams } from 'wouter';
import { Button, Key } from '../look/button.js';
import { inputClass } from '../look/fields.js';
import { useShortcut } from '../look/keys.js';
import { useNarrow } from '../look/narrow.js';
import { useWords } from '../words/words.js';

/** The filters of a list, kept in the address: so they survive a reload, and a link shows the same. */
export function useAddressFilters<Name extends string>(names: readonly Name[]) {
  const [search, setSearch] = useSearchParams();
  const text = search.toString();
  const values = useMemo(() => {
    const now = new URLSearchParams(text);
    return Object.fromEntries(names.flatMap((name) => (now.get(name) ? [[name, now.get(name)]] : []))) as Partial<
      Record<Name, string>
    >;
  }, [text, names]);
  const set = useCallback(
    (name: Name, value: string) =>
      setSearch(
        (before) => {
          const next = new URLSearchParams(before);
          if (value === '') next.delete(name);
          else next.set(name, value);
          return next;
        },
        { replace: true },
      ),
    [setSearch],
  );
  const open = useCallback((query: string) => setSearch(new URLSearchParams(query), { replace: true }), [setSearch]);
  /** As the address says it, in a fixed order. */
  const query = new URLSearchParams(names.flatMap((name) => (values[name] ? [[name, values[name]]] : []))).toString();
  return { values, set, open, clear: useCallback(() => open(''), [open]), query };
}

const compact = 'min-h-8! px-2! py-0.5! text-sm';

export interface FilterChoice {
  id: string;
  name: string;
  count?: number;
}

/** One filter of a list: a small list of choices beside its name. `empty`: what none of them means. */
export function FilterSelect({
  label,
  choices,
  value = '',
  onChange,
  empty,
}: {
  label: string;
  choices: readonly FilterChoice[];
  value: string | undefined;
  onChange: (value: string) => void;
  empty?: string;
}) {
  const { t } = useWords();
  // What the address asks for stands there even where nothing fits it now.
  const isListed = value === '' || choices.some(({ id }) => id === value);
  return (
    <label className="flex min-w-0 items-center gap-1.5 text-sm">
      <span className="text-muted whitespace-nowrap">{label}</span>
      <select
        value={value}
        onChange={({ target }) => onChange(target.value)}
        className={`${inputClass} ${compact} w-auto! max-w-44 ${value === '' ? '' : 'border-accent! bg-tint! font-medium'}`}
      >
        <option value="">{empty ?? t.common.all}</option>
        {!isListed && <option value={value}>{value}</option>}
        {choices.map(({ id, name, count }) => (
          <option key={id} value={id}>
            {count === undefined ? name : `${name} (${count})`}
          </option>
        ))}
      </select>
    </label>
  );
}

/** The filters beside the words to find: on a phone folded behind one button, so that the list is seen at once. */
export function FilterFold({ set, children }: { set: number; children: ReactNode }) {
  const { t } = useWords();
  const isNarrow = useNarrow();
  const [isOpen, setOpen] = useState(false);
  if (!isNarrow) return children;
  return (
    <>
      <Button small aria-expanded={isOpen} onPress={() => setOpen(!isOpen)}>
        {set === 0 ? t.common.filters : `${t.common.filters} (${set})`}
      </Button>
      {isOpen && children}
    </>
  );
}

const settleMs = 250;

/**
 * Words to find in a list; taken when the typing pauses, never in the middle of a composed word. `isSide`: a field beside
 * the main one: small, and without a key.
 */
export function FilterWords({
  label,
  value = '',
  onChange,
  error,
  isSide = false,
}: {
  label: string;
  value: string | undefined;
  onChange: (value: string) => void;
  error?: string | undefined;
  isSide?: boolean;
}) {
  const errorId = useId();
  const field = useRef<HTMLInputElement>(null);
  const [text, setText] = useState(value);
  const [taken, setTaken] = useState(value);
  const isComposing = useRef(false);
  const shortcut = { code: 'KeyF', label };
  useShortcut(isSide ? undefined : shortcut, () => field.current?.focus());
  if (value !== taken) {
    setTaken(value);
    setText(value);
  }
  useEffect(() => {
    if (text.trim() === taken || isComposing.current) return undefined;
    const timer = setTimeout(() => {
      setTaken(text.trim());
      onChange(text.trim());
    }, settleMs);
    return () => clearTimeout(timer);
  }, [text, taken, onChange]);
  return (
    <div className={`min-w-0 text-sm ${isSide ? '' : 'flex-1 basis-44'}`}>
      <label className="flex min-w-0 items-center gap-1.5">
        <span className="sr-only">{label}</span>
        <input
          ref={field}
          type="search"
          value={text}
          placeholder={label}
          maxLength={100}
          aria-invalid={error !== undefined}
          aria-describedby={error ? errorId : undefined}
          onCompositionStart={() => (isComposing.current = true)}
          onCompositionEnd={() => (isComposing.current = false)}
          onChange={({ target }) => setText(target.value)}
          className={`${inputClass} ${compact} ${isSide ? `w-34! ${value === '' ? '' : 'border-accent! bg-tint!'}` : 'max-w-72'}`}
        />
        {!isSide && <Key shortcut={shortcut} />}
      </label>{' '}
      {error && (
        <span id={errorId} className="text-late">
          {error}
        </span>
      )}
    </div>
  );
}
