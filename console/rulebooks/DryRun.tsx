import { useState } from 'react';
import { Link } from 'wouter';
import { useSendOnce } from '../act/send.js';
import { addresses } from '../addresses.js';
import { api, type Json } from '../api/client.js';
import { serverNow } from '../api/server-time.js';
import { lengthText } from '../clock/left.js';
import { When } from '../clock/when.js';
import { Button } from '../look/button.js';
import { RadioInput } from '../look/choices.js';
import { Banner, Card } from '../look/parts.js';
import { Refused } from '../look/refused.js';
import { usePageWords } from '../words/page-words.js';
import { useWords } from '../words/words.js';
import { useRuleNames } from './rule-names.js';
import type { Version } from './use-versions.js';

type Result = Json<'DryRunJson'>;
type Outcome = { due: string; late: boolean } | null;
interface Example {
  number: string;
  kind: string;
  differences: {
    clock: string;
    rule: string;
    clause: string;
    old: Outcome;
    new: Outcome;
    laterMinutes: number | null;
  }[];
}

const monthMs = 30 * 86_400_000;
const shownExamples = 20;

/** What a version would make of the cases there are: nothing is written. */
export function DryRun({ version }: { version: Version }) {
  const own = usePageWords('rulebooks');
  const [of, setOf] = useState('open');
  const [result, setResult] = useState<Result>();
  const run = useSendOnce(
    async (key) => {
      const { data } = await api.POST('/v1/rulebooks/{name}/{version}/dry-run', {
        params: { path: { name: version.name, version: version.version }, header: { 'Idempotency-Key': key } },
        body: of === 'open' ? { open: true } : { from: new Date(serverNow() - monthMs).toISOString() },
      });
      return data as Result;
    },
    (answer) => setResult(answer),
  );
  return (
    <Card title={own.dryRun}>
      <p className="mb-3 text-sm text-muted">{own.dryRunAbout}</p>
      <div className="flex flex-col items-start gap-3">
        <RadioInput
          label={own.dryRunOf}
          choices={[
            { id: 'open', name: own.openOnes },
            { id: 'month', name: own.lastMonth },
          ]}
          value={of}
          onChange={(next) => {
            setOf(next);
            setResult(undefined);
          }}
        />
        <Button
          shortcut={{ code: 'KeyR', label: own.runDry }}
          isPending={run.isPending}
          onPress={() => run.submit(`${of} ${Date.now()}`)}
        >
          {run.isPending ? own.running : own.runDry}
        </Button>
        <Refused problem={run.problem} />
      </div>
      {result && <Outcomes version={version} result={result} />}
    </Card>
  );
}

function Outcomes({ version, result }: { version: Version; result: Result }) {
  const own = usePageWords('rulebooks');
  const { language } = useWords();
  const names = useRuleNames(version.name, version.version);
  const { all } = result;
  const examples = result.examples as unknown as Example[];
  const clauses = Object.entries(result.byClause as Record<string, Json<'TallyJson'>>).filter(
    ([, { differ }]) => differ,
  );
  return (
    <div className="mt-4 flex flex-col gap-4 text-sm" role="status">
      <Banner tone={all.newlyLate > 0 ? 'late' : all.differ > 0 ? 'warn' : 'ok'}>
        {all.differ === 0 ? own.noneDiffer(result.cases) : own.differ(result.cases, all.differ, all.earlier, all.later)}{' '}
        {all.newlyLate > 0 && own.newlyLate(all.newlyLate)} {all.noLongerLate > 0 && own.noLongerLate(all.noLongerLate)}
      </Banner>
      {result.bounded && <Banner tone="warn">{own.bounded}</Banner>}
      {clauses.length > 0 && (
        <div className="overflow-x-auto">
          <table className="w-full text-left">
            <caption className="mb-1 text-left font-medium">{own.byClause}</caption>
            <thead className="text-xs text-muted">
              <tr>
                {[own.clause, own.earlierCount, own.laterCount, own.newlyLateCount].map((head) => (
                  <th key={head} scope="col" className="py-1 pr-3 font-medium">
                    {head}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {clauses.map(([clause, tally]) => (
                <tr key={clause} className="border-t border-line">
                  <th scope="row" className="py-1 pr-3 font-normal">
                    {clause}
                  </th>
                  {[tally.earlier, tally.later, tally.newlyLate].map((count, at) => (
                    // oxlint-disable-next-line react/no-array-index-key
                    <td key={at} className="py-1 pr-3 tabular-nums">
                      {count}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {examples.length > 0 && (
        <section>
          <h3 className="mb-1 font-medium">{own.examples(Math.min(shownExamples, examples.length))}</h3>
          <ul className="flex flex-col divide-y divide-line">
            {examples.slice(0, shownExamples).map((one) => (
              <li key={one.number} className="py-2">
                <Link href={addresses.case(one.number)} className="text-accent underline">
                  {one.number}
                </Link>{' '}
                <span className="text-muted">{names.kind(one.kind)}</span>
                {one.differences.map((difference) => (
                  <span key={difference.clock} className="block">
                    {names.clock(difference.rule)} <span className="text-xs text-muted">{difference.clause}</span>
                    <span className="block">
                      <Due of={difference.old} none={own.notBefore} /> → <Due of={difference.new} none={own.notAfter} />
                      {difference.laterMinutes !== null && difference.laterMinutes !== 0 && (
                        <span className="text-muted">
                          {' '}
                          {(difference.laterMinutes < 0 ? own.earlierBy : own.laterBy)(
                            lengthText(difference.laterMinutes * 60_000, language),
                          )}
                        </span>
                      )}
                    </span>
                  </span>
                ))}
              </li>
            ))}
          </ul>
        </section>
      )}
      {result.notReplayed.length > 0 && (
        <details>
          <summary className="cursor-pointer text-muted">{own.notReplayed(result.notReplayed.length)}</summary>
          <ul className="mt-1 list-disc pl-5 text-muted">
            {result.notReplayed.map(({ what, why, cases }) => (
              <li key={`${what} ${why}`}>
                {names.clock(what)}
                {own.colon}
                {why} {own.casesCount(cases)}
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}

function Due({ of, none }: { of: Outcome; none: string }) {
  const { t } = useWords();
  if (!of) return <span className="text-muted">{none}</span>;
  return (
    <span className={of.late ? 'text-late' : ''}>
      <When at={of.due} />
      {of.late && ` ${t.common.late}`}
    </span>
  );
}
