import { useQueryClient } from '@tanstack/react-query';
import { Sheet } from '../look/dialog.js';
import { leave } from '../offline/sign-out.js';
import { useWords } from '../words/words.js';
import { SignInForm } from './SignIn.js';

/** Over the page when the session has ended: what was written there stays. `onDone`: the same person is back. */
export function SignInAgain({ person, onDone }: { person: string; onDone: () => void }) {
  const { t } = useWords();
  const client = useQueryClient();
  return (
    <Sheet title={t.shell.signInAgain} isOpen isKept onClose={() => undefined}>
      <p className="text-muted">{t.shell.signInAgainAbout}</p>
      <SignInForm
        onDone={(id) => {
          // Somebody else must not find what the first one wrote.
          if (id !== person) return void leave(person, id);
          onDone();
          void client.invalidateQueries();
        }}
      />
    </Sheet>
  );
}
