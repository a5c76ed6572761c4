import { useQueryClient } from '@tanstack/react-query';
import { PageTitle } from '../look/parts.js';
import { useWords } from '../words/words.js';
import { ChangePassword } from './ChangePassword.js';

/** What whoever has signed in with a one-time password sees until they have their own. */
export function FirstPassword() {
  const { t } = useWords();
  const client = useQueryClient();
  return (
    <main className="mx-auto max-w-md px-4 py-10">
      <PageTitle>{t.signIn.mustChange}</PageTitle>
      <p className="mb-4 text-muted">{t.signIn.mustChangeAbout}</p>
      <ChangePassword onDone={() => void client.resetQueries()} />
    </main>
  );
}
