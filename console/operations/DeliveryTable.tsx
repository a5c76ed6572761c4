import { Link } from 'wouter';
import { addresses } from '../addresses.js';
import type { Json } from '../api/client.js';
import { When } from '../clock/when.js';
import { Button } from '../look/button.js';
import { Badge } from '../look/parts.js';
import { usePageWords } from '../words/page-words.js';

type Delivery = Json<'FailedDeliveryJson'>;

/** Deliveries one a line: when, of which case, to whom, why not. `resend`: where that can be done. */
export function DeliveryTable({
  of,
  resend,
  isSending,
}: {
  of: readonly Delivery[];
  resend: ((id: string) => void) | undefined;
  isSending: boolean;
}) {
  const own = usePageWords('operations');
  const cell = 'px-2 py-2 align-baseline max-md:px-0 max-md:py-0.5';
  return (
    <table className="w-full text-sm" aria-label={own.failed}>
      <thead className="text-left text-xs text-muted max-md:sr-only">
        <tr>
          {[own.when, own.whichCase, own.what, own.whom, own.why].map((head) => (
            <th key={head} scope="col" className="px-2 py-1 font-medium">
              {head}
            </th>
          ))}
          {resend && (
            <th scope="col">
              <span className="sr-only">{own.resendOne}</span>
            </th>
          )}
        </tr>
      </thead>
      <tbody className="divide-y divide-line">
        {of.map((delivery) => (
          <tr key={delivery.id} className="max-md:flex max-md:flex-col max-md:py-2">
            <td className={cell}>
              <When at={delivery.at} />
            </td>
            <td className={cell}>
              <Link href={addresses.history(delivery.number)} className="text-accent tabular-nums underline">
                {delivery.number}
              </Link>{' '}
              <span className="text-muted">{delivery.caseKindName}</span>
            </td>
            <td className={cell}>
              {own.channels[delivery.channel]} · {own.noticeKinds[delivery.kind]}{' '}
              <span className="text-muted">{delivery.clause}</span>
            </td>
            <td className={cell}>
              {delivery.person === null ? own.customer : [delivery.name, delivery.roleName].filter(Boolean).join(' · ')}
            </td>
            <td className={cell}>
              {delivery.reason}{' '}
              <span className="text-muted">{delivery.attempts > 0 && own.tries(delivery.attempts)}</span>{' '}
              {delivery.staffAskedAt && <Badge tone="warn">{own.staffAsked}</Badge>}{' '}
              {delivery.resentAt && <Badge>{own.resent}</Badge>}
            </td>
            {resend && (
              <td className={`${cell} whitespace-nowrap md:text-right`}>
                <Button
                  small
                  isPending={isSending}
                  aria-label={own.resendOneOf(delivery.number)}
                  onPress={() => resend(delivery.id)}
                >
                  {own.resendOne}
                </Button>
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
