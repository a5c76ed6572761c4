import { lazy, Suspense, useState } from 'react';
import { $api, Problem, type Json } from '../api/client.js';
import { problemText } from '../api/problem-text.js';
import { Button } from '../look/button.js';
import { SelectInput } from '../look/choices.js';
import { Badge, Banner, Card, Empty, type Tone } from '../look/parts.js';
import { usePageWords } from '../words/page-words.js';
import { useWords } from '../words/words.js';
import { grouped } from './grouped.js';
import type { Version } from './use-versions.js';

const TextDifference = lazy(async () => ({ default: (await import('./TextDifference.js')).TextDifference }));

type Difference = Json<'DifferenceJson'>;
const tones: Record<string, Tone> = { added: 'ok', removed: 'late', changed: 'accent' };

/** What a version says otherwise than another, clause by clause in words, and below it line by line. */
export function Comparison({ version, others }: { version: Version; others: readonly Version[] }) {
  const own = usePageWords('rulebooks');
  const { t } = useWords();
  const inForce = others.find(({ state }) => state === 'in-force');
  const standard = inForce === version ? others.find(({ state }) => state === 'superseded') : inForce;
  const [chosen, choose] = useState('');
  const [withText, setWithText] = useState(false);
  const base = others.find((one) => one.version === chosen) ?? standard;
  const { data, error, isPending } = $api.useQuery(
    'get',
    '/v1/rulebooks/{name}/{version}/comparison',
    { params: { path: { name: version.name, version: version.version }, query: { with: base?.version ?? '' } } },
    { enabled: base !== undefined && base !== version },
  );
  const choices = others.filter((one) => one !== version);
  const clauses = grouped(data?.differences ?? [], ({ clause }) => clause);
  return (
    <Card title={own.compareTitle}>
      {choices.length === 0 ? (
        <Empty title={own.onlyVersion}>{own.onlyVersionAdvice}</Empty>
      ) : (
        <div className="flex flex-col gap-4">
          <SelectInput
            label={own.compareWith}
            empty={base ? own.standardOf(base.version) : own.chooseVersion}
            choices={choices.map((one) => ({
              id: one.version,
              name: `${one.version} · ${own.states[one.state as 'draft']}`,
            }))}
            value={chosen}
            onChange={choose}
          />
          {error instanceof Problem && <Banner tone="late">{problemText(error, t)}</Banner>}
          {base && isPending && <p className="text-muted">{t.common.loading}</p>}
          {data && data.differences.length === 0 && <Empty title={own.same}>{own.sameAdvice}</Empty>}
          {data && data.differences.length > 0 && (
            <p role="status" className="text-sm">
              {own.differences(data.differences.length, clauses.size)}
            </p>
          )}
          <ul className="flex flex-col gap-4">
            {[...clauses].map(([clause, list]) => (
              <li key={clause ?? '-'}>
                <h3 className="font-medium">{clause ?? own.withoutClause}</h3>
                {list[0]!.clauseText && <p className="mb-1 text-sm text-muted">{list[0]!.clauseText}</p>}
                <ul className="flex flex-col divide-y divide-line rounded-md border border-line">
                  {list.map((one) => (
                    <DifferenceItem key={`${one.part} ${one.kind} ${one.id} ${one.key} ${one.what}`} of={one} />
                  ))}
                </ul>
              </li>
            ))}
          </ul>
          {base && (
            <div>
              <Button small look="quiet" aria-expanded={withText} onPress={() => setWithText(!withText)}>
                {withText ? own.hideText : own.showText}
              </Button>
              {withText && (
                <Suspense fallback={<p className="text-muted">{t.common.loading}</p>}>
                  <TextDifference name={version.name} from={base.version} to={version.version} />
                </Suspense>
              )}
            </div>
          )}
        </div>
      )}
    </Card>
  );
}

function DifferenceItem({ of }: { of: Difference }) {
  const own = usePageWords('rulebooks');
  const { t } = useWords();
  return (
    <li className="flex flex-col gap-1 px-3 py-2 text-sm">
      <span className="flex flex-wrap items-baseline gap-x-2">
        <Badge tone={tones[of.what]!}>{own.what[of.what as 'added']}</Badge>
        <span className="font-medium">{of.itemName}</span>
        <span className="text-xs text-muted">{[of.partName, of.kindName].filter(Boolean).join(' · ')}</span>
      </span>
      <span>
        {of.keyName && (
          <>
            {of.keyName}
            {t.common.colon}
          </>
        )}
        {of.oldText !== null && <del className="text-muted">{of.oldText}</del>}
        {of.oldText !== null && of.newText !== null && <span aria-label={own.becomes}> → </span>}
        {of.newText !== null && <ins className="font-medium no-underline">{of.newText}</ins>}
      </span>
    </li>
  );
}
