import { PageTitle } from '../look/parts.js';
import { useMe } from '../api/me.js';
import { useWords } from '../words/words.js';
import { Away } from './Away.js';
import { BrowserSettings } from './BrowserSettings.js';
import { Held } from './Held.js';
import { Notices } from './Notices.js';
import { Password, Sessions, Tokens } from './Access.js';

/** What belongs to the person who is signed in: how they are reached, who stands in, where they are signed in. */
export function AccountPage() {
  const { t } = useWords();
  const me = useMe();
  return (
    <>
      <PageTitle>{t.shell.account}</PageTitle>
      <p className="-mt-3 mb-4 text-sm text-muted">
        {me.name} · {me.id}
      </p>
      <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <div className="flex min-w-0 flex-col gap-4">
          <Away />
          <Notices />
        </div>
        <div className="flex min-w-0 flex-col gap-4">
          <Held />
          <BrowserSettings />
          <Password />
          <Sessions />
          <Tokens />
        </div>
      </div>
    </>
  );
}
