import { $api, type Json } from '../api/client.js';
import { problemText } from '../api/problem-text.js';
import { lengthText } from '../clock/left.js';
import { When } from '../clock/when.js';
import { Badge, Banner, Card, type Tone } from '../look/parts.js';
import { usePageWords } from '../words/page-words.js';
import { useWords, type Language } from '../words/words.js';
import { bytesText, saidOfPart } from './part-sentence.js';

type DeskHealth = Json<'DeskHealthJson'>;
type Part = Json<'HealthPartJson'>;

const tones: Record<Part['state'], Tone> = { fine: 'ok', late: 'warn', down: 'late' };
const readAgainMs = 10_000;

/** How each part of the desk is, since when, and what to do; read anew by itself. */
export function Health() {
  const own = usePageWords('operations');
  const { t, language } = useWords();
  const { data, error, isPending } = $api.useQuery(
    'get',
    '/v1/operations/health',
    {},
    { refetchInterval: readAgainMs },
  );
  const wrong = data?.parts.filter(({ state }) => state !== 'fine') ?? [];
  return (
    <Card
      title={own.health}
      side={
        data && (
          <span className="text-sm text-muted">
            {own.version(data.version)} · {own.readAt} <When at={data.at} />
          </span>
        )
      }
    >
      {error && (
        <Banner tone="late">
          {problemText(error as never, t)} {data && own.notRead}
        </Banner>
      )}
      {isPending && <p className="text-muted">{t.common.loading}</p>}
      {data && (
        <>
          <div aria-live="polite" className="mb-3">
            <Banner tone={wrong.length > 0 ? 'warn' : 'ok'}>
              {wrong.length > 0 ? own.notFine(wrong.length) : own.allFine}
            </Banner>
          </div>
          <ul className="divide-y divide-line">
            {[...wrong, ...data.parts.filter(({ state }) => state === 'fine')].map((part) => (
              <PartLine key={part.part} part={part} health={data} />
            ))}
          </ul>
          <dl className="mt-3 grid gap-x-4 gap-y-1.5 border-t border-line pt-3 text-sm sm:grid-cols-[auto_1fr]">
            {data.lateness && (
              <>
                <dt className="text-muted">{own.lateness}</dt>
                <dd>{latenessText(data.lateness, own, language)}</dd>
              </>
            )}
            <dt className="text-muted">{own.backup}</dt>
            <dd>
              {data.backupAt && (
                <>
                  {own.lastBackup} <When at={data.backupAt} />{' '}
                </>
              )}
              {isOldBackup(data) && <span className="text-warn">{own.backupSays(data.backupAt !== null)}</span>}
            </dd>
          </dl>
        </>
      )}
    </Card>
  );
}

function PartLine({ part, health }: { part: Part; health: DeskHealth }) {
  const own = usePageWords('operations');
  const { state, since } = part;
  const sinceWhat = part.part === 'heads' ? own.lastHead : part.part === 'worker' ? own.lastBeat : own.since;
  return (
    <li
      data-part={part.part}
      className="flex flex-wrap items-baseline gap-x-3 gap-y-1 py-2 md:grid md:grid-cols-[3.5rem_11rem_1fr_auto]"
    >
      <Badge tone={tones[state]}>{own.states[state]}</Badge>
      <span className="font-medium">{own.parts[part.part]}</span>
      <span className="min-w-0 max-md:basis-full">
        {saidOfPart(part, health, own, bytesText(health.databaseBytes))}
        {state !== 'fine' && own.todo[part.part] && <span className="block text-sm">{own.todo[part.part]}</span>}
      </span>
      {since && (
        <span className="text-sm text-muted">
          {sinceWhat} <When at={since} />
        </span>
      )}
    </li>
  );
}

/** A backup a day is what a desk needs. */
const isOldBackup = ({ at, backupAt }: DeskHealth): boolean =>
  backupAt === null || Date.parse(at) - Date.parse(backupAt) > 26 * 3_600_000;

type Own = ReturnType<typeof usePageWords<'operations'>>;

function latenessText(
  { moments, medianMs, worstMs }: NonNullable<DeskHealth['lateness']>,
  own: Own,
  language: Language,
): string {
  const length = (ms: number) => (ms < 60_000 ? own.seconds(ms) : lengthText(ms, language));
  if (medianMs === null || worstMs === null) return own.latenessNone;
  return own.latenessSays(moments, length(medianMs), length(worstMs));
}
