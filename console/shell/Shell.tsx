import { useRef, useState, type ReactNode } from 'react';
import { Link, useLocation } from 'wouter';
import { addresses, isCaseNumber } from '../addresses.js';
import { $api, Problem } from '../api/client.js';
import { useSignOut } from '../offline/sign-out.js';
import { useLive } from '../live/follow.js';
import { Button } from '../look/button.js';
import { inputClass } from '../look/fields.js';
import { Icon } from '../look/icons.js';
import { useShortcut } from '../look/keys.js';
import { Banner } from '../look/parts.js';
import { useMe } from '../api/me.js';
import { useWords } from '../words/words.js';
import { KeyList } from './KeyList.js';
import { Navigation } from './Navigation.js';
import { useInboxAlarm } from './inbox-alarm.js';

/** The frame of every page: where one can go, search, what is wrong with the connection, who is signed in. */
export function Shell({ children }: { children: ReactNode }) {
  const { t } = useWords();
  const me = useMe();
  const live = useLive(me.id);
  const unread = useInboxAlarm();
  const [menu, setMenu] = useState(false);
  return (
    <div className="min-h-dvh lg:grid lg:grid-cols-[13.5rem_minmax(0,1fr)]">
      <a href="#content" className="sr-only focus:not-sr-only focus:absolute focus:z-50 focus:bg-surface focus:p-2">
        {t.shell.skip}
      </a>
      <header className="flex flex-wrap items-center gap-2 border-b border-line bg-surface px-3 py-2 lg:col-span-2">
        <Button look="quiet" small className="lg:hidden" aria-expanded={menu} onPress={() => setMenu(!menu)}>
          <Icon name="menu" />
          <span className="sr-only">{t.shell.menu}</span>
        </Button>
        <Link href={addresses.work} className="flex items-center gap-2 font-semibold">
          <img src="/icon.svg" alt="" className="size-6" />
          {t.shell.name}
        </Link>
        <FindCase />
        <Signed />
      </header>
      <Navigation isOpen={menu} unread={unread} close={() => setMenu(false)} />
      <main id="content" tabIndex={-1} className="min-w-0 p-4 outline-none lg:p-6">
        <State live={live} />
        {children}
      </main>
      <KeyList />
    </div>
  );
}

/** Opens a case by its number, or searches. */
function FindCase() {
  const { t } = useWords();
  const [, go] = useLocation();
  const field = useRef<HTMLInputElement>(null);
  const shortcut = { code: 'Slash', label: t.common.search };
  useShortcut(shortcut, () => field.current?.focus());
  return (
    <form
      role="search"
      className="order-last min-w-40 flex-1 basis-full sm:order-none sm:basis-auto lg:ml-28"
      onSubmit={(event) => {
        event.preventDefault();
        const words = field.current?.value.trim() ?? '';
        if (words === '') return;
        go(isCaseNumber(words) ? addresses.case(words.toUpperCase()) : addresses.search(words));
        field.current?.blur();
      }}
    >
      <input
        ref={field}
        type="search"
        aria-label={t.shell.findCase}
        placeholder={`${t.shell.findCase}  /`}
        maxLength={100}
        className={`${inputClass} sm:max-w-md`}
      />
    </form>
  );
}

function Signed() {
  const { t, language, speak } = useWords();
  const me = useMe();
  const { signOut, isPending, question } = useSignOut();
  return (
    <div className="ml-auto flex items-center gap-1">
      <Button look="quiet" small onPress={() => speak(language === 'en' ? 'zh-CN' : 'en')}>
        {t.shell.language}
      </Button>
      <Link href={addresses.account} className="rounded px-2 py-1 text-sm hover:bg-raised">
        {me.name}
      </Link>
      <Button look="quiet" small isPending={isPending} onPress={signOut}>
        {t.shell.signOut}
      </Button>
      {question}
    </div>
  );
}

/** What is wrong with the connection or the engine, in one sentence. */
function State({ live }: { live: 'connected' | 'lost' }) {
  const { t } = useWords();
  const ready = $api.useQuery('get', '/readyz', {}, { refetchInterval: 30_000, retry: false });
  // A 503 says that something is missing while acts go on; no answer at all, that we are cut off.
  const late = ready.error instanceof Problem && ready.error.status === 503;
  if (live === 'lost' || (ready.error && !late))
    return (
      <div className="mb-4">
        <Banner tone="warn">{t.shell.lost}</Banner>
      </div>
    );
  return late ? (
    <div className="mb-4">
      <Banner tone="warn">{t.shell.engineLate}</Banner>
    </div>
  ) : null;
}
