import type { Json } from '../api/client.js';
import { When } from '../clock/when.js';
import { Card } from '../look/parts.js';
import { usePageWords } from '../words/page-words.js';

type Duty = Json<'DutiesNowJson'>['duties'][number];

/** Who is on now, and who comes on tonight, by site. */
export function Duties({ duties }: { duties: Duty[] }) {
  const own = usePageWords('onDuty');
  const [now, later] = [duties.filter((one) => one.now), duties.filter((one) => !one.now)];
  return (
    <div className="grid items-start gap-4 xl:grid-cols-2">
      <Card title={own.now}>
        {now.length === 0 ? <p className="text-sm text-muted">{own.nobodyNow}</p> : <BySite duties={now} />}
      </Card>
      <Card title={own.later}>
        {later.length === 0 ? <p className="text-sm text-muted">{own.nobodyLater}</p> : <BySite duties={later} />}
      </Card>
    </div>
  );
}

function BySite({ duties }: { duties: Duty[] }) {
  const sites = [...new Set(duties.map(({ siteName }) => siteName))];
  return (
    <div className="flex flex-col gap-3">
      {sites.map((site) => (
        <section key={site}>
          <h3 className="border-b border-line pb-1 text-xs font-semibold text-muted">{site}</h3>
          <ul className="divide-y divide-line">
            {duties
              .filter(({ siteName }) => siteName === site)
              .map((duty) => (
                <OnDuty key={`${duty.person} ${duty.role} ${duty.from}`} duty={duty} />
              ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

function OnDuty({ duty }: { duty: Duty }) {
  const own = usePageWords('onDuty');
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-0.5 py-1.5">
      <span className="min-w-0">
        <span className="font-medium">{duty.name}</span>{' '}
        <span className="text-sm text-muted">{[duty.roleName, duty.departmentName].filter(Boolean).join(' · ')}</span>
        <span className="block text-xs text-muted">
          {!duty.now && (
            <>
              {own.from} <When at={duty.from} />{' '}
            </>
          )}
          {own.until} <When at={duty.until} />
        </span>
      </span>
      {duty.phone === null ? (
        <span className="text-xs text-muted" title={own.noPhoneHelp}>
          {own.noPhone}
        </span>
      ) : (
        <PhoneLink phone={duty.phone} name={duty.name} />
      )}
    </li>
  );
}

/** What is dialled: the digits, and after a pause those of an extension, `07318888888,801` for `0731-8888888转801`. */
function dialled(phone: string): string {
  const paused = phone.normalize('NFKC').replace(/(转接?|轉|分机号?|分機|内线|ext\.?|x)[\s:]*(?=\d)/i, ',');
  return paused.replace(/[^\d+*#,;]/g, '');
}

/** A number that a phone or a softphone dials. */
export function PhoneLink({ phone, name }: { phone: string; name: string }) {
  const own = usePageWords('onDuty');
  return (
    <a
      href={`tel:${dialled(phone)}`}
      aria-label={`${own.call(name)}: ${phone}`}
      className="inline-flex min-h-8 items-center rounded font-medium whitespace-nowrap justify-self-start text-accent tabular-nums underline-offset-2 hover:underline"
    >
      {phone}
    </a>
  );
}
