import type { Json } from '../api/client.js';
import { useKind } from '../api/rulebook.js';
import { nameOf, useKnownFacts } from '../case/Told.js';
import { Written } from '../case/Written.js';
import { Facts } from '../look/parts.js';
import type { QueuedAct } from '../offline/queue.js';
import { usePageWords } from '../words/page-words.js';
import { moneyText } from '../words/money.js';
import { useWords } from '../words/words.js';

/** What was quoted and confirmed, in money. */
export const moneyFacts = [
  'labourCents',
  'materialCents',
  'serviceCents',
  'amountCents',
  'confirmedCents',
  'paidCents',
] as const;

/** Acts at which somebody must see what was quoted: the customer signs for it, or pays it. */
const aboutMoney = ['confirm', 'sign-off', 'receipt', 'invoice'];

/**
 * What was quoted, above a form in which it is signed for or paid: as it was written on this phone, which need not be on
 * record yet, else the amounts on record.
 */
export function Quoted({
  act,
  of,
  queue,
}: {
  act: string;
  of: Json<'CaseDetailsJson'>;
  /** What was done with the order on this phone. */
  queue: readonly QueuedAct[];
}) {
  const own = usePageWords('field');
  const { t, language } = useWords();
  const { kind } = useKind(of);
  const quote = queue.findLast((item) => item.act === 'quote' && item.state !== 'refused');
  const written = quote?.body ?? {};
  const amounts = useKnownFacts(
    of,
    moneyFacts.filter((name) => written[name] === undefined),
  );
  if (!aboutMoney.includes(act) || (!quote && amounts.length === 0)) return null;
  const isWaiting = quote !== undefined && quote.state !== 'sent';
  // What the desk will make of the single amounts; by items it is the desk that knows.
  const single = moneyFacts.flatMap((name) => (typeof written[name] === 'number' ? [written[name]] : []));
  const sum = single.reduce((all, cents) => all + cents, 0);
  const total: [string, string][] =
    single.length > 0 ? [[nameOf('amountCents', kind, language, t.case.wordNames), moneyText(sum)]] : [];
  return (
    <section aria-label={own.quoted} className="flex flex-col gap-1.5 rounded-md border border-line bg-raised p-3">
      <h3 className="font-medium">{own.quoted}</h3>
      {quote && <Written entry={{ act: quote.act, input: quote.body }} of={of} />}
      {isWaiting ? total.length > 0 && <Facts of={total} /> : <Facts of={amounts} />}
    </section>
  );
}
