import { Link, useLocation } from 'wouter';
import { addresses } from '../addresses.js';
import { useMe } from '../api/me.js';
import { Key } from '../look/button.js';
import { useHasKey, useShortcut } from '../look/keys.js';
import { useWords } from '../words/words.js';

interface Entry {
  to: string;
  name: string;
  /** The key that leads there together with Alt. */
  code?: string;
  for: boolean;
  count?: number;
}

/** Where one can go: the day's work, and below it the administration for whoever has a right there. */
export function Navigation({ isOpen, unread, close }: { isOpen: boolean; unread: number; close: () => void }) {
  const { t } = useWords();
  const me = useMe();
  const [path, go] = useLocation();
  const leads = me.rights.includes('see-notice-receipts');
  const atSite = me.sites.length > 0;
  const may = (right: (typeof me.rights)[number]) => me.rights.includes(right);
  const work: Entry[] = [
    { to: addresses.desk, name: t.shell.desk, code: 'Digit0', for: atSite },
    { to: addresses.work, name: t.shell.work, code: 'KeyW', for: true },
    { to: addresses.field, name: t.shell.field, code: 'KeyJ', for: atSite },
    { to: addresses.inbox, name: t.shell.inbox, code: 'KeyI', for: true, count: unread },
    { to: addresses.revisits, name: t.shell.revisits, code: 'KeyR', for: atSite },
    { to: addresses.board, name: t.shell.board, code: 'KeyB', for: atSite },
    { to: addresses.approvals, name: t.shell.approvals, code: 'KeyA', for: leads },
    { to: addresses.cases, name: t.shell.cases, code: 'KeyC', for: true },
    { to: addresses.outages, name: t.shell.outages, for: me.sites.some(({ kinds }) => kinds.includes('outage')) },
    { to: addresses.figures, name: t.shell.figures, for: atSite || me.administrator },
    { to: addresses.onDuty, name: t.shell.onDuty, code: 'KeyT', for: true },
    { to: addresses.account, name: t.shell.account, code: 'KeyM', for: true },
  ];
  // Who looks after all organisations keeps the teams of none.
  const ofOrganisation = me.organisation !== 'installation';
  const administration: Entry[] = [
    { to: addresses.people, name: t.shell.people, for: me.administrator },
    { to: addresses.roster, name: t.shell.roster, for: may('keep-rosters') },
    { to: addresses.areas, name: t.shell.areas, for: may('keep-areas') && (atSite || ofOrganisation) },
    { to: addresses.calendars, name: t.shell.calendars, for: may('publish-rulebooks') || leads },
    { to: addresses.rulebooks, name: t.shell.rulebooks, for: may('publish-rulebooks') },
    { to: addresses.texts, name: t.shell.texts, for: may('keep-standard-answers') },
    { to: addresses.imports, name: t.shell.imports, for: atSite && may('import-cases') },
    { to: addresses.retention, name: t.shell.retention, for: may('erase-words') },
    { to: addresses.wallLinks, name: t.shell.wallLinks, for: may('keep-wall-links') },
    { to: addresses.operations, name: t.shell.operations, code: 'KeyO', for: may('see-alarms') },
    { to: addresses.setUp, name: t.shell.setUp, code: 'KeyU', for: me.administrator },
  ];
  const entries = (of: Entry[]) => (
    <ul className="flex flex-col gap-0.5">
      {of
        .filter((entry) => entry.for)
        .map(({ to, name, code, count }) => (
          <NavigationEntry key={to} {...{ to, name, code, count }} isHere={path.startsWith(to)} go={go} close={close} />
        ))}
    </ul>
  );
  return (
    <nav
      aria-label={t.shell.navigation}
      className={`border-line bg-surface p-2 max-lg:border-b lg:sticky lg:top-0 lg:h-fit lg:min-h-[calc(100dvh-3.6rem)] lg:border-r ${isOpen ? '' : 'max-lg:hidden'}`}
    >
      {entries(work)}
      {administration.some((entry) => entry.for) && (
        <>
          <h2 className="mt-3 border-t border-line px-3 pt-3 pb-1 text-sm text-muted">{t.shell.administration}</h2>
          {entries(administration)}
        </>
      )}
    </nav>
  );
}

function NavigationEntry({
  to,
  name,
  code,
  count,
  isHere,
  go,
  close,
}: {
  to: string;
  name: string;
  code: string | undefined;
  count: number | undefined;
  isHere: boolean;
  go: (to: string) => void;
  close: () => void;
}) {
  const shortcut = code ? { code, alt: true, label: name } : undefined;
  useShortcut(shortcut, () => go(to));
  const hasKey = useHasKey(shortcut);
  return (
    <li>
      <Link
        href={to}
        aria-current={isHere ? 'page' : undefined}
        onClick={close}
        className={`flex min-h-10 items-center justify-between gap-2 rounded-md px-3 ${isHere ? 'bg-tint font-medium text-accent-deep' : 'hover:bg-raised'}`}
      >
        <span>
          {name}
          {count ? <span className="ml-2 rounded-full bg-accent px-1.5 text-xs text-on-accent">{count}</span> : null}
        </span>
        {shortcut && hasKey && (
          <span className="text-muted">
            <Key shortcut={shortcut} />
          </span>
        )}
      </Link>
    </li>
  );
}
