import { useEffect, useState } from 'react';
import type { Json } from '../api/client.js';
import { LocalWhen } from '../clock/local-when.js';
import { Button } from '../look/button.js';
import { Banner, PageTitle } from '../look/parts.js';
import { usePageWords } from '../words/page-words.js';
import { useWords } from '../words/words.js';

export type Slip = Json<'OneTimePasswordOfPersonJson'>;

/** The one-time passwords just made, as slips to print: nothing shows them again. */
export function Slips({ slips, onKept }: { slips: Slip[]; onKept: () => void }) {
  const own = usePageWords('setUp');
  const { t } = useWords();
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener('beforeunload', ask);
    return () => removeEventListener('beforeunload', ask);
  }, []);
  const text = slips.map(({ name, person, oneTimePassword }) => [name, person, oneTimePassword ?? ''].join('\t'));
  return (
    <div className="mx-auto max-w-4xl">
      <PageTitle
        side={
          <span className="no-print flex flex-wrap gap-2">
            <Button shortcut={{ code: 'KeyP', label: own.print }} onPress={() => print()}>
              {own.print}
            </Button>
            <Button
              shortcut={{ code: 'KeyC', label: own.copy }}
              onPress={() => void navigator.clipboard.writeText(text.join('\n')).then(() => setCopied(true))}
            >
              {copied ? t.common.copied : own.copy}
            </Button>
            <Button look="primary" shortcut={{ code: 'KeyS', alt: true, label: own.kept }} onPress={onKept}>
              {own.kept}
            </Button>
          </span>
        }
      >
        {own.issued}
      </PageTitle>
      <div className="no-print mb-4">
        <Banner tone="warn">{own.issuedAbout}</Banner>
      </div>
      <ul className="grid gap-3 sm:grid-cols-2">
        {slips.map(({ person, name, oneTimePassword, validUntil }) => (
          <li key={person} className="break-inside-avoid rounded-lg border border-dashed border-edge bg-surface p-3">
            <p className="font-medium">
              {name} <span className="text-muted">· {person}</span>
            </p>
            <p className="my-1 font-mono text-lg tracking-wide select-all">{oneTimePassword ?? own.lost}</p>
            <p className="text-xs text-muted">
              {own.signInAt(location.origin)}
              <br />
              {own.validUntil} <LocalWhen at={validUntil} />
            </p>
          </li>
        ))}
      </ul>
    </div>
  );
}
