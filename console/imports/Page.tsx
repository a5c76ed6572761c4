import { useState } from 'react';
import { $api, type Json } from '../api/client.js';
import { useNames } from '../api/names.js';
import { problemText } from '../api/problem-text.js';
import { When } from '../clock/when.js';
import { Button } from '../look/button.js';
import { Badge, Banner, Card, Empty, PageTitle, type Tone } from '../look/parts.js';
import { usePageWords } from '../words/page-words.js';
import { useWords } from '../words/words.js';
import { ImportForm } from './ImportForm.js';
import { ImportReport } from './ImportReport.js';

type Import = Json<'ImportJson'>;

const tones: Record<string, Tone> = { running: 'accent', done: 'ok', failed: 'late', 'broken-off': 'warn' };

/** Tables whose rows become cases: tried first, then imported; and the imports of before. */
export function ImportsPage() {
  const own = usePageWords('imports');
  return (
    <>
      <PageTitle>{own.title}</PageTitle>
      <p className="mb-4 max-w-prose text-muted">{own.about}</p>
      <div className="flex flex-col gap-6">
        <ImportForm />
        <Earlier />
      </div>
    </>
  );
}

function Earlier() {
  const own = usePageWords('imports');
  const { t } = useWords();
  const names = useNames();
  const [open, setOpen] = useState<string>();
  const { data, error, isPending } = $api.useQuery('get', '/v1/imports', {}, { refetchInterval: 10_000 });
  return (
    <Card title={own.earlier}>
      {error && <Banner tone="late">{problemText(error as never, t)}</Banner>}
      {isPending && <p className="text-muted">{t.common.loading}</p>}
      {data?.imports.length === 0 && <Empty title={own.none}>{own.noneAdvice}</Empty>}
      <ul className="divide-y divide-line">
        {data?.imports.map((one) => (
          <EarlierLine
            key={one.id}
            of={one}
            site={names.site(one.site)}
            isOpen={open === one.id}
            toggle={() => setOpen(open === one.id ? undefined : one.id)}
          />
        ))}
      </ul>
    </Card>
  );
}

function EarlierLine({
  of: { id, namespace, dry, status, detail, startedAt },
  site,
  isOpen,
  toggle,
}: {
  of: Import;
  site: string;
  isOpen: boolean;
  toggle: () => void;
}) {
  const own = usePageWords('imports');
  return (
    <li className="flex flex-col gap-2 py-2">
      <div className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <When at={startedAt} />
        <Badge tone={tones[status] ?? 'plain'}>{own.statuses[status]}</Badge>
        {dry && <Badge>{own.dry}</Badge>}
        <span className="font-medium">{namespace}</span>
        <span className="text-sm text-muted">{site}</span>
        <span className="min-w-0 flex-1 basis-60 text-sm">{detail}</span>
        <Button small look="quiet" aria-expanded={isOpen} onPress={toggle}>
          {isOpen ? own.close : own.open}
        </Button>
      </div>
      {isOpen && <ImportReport id={id} />}
    </li>
  );
}
