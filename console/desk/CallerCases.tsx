import { Link, useLocation } from 'wouter';
import { addresses } from '../addresses.js';
import type { Json } from '../api/client.js';
import { TimeLeft } from '../clock/left.js';
import { When } from '../clock/when.js';
import { Button } from '../look/button.js';
import { useShortcut } from '../look/keys.js';
import { Banner } from '../look/parts.js';
import { useWords } from '../words/words.js';

type Item = Json<'CaseItemJson'>;

/** As many of the caller's cases have keys. */
const keyed = 4;

/** What was promised to a caller, what is open and what was before; `onNote`: what is open can be added to, by a key. */
export function CallerCases({
  of: { promised, open, earlier },
  onNote,
  mostOpen = open.length,
  mostEarlier,
}: {
  of: Pick<Json<'CallerJson'>, 'promised' | 'open' | 'earlier'>;
  onNote?: (item: Item) => void;
  mostOpen?: number;
  mostEarlier: number;
}) {
  const { t } = useWords();
  return (
    <>
      {promised.map(({ number, promisedAt, clause, late }) => (
        <Banner key={`${number} ${promisedAt}`} tone={late ? 'late' : 'accent'}>
          {late ? t.desk.brokenPromise : t.desk.promised} <When at={promisedAt} /> · {number} {clause}
        </Banner>
      ))}
      <CaseList title={t.desk.openCases} of={open.slice(0, mostOpen)} onNote={onNote} />
      <CaseList title={t.desk.earlierCases} of={earlier.slice(0, mostEarlier)} />
    </>
  );
}

/** Leads to all cases of a phone, or of a place. */
export function AllOf({ phone, place }: { phone?: string | null | undefined; place?: string | null | undefined }) {
  const { t } = useWords();
  const link = 'inline-flex min-h-6 items-center text-accent underline';
  return (
    <p className="flex flex-wrap gap-x-4">
      {phone && (
        <Link href={addresses.casesOf({ phone })} className={link}>
          {t.cases.allOfPhone}
        </Link>
      )}
      {place && (
        <Link href={addresses.casesOf({ place })} className={link}>
          {t.cases.allOfPlace}
        </Link>
      )}
    </p>
  );
}

function CaseList({
  title,
  of,
  onNote,
}: {
  title: string;
  of: readonly Item[];
  onNote?: ((item: Item) => void) | undefined;
}) {
  if (of.length === 0) return null;
  return (
    <section>
      <h3 className="mb-1 text-xs font-medium text-muted">{title}</h3>
      <ul className="flex flex-col divide-y divide-line">
        {of.map((item, index) => (
          <CallerCase key={item.number} item={item} index={index} onNote={onNote} />
        ))}
      </ul>
    </section>
  );
}

function CallerCase({
  item,
  index,
  onNote,
}: {
  item: Item;
  index: number;
  onNote: ((item: Item) => void) | undefined;
}) {
  const { t } = useWords();
  const [, go] = useLocation();
  const { number, kindName, statusName, subject, place, nextDue, closedAt, openedAt } = item;
  const key = onNote && index < keyed ? { code: `Digit${index + 1}`, alt: true } : undefined;
  useShortcut(key && { ...key, shift: true, label: `${t.common.open} ${number}` }, () => go(addresses.case(number)));
  return (
    <li className="flex flex-col gap-1 py-2">
      <span className="flex flex-wrap items-baseline justify-between gap-x-2">
        <span className="font-medium">{subject ?? kindName}</span>
        {closedAt === null && nextDue && <TimeLeft due={nextDue.due} />}
      </span>
      <span className="flex flex-wrap items-center gap-x-2 text-xs text-muted">
        <Link href={addresses.case(number)} className="text-accent underline">
          {number}
        </Link>
        {kindName} · {statusName}
        {place && <span>{place}</span>}
        <When at={openedAt} />
      </span>
      {onNote && (
        <Button
          small
          className="w-fit"
          shortcut={key && { ...key, label: `${t.desk.addTo} ${number}` }}
          onPress={() => onNote(item)}
        >
          {t.desk.addTo}
        </Button>
      )}
    </li>
  );
}
