import { useState } from 'react';
import { api } from '../api/client.js';
import { $api } from '../api/client.js';
import { useMe } from '../api/me.js';
import { problemText } from '../api/problem-text.js';
import { useSendOnce } from '../act/send.js';
import { LocalWhen } from '../clock/local-when.js';
import { leave } from '../api/sign-out.js';
import { Button } from '../look/button.js';
import { Confirm } from '../look/confirm.js';
import { Sheet } from '../look/dialog.js';
import { Badge, Banner, Card } from '../look/parts.js';
import { ChangePassword } from '../sign-in/ChangePassword.js';
import { useWords } from '../words/words.js';
import { TokenList } from './TokenList.js';

/** Changes the password. */
export function Password() {
  const { t } = useWords();
  const [state, setState] = useState<'shut' | 'open' | 'changed'>('shut');
  return (
    <Card
      title={t.account.password}
      side={
        <Button small shortcut={{ code: 'KeyP', label: t.account.changePassword }} onPress={() => setState('open')}>
          {t.account.changePassword}
        </Button>
      }
    >
      {state === 'changed' ? (
        <Banner tone="ok">{t.account.passwordChanged}</Banner>
      ) : (
        <p className="text-sm text-muted">{t.account.passwordAbout}</p>
      )}
      <Sheet title={t.account.changePassword} isOpen={state === 'open'} onClose={() => setState('shut')}>
        <ChangePassword onDone={() => setState('changed')} />
      </Sheet>
    </Card>
  );
}

/** The devices on which one is signed in, each of which can be signed out from here. */
export function Sessions() {
  const { t } = useWords();
  const [asks, setAsks] = useState(false);
  const sessions = $api.useQuery('get', '/v1/me/sessions');
  const [ending, setEnding] = useState<string>();
  const end = useSendOnce(
    () => api.DELETE('/v1/me/sessions/{id}', { params: { path: { id: ending! } } }),
    () => setEnding(undefined),
  );
  const everywhere = useSendOnce(
    () => api.DELETE('/v1/session', { params: { query: { everywhere: true } } }),
    () => void leave(),
  );
  return (
    <Card
      title={t.account.sessions}
      side={
        <Button
          small
          look="danger"
          shortcut={{ code: 'KeyE', label: t.account.everywhere }}
          onPress={() => setAsks(true)}
        >
          {t.account.everywhere}
        </Button>
      }
    >
      {sessions.error && <Banner tone="late">{problemText(sessions.error as never, t)}</Banner>}
      <ul className="divide-y divide-line text-sm">
        {sessions.data?.sessions.map((session) => (
          <li key={session.id} className="flex items-center justify-between gap-2 py-2">
            <span className="min-w-0">
              <span className="font-medium">{session.device}</span>{' '}
              {session.current && <Badge tone="ok">{t.account.thisDevice}</Badge>}
              <span className="block text-xs text-muted">
                {t.account.since} <LocalWhen at={session.startedAt} /> · {t.account.lastUsed}{' '}
                <LocalWhen at={session.lastUsedAt} />
              </span>
            </span>
            {!session.current && (
              <Button
                small
                className="shrink-0 whitespace-nowrap"
                onPress={() => setEnding(session.id)}
                aria-label={`${t.account.endSession} ${session.device}`}
              >
                {t.account.endSession}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <Confirm
        title={t.account.endSession}
        isOpen={ending !== undefined}
        onClose={() => setEnding(undefined)}
        onConfirm={() => end.submit(ending!)}
        isPending={end.isPending}
        problem={end.problem}
      >
        {sessions.data?.sessions.find(({ id }) => id === ending)?.device}
      </Confirm>
      <Confirm
        title={t.account.everywhere}
        isOpen={asks}
        onClose={() => setAsks(false)}
        onConfirm={() => everywhere.submit('')}
        isPending={everywhere.isPending}
        problem={everywhere.problem}
      >
        {t.account.everywhereAbout}
      </Confirm>
    </Card>
  );
}

/** The tokens with which programs come in as this person. */
export function Tokens() {
  const { t } = useWords();
  const me = useMe();
  const tokens = $api.useQuery('get', '/v1/me/tokens');
  return (
    <Card title={t.account.tokens}>
      <p className="mb-2 text-sm text-muted">{t.account.tokensAbout}</p>
      {tokens.error && <Banner tone="late">{problemText(tokens.error as never, t)}</Banner>}
      <TokenList
        person={me.id}
        tokens={tokens.data?.tokens}
        revoke={(id) => api.DELETE('/v1/me/tokens/{id}', { params: { path: { id } } })}
      />
    </Card>
  );
}
