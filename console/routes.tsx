import { useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useEffect, useRef, useState, type ComponentType } from 'react';
import { RouterProvider } from 'react-aria-components';
import { Redirect, Route, Switch, useLocation } from 'wouter';
import { addresses } from './addresses.js';
import { $api, actsFor, onAnswer, Problem, type Json } from './api/client.js';
import { onAnotherPerson } from './api/whose-browser.js';
import { mayWait, readBy } from './offline/marks.js';
import { Empty } from './look/parts.js';
import { Shell } from './shell/Shell.js';
import { Person, useWhoAmI } from './api/me.js';
import { loadPageWords, type PageWords } from './words/page-words.js';
import { spokenLanguage, useWords } from './words/words.js';

/** A page, loaded when somebody opens it; with the words that are its own. */
const page = <Name extends string>(load: () => Promise<Record<Name, ComponentType>>, name: Name, words?: PageWords) =>
  lazy(async () => {
    if (words) void loadPageWords(words, spokenLanguage());
    return { default: (await load())[name] };
  });

/** Which page is where: nothing else knows addresses of pages but `addresses.ts`. */
const pages: [path: string, page: ComponentType][] = [
  ['/desk', page(() => import('./desk/Page.js'), 'DeskPage')],
  ['/work', page(() => import('./work/Page.js'), 'WorkPage')],
  ['/inbox', page(() => import('./inbox/Page.js'), 'InboxPage')],
  ['/revisits', page(() => import('./revisits/Page.js'), 'RevisitsPage', 'revisits')],
  ['/board', page(() => import('./board/Page.js'), 'BoardPage', 'board')],
  ['/approvals', page(() => import('./approvals/Page.js'), 'ApprovalsPage', 'approvals')],
  ['/cases', page(() => import('./cases/Page.js'), 'CasesPage')],
  ['/cases/:number', page(() => import('./case/Page.js'), 'CasePage')],
  ['/account', page(() => import('./account/Page.js'), 'AccountPage', 'account')],
  ['/on-duty', page(() => import('./on-duty/Page.js'), 'OnDutyPage', 'onDuty')],
  ['/operations', page(() => import('./operations/Page.js'), 'OperationsPage', 'operations')],
  ['/field', page(() => import('./field/Page.js'), 'FieldPage', 'field')],
  ['/field/:number', page(() => import('./field/OrderPage.js'), 'OrderPage', 'field')],
  ['/field/:number/print', page(() => import('./field/PrintedOrder.js'), 'PrintedOrder', 'field')],
  ['/figures', page(() => import('./figures/Page.js'), 'FiguresPage', 'figures')],
  ['/outages', page(() => import('./outages/Page.js'), 'OutagesPage', 'outages')],
  ['/people', page(() => import('./people/Page.js'), 'PeoplePage', 'people')],
  ['/roster', page(() => import('./roster/Page.js'), 'RosterPage', 'roster')],
  ['/areas', page(() => import('./areas/Page.js'), 'AreasPage', 'areas')],
  ['/calendars', page(() => import('./calendars/Page.js'), 'CalendarsPage', 'calendars')],
  ['/rulebooks', page(() => import('./rulebooks/Page.js'), 'RulebooksPage', 'rulebooks')],
  ['/texts', page(() => import('./texts/Page.js'), 'TextsPage', 'texts')],
  ['/imports', page(() => import('./imports/Page.js'), 'ImportsPage', 'imports')],
  ['/retention', page(() => import('./retention/Page.js'), 'RetentionPage', 'retention')],
  ['/wall-links', page(() => import('./wall/LinksPage.js'), 'WallLinksPage', 'wall')],
  ['/histories/:number', page(() => import('./histories/Page.js'), 'HistoryPage', 'histories')],
  ['/set-up', page(() => import('./set-up/Page.js'), 'SetUpPage', 'setUp')],
];

const SignIn = page(() => import('./sign-in/SignIn.js'), 'SignIn');
const FirstPassword = page(() => import('./sign-in/FirstPassword.js'), 'FirstPassword');
const WallPage = page(() => import('./wall/Page.js'), 'WallPage', 'wall');
const Tour = page(() => import('./tour/Tour.js'), 'Tour', 'tour');

/** The console, or the wall screen, which needs nobody who is signed in. */
export function Console() {
  const [path] = useLocation();
  return <Suspense>{path === addresses.wall ? <WallPage /> : <Pages />}</Suspense>;
}

