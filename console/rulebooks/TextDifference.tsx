import { structuredPatch } from 'diff';
import { useMemo } from 'react';
import { Problem } from '../api/client.js';
import { problemText } from '../api/problem-text.js';
import { Banner } from '../look/parts.js';
import { usePageWords } from '../words/page-words.js';
import { useWords } from '../words/words.js';
import { useText } from './use-versions.js';

const looks: Record<string, string> = { '+': 'bg-ok-tint text-ok', '-': 'bg-late-tint text-late', ' ': 'text-muted' };

/** Which lines of the texts of two versions differ. */
export function TextDifference({ name, from, to }: { name: string; from: string; to: string }) {
  const own = usePageWords('rulebooks');
  const { t } = useWords();
  const [before, after] = [useText(name, from), useText(name, to)];
  const hunks = useMemo(
    () =>
      before.data && after.data
        ? structuredPatch(from, to, before.data.text, after.data.text, undefined, undefined, { context: 2 }).hunks
        : undefined,
    [before.data, after.data, from, to],
  );
  const error = before.error ?? after.error;
  if (error instanceof Problem) return <Banner tone="warn">{problemText(error, t)}</Banner>;
  if (!hunks) return <p className="text-muted">{t.common.loading}</p>;
  if (hunks.length === 0) return <p className="text-sm text-muted">{own.sameText}</p>;
  return (
    <div
      tabIndex={0}
      role="region"
      aria-label={own.textDifference}
      className="mt-2 max-h-[32rem] overflow-auto rounded-md border border-line font-mono text-xs leading-5"
    >
      {hunks.map((hunk) => (
        <pre key={hunk.newStart} className="min-w-fit border-b border-line py-1">
          <span className="block px-2 text-muted">{own.line(hunk.newStart)}</span>
          {hunk.lines.map((line, at) => (
            // oxlint-disable-next-line react/no-array-index-key
            <span key={at} className={`block px-2 ${looks[line[0]!] ?? ''}`}>
              {line}
            </span>
          ))}
        </pre>
      ))}
    </div>
  );
}
