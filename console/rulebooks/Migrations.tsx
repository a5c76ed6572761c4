import { useState } from 'react';
import { useSendOnce } from '../act/send.js';
import { $api, api, Problem, type Json } from '../api/client.js';
import { problemText } from '../api/problem-text.js';
import { Button } from '../look/button.js';
import { Confirm } from '../look/confirm.js';
import { Sheet } from '../look/dialog.js';
import { Banner, Card, Empty } from '../look/parts.js';
import { usePageWords } from '../words/page-words.js';
import { useWords } from '../words/words.js';
import { MigrationForm } from './MigrationForm.js';
import { MigrationItem } from './MigrationItem.js';
import { useCountedAnew, type Part, type Version } from './use-versions.js';

type Order = Json<'VersionMigrationJson'>;

/** Running cases that are moved to the version in force: what it would do first, then case by case, on record. */
export function Migrations({
  version,
  inForce,
  onShow,
}: {
  version: Version;
  inForce: Version | undefined;
  onShow: (version: Version, part?: Part) => void;
}) {
  const own = usePageWords('rulebooks');
  const { t } = useWords();
  const [isMaking, setMaking] = useState(false);
  const [going, setGoing] = useState<Order>();
  const { data, error, isPending } = $api.useQuery('get', '/v1/rulebook-orders');
  const orders = (data?.orders ?? []).filter((one) => one.name === version.name && one.version === version.version);
  useCountedAnew(orders.reduce((sum, { moved }) => sum + moved, 0));
  const carryOut = useSendOnce(
    async (key) =>
      api.POST('/v1/rulebook-orders/{id}/carry-out', {
        params: { path: { id: going!.id }, header: { 'Idempotency-Key': key } },
      }),
    () => setGoing(undefined),
  );
  if (inForce && version.state !== 'in-force')
    return (
      <Empty title={own.notInForce(version.version)}>
        <p className="mb-2">{own.notInForceAdvice(inForce.version)}</p>
        <Button small onPress={() => onShow(inForce, 'cases')}>
          {own.toInForce(inForce.version)}
        </Button>
      </Empty>
    );
  return (
    <Card
      title={own.migrations}
      side={
        <Button small shortcut={{ code: 'KeyM', label: own.makeOrder }} onPress={() => setMaking(true)}>
          {own.makeOrder}
        </Button>
      }
    >
      <p className="mb-3 text-sm text-muted">{own.migrationsAbout}</p>
      {error instanceof Problem && <Banner tone="late">{problemText(error, t)}</Banner>}
      {isPending && <p className="text-muted">{t.common.loading}</p>}
      {data && orders.length === 0 && <Empty title={own.noOrders}>{own.noOrdersAdvice}</Empty>}
      <ul className="flex flex-col gap-3">
        {orders.map((order) => (
          <MigrationItem key={order.id} listed={order} onCarryOut={() => setGoing(order)} />
        ))}
      </ul>
      <Sheet side title={own.makeOrder} isOpen={isMaking} onClose={() => setMaking(false)}>
        {isMaking && <MigrationForm version={version} onDone={() => setMaking(false)} />}
      </Sheet>
      <Confirm
        title={own.carryOut}
        isOpen={going !== undefined}
        onClose={() => setGoing(undefined)}
        onConfirm={() => carryOut.submit(going!.id)}
        isPending={carryOut.isPending}
        problem={carryOut.problem}
      >
        {going && own.carryOutSure((going.shown as { cases: number }).cases)}
      </Confirm>
    </Card>
  );
}
