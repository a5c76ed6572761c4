import { Link } from 'wouter';
import { addresses } from '../addresses.js';
import { useMe } from '../api/me.js';
import { Button } from '../look/button.js';
import { useSignOut } from '../offline/sign-out.js';
import { usePageWords } from '../words/page-words.js';

/** The desk works: signing in as those who work at it, and what an administrator does next. */
export function Done() {
  const own = usePageWords('setUp');
  const me = useMe();
  const { signOut, isPending, question } = useSignOut();
  const link = 'inline-flex min-h-8 items-center text-accent underline underline-offset-2';
  return (
    <section className="mb-4 rounded-lg border border-ok bg-ok-tint p-4">
      <h2 className="font-semibold text-ok">{own.ready}</h2>
      <p className="mt-1 text-sm">{own.readyAbout}</p>
      <Button className="mt-3" isPending={isPending} shortcut={{ code: 'KeyO', label: own.signInAs }} onPress={signOut}>
        {own.signInAs}
      </Button>
      {question}
      <h3 className="mt-4 text-sm font-medium">{own.after}</h3>
      <ul className="flex flex-col text-sm">
        {me.sites.length > 0 && (
          <li>
            <Link href={addresses.onDuty} className={link}>
              {own.afters.contacts}
            </Link>
          </li>
        )}
        <li>
          <Link href={addresses.account} className={link}>
            {own.afters.account}
          </Link>
        </li>
        <li>
          <a href="/docs" className={link}>
            {own.afters.docs}
          </a>
        </li>
      </ul>
    </section>
  );
}
