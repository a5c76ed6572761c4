import { useState } from 'react';
import { $api, api } from '../api/client.js';
import { useMe } from '../api/me.js';
import { problemText } from '../api/problem-text.js';
import { useSendOnce } from '../act/send.js';
import { LocalWhen } from '../clock/local-when.js';
import { useSignOut } from '../offline/sign-out.js';
import { Button } from '../look/button.js';
import { Confirm } from '../look/confirm.js';
import { Sheet } from '../look/dialog.js';
import { Badge, Banner, Card } from '../look/parts.js';
import { ChangePassword } from '../sign-in/ChangePassword.js';
import { usePageWords } from '../words/page-words.js';
import { useWords } from '../words/words.js';
import { TokenList } from './TokenList.js';

/** Changes the password. */
export function Password() {
  const own = usePageWords('account');
  const [state, setState] = useState<'shut' | 'open' | 'changed'>('shut');
  return (
    <Card
      title={own.password}
      side={
        <Button small shortcut={{ code: 'KeyP', label: own.changePassword }} onPress={() => setState('open')}>
          {own.changePassword}
        </Button>
      }
    >
      {state === 'changed' ? (
        <Banner tone="ok">{own.passwordChanged}</Banner>
      ) : (
        <p className="text-sm text-muted">{own.passwordAbout}</p>
      )}
      <Sheet title={own.changePassword} isOpen={state === 'open'} onClose={() => setState('shut')}>
        <ChangePassword onDone={() => setState('changed')} />
      </Sheet>
    </Card>
  );
}

/** The devices on which one is signed in, each of which can be signed out from here. */
export function Sessions() {
  const own = usePageWords('account');
  const { t } = useWords();
  const [asks, setAsks] = useState(false);
  const sessions = $api.useQuery('get', '/v1/me/sessions');
  const [ending, setEnding] = useState<string>();
  const end = useSendOnce(
    () => api.DELETE('/v1/me/sessions/{id}', { params: { path: { id: ending! } } }),
    () => setEnding(undefined),
  );
  const everywhere = useSignOut({ everywhere: true });
  return (
    <Card
      title={own.sessions}
      side={
        <Button small look="danger" shortcut={{ code: 'KeyE', label: own.everywhere }} onPress={() => setAsks(true)}>
          {own.everywhere}
        </Button>
      }
    >
      {sessions.error && <Banner tone="late">{problemText(sessions.error as never, t)}</Banner>}
      <ul className="divide-y divide-line text-sm">
        {sessions.data?.sessions.map((session) => (
          <li key={session.id} className="flex items-center justify-between gap-2 py-2">
            <span className="min-w-0">
              <span className="font-medium">{session.device}</span>{' '}
              {session.current && <Badge tone="ok">{own.thisDevice}</Badge>}
              <span className="block text-xs text-muted">
                {own.since} <LocalWhen at={session.startedAt} /> · {own.lastUsed} <LocalWhen at={session.lastUsedAt} />
              </span>
            </span>
            {!session.current && (
              <Button
                small
                className="shrink-0 whitespace-nowrap"
                onPress={() => setEnding(session.id)}
                aria-label={`${own.endSession} ${session.device}`}
              >
                {own.endSession}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <Confirm
        title={own.endSession}
        isOpen={ending !== undefined}
        onClose={() => setEnding(undefined)}
        onConfirm={() => end.submit(ending!)}
        isPending={end.isPending}
        problem={end.problem}
      >
        {sessions.data?.sessions.find(({ id }) => id === ending)?.device}
      </Confirm>
      <Confirm
        title={own.everywhere}
        isOpen={asks}
        onClose={() => setAsks(false)}
        onConfirm={() => {
          setAsks(false);
          everywhere.signOut();
        }}
        isPending={everywhere.isPending}
      >
        {own.everywhereAbout}
      </Confirm>
      {everywhere.question}
    </Card>
  );
}

/** The tokens with which programs come in as this person. */
export function Tokens() {
  const own = usePageWords('account');
  const { t } = useWords();
  const me = useMe();
  const tokens = $api.useQuery('get', '/v1/me/tokens');
  return (
    <Card title={own.tokens}>
      <p className="mb-2 text-sm text-muted">{own.tokensAbout}</p>
      {tokens.error && <Banner tone="late">{problemText(tokens.error as never, t)}</Banner>}
      <TokenList
        person={me.id}
        tokens={tokens.data?.tokens}
        revoke={(id) => api.DELETE('/v1/me/tokens/{id}', { params: { path: { id } } })}
      />
    </Card>
  );
}
