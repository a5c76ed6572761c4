import { useState } from 'react';
import { useSendOnce } from '../act/send.js';
import { $api, api, type Json } from '../api/client.js';
import { problemText } from '../api/problem-text.js';
import { When } from '../clock/when.js';
import { Button } from '../look/button.js';
import { Banner, Card } from '../look/parts.js';
import { useMe } from '../api/me.js';
import { usePageWords } from '../words/page-words.js';
import { useWords } from '../words/words.js';

type Swap = Json<'OpenSwapJson'>;

/** Exchanges of duties that wait for one's answer, or for that of the other. Nothing where there are none. */
export function Swaps() {
  const own = usePageWords('onDuty');
  const me = useMe();
  const swaps = $api.useQuery('get', '/v1/rosters/swaps', {}, { refetchInterval: 60_000 });
  const [done, setDone] = useState<string>();
  const all = swaps.data?.swaps ?? [];
  if (all.length === 0 && done === undefined) return null;
  const firstOfMine = all.find(({ asked }) => asked === me.id)?.id;
  return (
    <Card title={own.swaps}>
      {done && <Banner tone="ok">{done}</Banner>}
      <ul className="divide-y divide-line">
        {all.map((swap) => (
          <SwapLine key={swap.id} swap={swap} hasKeys={swap.id === firstOfMine} onDone={setDone} />
        ))}
      </ul>
    </Card>
  );
}

function SwapLine({ swap, hasKeys, onDone }: { swap: Swap; hasKeys: boolean; onDone: (text: string) => void }) {
  const own = usePageWords('onDuty');
  const { t } = useWords();
  const me = useMe();
  const isMine = swap.asked === me.id;
  const params = (key: string) => ({ path: { id: swap.id }, header: { 'Idempotency-Key': key } });
  const agree = useSendOnce(
    (key) => api.POST('/v1/rosters/swaps/{id}/agree', { params: params(key) }),
    () => onDone(own.agreed),
  );
  const refuse = useSendOnce(
    (key) => api.POST('/v1/rosters/swaps/{id}/refuse', { params: params(key) }),
    () => onDone(own.refused),
  );
  const isPending = agree.isPending || refuse.isPending;
  const problem = agree.problem ?? refuse.problem;
  const [theirs, yours] = isMine ? [swap.duty, swap.otherDuty] : [swap.otherDuty, swap.duty];
  const name = theirs?.name ?? (isMine ? swap.askedBy : swap.asked);
  const key = (code: string, label: string) => (hasKeys ? { code, label } : undefined);
  return (
    <li className="flex flex-col gap-2 py-2">
      <p className="font-medium">{isMine ? own.swapAsked(name) : own.swapWaits(name)}</p>
      <dl className="grid gap-x-6 gap-y-1 text-sm sm:grid-cols-2">
        <SwapDuty title={own.swapTheirs} duty={theirs} />
        <SwapDuty title={own.swapYours} duty={yours} />
      </dl>
      {problem && <Banner tone="late">{problem.errors[0]?.detail ?? problemText(problem, t)}</Banner>}
      {isMine && (
        <div className="flex flex-wrap gap-2">
          <Button
            small
            look="primary"
            isPending={isPending}
            shortcut={key('KeyY', own.agree)}
            onPress={() => {
              refuse.clear();
              agree.submit(swap.id);
            }}
          >
            {own.agree}
          </Button>
          <Button
            small
            isPending={isPending}
            shortcut={key('KeyX', own.refuse)}
            onPress={() => {
              agree.clear();
              refuse.submit(swap.id);
            }}
          >
            {own.refuse}
          </Button>
        </div>
      )}
    </li>
  );
}

function SwapDuty({ title, duty }: { title: string; duty: Swap['duty'] }) {
  const own = usePageWords('onDuty');
  return (
    <div>
      <dt className="text-xs text-muted">{title}</dt>
      <dd>
        {duty === null ? (
          own.swapGone
        ) : (
          <>
            {duty.roleName} · {duty.siteName}
            <span className="block">
              <When at={duty.from} /> – <When at={duty.until} />
            </span>
          </>
        )}
      </dd>
    </div>
  );
}
