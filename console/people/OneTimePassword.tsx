import { useState } from 'react';
import { useSendOnce } from '../act/send.js';
import { api, type Json } from '../api/client.js';
import { LocalWhen } from '../clock/local-when.js';
import { Button } from '../look/button.js';
import { Confirm } from '../look/confirm.js';
import { Banner } from '../look/parts.js';
import { usePageWords } from '../words/page-words.js';

/** Gives somebody a one-time password, shown once. */
export function OneTimePassword({ person, isOwn }: { person: string; isOwn: boolean }) {
  const own = usePageWords('people');
  const [asks, setAsks] = useState(false);
  const [made, setMade] = useState<Json<'OneTimePasswordJson'>>();
  const issue = useSendOnce(
    async (key) =>
      (
        await api.POST('/v1/people/{id}/one-time-password', {
          params: { path: { id: person }, header: { 'Idempotency-Key': key } },
        })
      ).data!,
    (answer) => {
      setAsks(false);
      setMade(answer);
    },
  );
  return (
    <>
      {made && (
        <Banner tone="ok">
          <span className="block">{own.oneTimeMade}</span>
          <code className="block font-mono text-base break-all select-all">
            {made.oneTimePassword ?? own.oneTimeLost}
          </code>
          <span className="block">
            {own.validUntil} <LocalWhen at={made.validUntil} />
          </span>
        </Banner>
      )}
      <Button small className="self-start" isDisabled={isOwn} onPress={() => setAsks(true)}>
        {own.oneTime}
      </Button>
      <Confirm
        title={own.oneTime}
        isOpen={asks}
        onClose={() => setAsks(false)}
        onConfirm={() => issue.submit(`${person} ${made?.validUntil ?? ''}`)}
        isPending={issue.isPending}
        problem={issue.problem}
      >
        {own.oneTimeAbout}
      </Confirm>
    </>
  );
}