/** The page for signing in, or the page of the address for whoever is signed in. */
function Pages() {
  const [, go] = useLocation();
  const who = useWhoAmI();
  useAnswersInLanguage();
  useEffect(() => actsFor(who.data?.id), [who.data?.id]);
  const kept = useKeptOrders(who.error, who.data?.id);
  if (who.isPending || kept === 'asking') return null;
  if (!who.data) return <SignIn />;
  return (
    <RouterProvider navigate={go}>
      <Person value={who.data}>{who.data.mustChangePassword ? <FirstPassword /> : <Signed me={who.data} />}</Person>
    </RouterProvider>
  );
}

/**
 * Without a network: whoever used this phone last goes on with what was kept for them. Once the desk answers that somebody
 * else is signed in, nothing of the first is shown any more, nor kept; once it answers that nobody is, nothing that was read
 * is kept. What waits to be sent waits on.
 */
function useKeptOrders(refusal: unknown, person: string | undefined): 'asking' | 'asked' {
  const [asked, setAsked] = useState(false);
  const first = useRef(person);
  const mayRecall = person === undefined && refusal instanceof Problem && refusal.unanswered && readBy() !== null;
  useEffect(() => {
    if (!mayRecall) return;
    void import('./offline/readings.js')
      .then(({ recallOrders }) => recallOrders())
      .catch(() => false)
      .then(() => setAsked(true));
  }, [mayRecall]);
  const isEnded = refusal instanceof Problem && refusal.status === 401;
  useEffect(() => {
    if (isEnded && readBy() !== null)
      void import('./offline/readings.js').then(({ forgetOrders }) => forgetOrders()).catch(() => undefined);
  }, [isEnded]);
  useEffect(() => {
    if (person === undefined) return;
    const before = first.current;
    first.current = person;
    const isAnother = readBy() !== null && readBy() !== person;
    const forgotten = isAnother
      ? import('./offline/readings.js').then(({ forgetOrders }) => forgetOrders())
      : undefined;
    if (before !== undefined && before !== person) void Promise.resolve(forgotten).then(() => location.assign('/'));
    else sendWhatWaits(person);
  }, [person]);
  return mayRecall && !asked ? 'asking' : 'asked';
}

/** Acts that were kept on this phone go out, whichever page is open. */
function sendWhatWaits(person: string): void {
  if (mayWait(person)) void import('./offline/sender.js').then(({ startSending }) => startSending(person));
}

/** What the API said in the language of before is asked for anew. */
function useAnswersInLanguage(): void {
  const client = useQueryClient();
  const { language } = useWords();
  const before = useRef(language);
  useEffect(() => {
    if (before.current === language) return;
    before.current = language;
    void client.invalidateQueries();
  }, [client, language]);
}

/** Where one begins: an administrator who reads no case, at the set-up until the desk works. */
function Home({ me }: { me: Json<'MeJson'> }) {
  const administers = me.sites.length === 0 && me.administrator;
  const { data, isPending } = $api.useQuery('get', '/v1/sign-in', {}, { enabled: administers });
  if (administers && isPending) return null;
  return <Redirect to={data?.setUp === 'needed' ? addresses.setUp : addresses.work} replace />;
}

function Signed({ me }: { me: Json<'MeJson'> }) {
  const { t } = useWords();
  return (
    <Shell>
      <Suspense fallback={null}>
        <Route path={addresses.work} component={Tour} />
      </Suspense>
      <Suspense fallback={<p className="p-6 text-muted">{t.common.loading}</p>}>
        <Switch>
          <Route path="/">
            <Home me={me} />
          </Route>
          {pages.map(([path, Page]) => (
            <Route key={path} path={path} component={Page} />
          ))}
          <Route>
            <Empty title={t.common.notFound}>{t.common.notFoundAdvice}</Empty>
          </Route>
        </Switch>
      </Suspense>
      <SessionEnd person={me.id} />
    </Shell>
  );
}

const loadSignInAgain = () => import('./sign-in/SignInAgain.js');
const SignInAgain = lazy(async () => ({ default: (await loadSignInAgain()).SignInAgain }));

/** Asks whoever is at a page to sign in again, over it, when the session has ended. */
function SessionEnd({ person }: { person: string }) {
  const [ended, setEnded] = useState(false);
  // What is done here would be on record as another's.
  useEffect(() => onAnotherPerson(person, () => location.assign('/')), [person]);
  useEffect(() => {
    // There before it is needed: a newer desk may no longer serve it.
    const later = setTimeout(() => void loadSignInAgain().catch(() => undefined), 5_000);
    const forget = onAnswer((problem: Problem | undefined) => {
      if (problem?.status === 401 && problem.code === 'not-signed-in') setEnded(true);
    });
    return () => {
      clearTimeout(later);
      forget();
    };
  }, []);
  if (!ended) return null;
  return (
    <Suspense>
      <SignInAgain
        person={person}
        onDone={() => {
          setEnded(false);
          sendWhatWaits(person);
        }}
      />
    </Suspense>
  );
}
