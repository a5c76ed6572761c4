import { useState } from 'react';
import { useSendOnce } from '../act/send.js';
import { LocalWhen } from '../clock/local-when.js';
import { Button } from '../look/button.js';
import { Confirm } from '../look/confirm.js';
import { Badge } from '../look/parts.js';
import { usePageWords } from '../words/page-words.js';

interface ShownToken {
  id: string;
  issuedAt: string;
  endsAt: string;
  madeBy: string | null;
  madeByName: string | null;
}

/** The tokens of a person with their ends, who made them, and a question before one is revoked. */
export function TokenList({
  person,
  tokens,
  revoke,
}: {
  person: string;
  tokens: readonly ShownToken[] | undefined;
  /** Throws what the API says against it. */
  revoke: (id: string, key: string) => Promise<unknown>;
}) {
  const own = usePageWords('account');
  const [revoking, setRevoking] = useState<string>();
  const send = useSendOnce(
    (key) => revoke(revoking!, key),
    () => setRevoking(undefined),
  );
  return (
    <>
      {tokens?.length === 0 && <p className="text-sm">{own.noTokens}</p>}
      <ul className="divide-y divide-line text-sm">
        {tokens?.map(({ id, issuedAt, endsAt, madeBy, madeByName }) => (
          <li key={id} className="flex items-center justify-between gap-2 py-2">
            <span className="min-w-0">
              <span className="font-medium">{own.token(id)}</span>{' '}
              {madeBy !== null && madeBy !== person && <Badge tone="warn">{own.madeBy(madeByName ?? madeBy)}</Badge>}
              <span className="block text-xs text-muted">
                {own.issued} <LocalWhen at={issuedAt} /> · {own.ends} <LocalWhen at={endsAt} />
              </span>
            </span>
            <Button
              small
              className="shrink-0 whitespace-nowrap"
              onPress={() => setRevoking(id)}
              aria-label={`${own.revoke} ${own.token(id)}`}
            >
              {own.revoke}
            </Button>
          </li>
        ))}
      </ul>
      <Confirm
        title={own.revoke}
        isOpen={revoking !== undefined}
        onClose={() => setRevoking(undefined)}
        onConfirm={() => send.submit(revoking!)}
        isPending={send.isPending}
        problem={send.problem}
      >
        {own.revokeAbout}
      </Confirm>
    </>
  );
}
