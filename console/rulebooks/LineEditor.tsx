import { useEffect, useImperativeHandle, useMemo, useRef, type Ref } from 'react';

/** Something that is wrong in a line (from 1). */
export interface LineFault {
  line: number;
  text: string;
}

export interface LineEditorHandle {
  /** Puts the cursor at the beginning of a line, in sight. */
  goTo: (line: number) => void;
}

const lineHeight = 20;

/** A text with numbers at its lines; lines with faults are marked, and say so to whoever hears the page. */
export function LineEditor({
  label,
  text,
  onChange,
  isReadOnly = false,
  faults,
  ref,
}: {
  label: string;
  text: string;
  onChange: (text: string) => void;
  isReadOnly?: boolean;
  faults: readonly LineFault[];
  ref?: Ref<LineEditorHandle>;
}) {
  const area = useRef<HTMLTextAreaElement>(null);
  const margin = useRef<HTMLDivElement>(null);
  const count = useMemo(() => text.split('\n').length, [text]);
  const numbers = useMemo(() => Array.from({ length: count }, (_, at) => at + 1).join('\n'), [count]);
  useImperativeHandle(ref, () => ({
    goTo: (line) => {
      const field = area.current!;
      const start = text
        .split('\n')
        .slice(0, line - 1)
        .reduce((sum, one) => sum + one.length + 1, 0);
      const end = text.indexOf('\n', start);
      field.focus();
      field.setSelectionRange(start, end < 0 ? text.length : end);
      field.scrollTop = Math.max(0, (line - 6) * lineHeight);
    },
  }));
  // The numbers go with the text.
  useEffect(() => {
    const field = area.current!;
    const follow = () => {
      if (margin.current) margin.current.style.transform = `translateY(${-field.scrollTop}px)`;
    };
    field.addEventListener('scroll', follow, { passive: true });
    return () => field.removeEventListener('scroll', follow);
  }, []);
  return (
    <div className="flex h-[34rem] max-h-[75vh] overflow-hidden rounded-md border border-edge bg-surface font-mono text-[13px] focus-within:border-accent focus-within:ring-2 focus-within:ring-accent/40">
      <div
        aria-hidden="true"
        className="relative shrink-0 overflow-hidden border-r border-line bg-raised text-right text-muted"
      >
        <div ref={margin} className="py-2">
          <pre className="px-2 leading-5">{numbers}</pre>
          {faults.map(({ line, text: said }) => (
            <span
              key={`${line} ${said}`}
              title={said}
              className="absolute inset-x-0 flex h-5 items-center justify-end bg-late px-2 text-surface"
              style={{ top: `${8 + (line - 1) * lineHeight}px` }}
            >
              {line}
            </span>
          ))}
        </div>
      </div>
      <textarea
        ref={area}
        aria-label={label}
        aria-invalid={faults.length > 0}
        readOnly={isReadOnly}
        value={text}
        onChange={(event) => onChange(event.target.value)}
        wrap="off"
        spellCheck={false}
        autoCapitalize="off"
        autoComplete="off"
        className="min-w-0 flex-1 resize-none overflow-auto bg-transparent px-2 py-2 leading-5 whitespace-pre outline-none"
      />
    </div>
  );
}
