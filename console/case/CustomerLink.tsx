import { useState } from 'react';
import { encode } from 'uqr';
import { api, type Json } from '../api/client.js';
import { useSendOnce } from '../act/send.js';
import { When } from '../clock/when.js';
import { Button } from '../look/button.js';
import { Confirm } from '../look/confirm.js';
import { Card } from '../look/parts.js';
import { Refused } from '../look/refused.js';
import { usePageWords } from '../words/page-words.js';

/** The link by which the customer sees this case without an account: copied or shown here, and revoked. */
export function CustomerLink({ number }: { number: string }) {
  const own = usePageWords('customer');
  const [link, setLink] = useState<Json<'CustomerLinkJson'>>();
  const [said, setSaid] = useState<string>();
  const [isRevoking, setRevoking] = useState(false);
  const path = { number };
  const give = useSendOnce(
    async (key) =>
      (await api.POST('/v1/customer-links/{number}', { params: { path, header: { 'Idempotency-Key': key } } })).data!,
    (given) => {
      const whole = { ...given, address: new URL(given.address, location.origin).href };
      setLink(whole);
      // Where the browser lets no page write there, the address stands below to be copied by hand.
      void navigator.clipboard?.writeText(whole.address).then(
        () => setSaid(own.copied),
        () => setSaid(undefined),
      );
    },
  );
  const revoke = useSendOnce(
    async () => (await api.DELETE('/v1/customer-links/{number}', { params: { path } })).data!,
    ({ revoked }) => {
      setRevoking(false);
      setLink(undefined);
      setSaid(own.revoked(revoked));
    },
  );
  return (
    <Card title={own.title}>
      <p className="text-sm text-muted">{own.about}</p>
      <div className="mt-2 flex flex-wrap gap-2">
        <Button small isPending={give.isPending} onPress={() => give.submit(number)}>
          {own.copy}
        </Button>
        <Button small look="quiet" onPress={() => setRevoking(true)}>
          {own.revoke}
        </Button>
      </div>
      <p aria-live="polite" className="mt-1 text-sm">
        {said}
      </p>
      <Refused problem={give.problem} />
      {link && (
        <div className="mt-2 flex flex-wrap items-center gap-3 text-sm">
          <Code text={link.address} label={own.code} />
          <span className="min-w-0">
            <span className="block break-all select-all">{link.address}</span>
            <span className="text-muted">
              {own.holds} <When at={link.expiresAt} />
            </span>
          </span>
        </div>
      )}
      <Confirm
        title={own.revoke}
        isOpen={isRevoking}
        onClose={() => setRevoking(false)}
        onConfirm={() => revoke.submit(number)}
        isPending={revoke.isPending}
        problem={revoke.problem}
      >
        {own.revokeAbout}
      </Confirm>
    </Card>
  );
}

/** A QR code, black on white whatever the page looks like: phones read no other. */
function Code({ text, label }: { text: string; label: string }) {
  const { data, size } = encode(text, { ecc: 'M', border: 3 });
  const dark = data.flatMap((row, y) => row.flatMap((on, x) => (on ? [`M${x} ${y}h1v1h-1z`] : []))).join('');
  return (
    <svg role="img" aria-label={label} viewBox={`0 0 ${size} ${size}`} className="size-32 shrink-0">
      <path d={`M0 0h${size}v${size}h-${size}z`} fill="#fff" />
      <path d={dark} fill="#000" shapeRendering="crispEdges" />
    </svg>
  );
}
