import { encode } from 'uqr';
import { Link, useParams } from 'wouter';
import { addresses } from '../addresses.js';
import { $api, type Json } from '../api/client.js';
import { useMe } from '../api/me.js';
import { useKind } from '../api/rulebook.js';
import { When } from '../clock/when.js';
import { Button, buttonClass } from '../look/button.js';
import { Facts } from '../look/parts.js';
import { moneyText } from '../words/money.js';
import { usePageWords } from '../words/page-words.js';
import { useWords } from '../words/words.js';

/** The order as a sheet: to show to the customer, or to print from the phone. */
export function PrintedOrder() {
  const own = usePageWords('field');
  const { t } = useWords();
  const { number } = useParams<{ number: string }>();
  const { data } = $api.useQuery('get', '/v1/cases/{number}', { params: { path: { number } } });
  return (
    <div className="mx-auto flex max-w-2xl flex-col gap-3">
      <div className="no-print flex flex-wrap items-center gap-2">
        <Button look="primary" className="min-h-11" onPress={() => print()}>
          {own.printNow}
        </Button>
        <Link href={addresses.order(number)} className={`${buttonClass('quiet')} min-h-11`}>
          {t.common.back}
        </Link>
        <p className="text-sm text-muted">{own.printedAbout}</p>
      </div>
      {data ? <Sheet of={data} /> : <p className="text-muted">{t.common.loading}</p>}
    </div>
  );
}

function Sheet({ of }: { of: Json<'CaseDetailsJson'> }) {
  const own = usePageWords('field');
  const { t, language } = useWords();
  const me = useMe();
  const { kind } = useKind(of);
  const words = of.words ?? {};
  const due = of.clocks
    .filter(({ stoppedAt, house }) => stoppedAt === null && !house)
    .sort((one, other) => other.due.localeCompare(one.due))[0];
  const facts = (kind?.facts ?? []).flatMap(({ name, label, type }): [string, string][] => {
    const value = of.facts[name];
    return type === 'cents' && typeof value === 'number' && value > 0 ? [[label[language], moneyText(value)]] : [];
  });
  const rows: [string, React.ReactNode][] = [
    [t.common.kind, of.kindName],
    [t.common.site, of.siteName],
    ...named([
      [t.common.customer, words['customer']],
      [t.common.phone, words['phone']],
      [t.common.place, words['place']],
      [t.common.subject, words['subject']],
      [own.description, words['description']],
    ]),
    [own.received, <When key="received" at={of.receivedAt} />],
    ...(due ? [[due.name, <When key="due" at={due.due} />] as [string, React.ReactNode]] : []),
    ...facts,
  ];
  return (
    <section className="rounded-lg border border-line bg-surface p-5 print:border-0 print:bg-white print:p-0 print:text-black">
      <div className="mb-4 flex items-start justify-between gap-4">
        <div>
          <h1 className="text-xl font-semibold">{kind?.forms[0]?.name[language] ?? own.printed}</h1>
          <p className="text-lg tabular-nums">{of.number}</p>
          <p className="text-sm">{me.sites.find(({ id }) => id === of.site)?.name[language]}</p>
        </div>
        <QrCode of={`${location.origin}${addresses.case(of.number)}`} label={own.qr} />
      </div>
      <Facts of={rows} />
      <div className="mt-10 grid grid-cols-2 gap-8">
        {[own.technicianSign, own.customerSign].map((who) => (
          <p key={who} className="border-b border-edge pb-1">
            {who}
          </p>
        ))}
      </div>
      {kind && kind.forms.length > 0 && (
        <p className="no-print mt-6 flex flex-wrap gap-x-4 text-sm">
          <span className="text-muted">{own.pdf}</span>
          {kind.forms.map(({ form, name }) => (
            <a
              key={form}
              href={`/v1/cases/${of.number}/forms/${form}`}
              target="_blank"
              rel="noreferrer"
              className="inline-block min-h-6 text-accent underline"
            >
              {name[language]}
            </a>
          ))}
        </p>
      )}
    </section>
  );
}

const named = (rows: [string, string | undefined][]): [string, string][] =>
  rows.flatMap(([name, value]) => (value ? [[name, value]] : []));

/** A QR code, black on white with the quiet zone that scanners want, whatever the page's colours are. */
function QrCode({ of, label }: { of: string; label: string }) {
  const { data, size } = encode(of, { border: 4 });
  const path = data.flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : ''))).join('');
  return (
    <svg
      viewBox={`0 0 ${size} ${size}`}
      role="img"
      aria-label={label}
      shapeRendering="crispEdges"
      className="size-28 shrink-0 rounded bg-white forced-color-adjust-none"
    >
      <path d={path} fill="#000" />
    </svg>
  );
}
