import { useState } from 'react';
import { useSendOnce } from '../act/send.js';
import { api } from '../api/client.js';
import { Button } from '../look/button.js';
import { Sheet } from '../look/dialog.js';
import { TextInput } from '../look/fields.js';
import { Banner } from '../look/parts.js';
import { Refused } from '../look/refused.js';
import { usePageWords } from '../words/page-words.js';
import { useWords } from '../words/words.js';
import { rosterDayText } from './days.js';
import { useDutyTimes } from './DutyChip.js';
import type { Duty } from './use-roster.js';

/** Takes duties of somebody on a day off the roster, with the reason, which is kept. */
export function WithdrawSheet({
  duties,
  onClose,
  onDone,
}: {
  duties: readonly Duty[];
  onClose: () => void;
  onDone: (said: string) => void;
}) {
  const own = usePageWords('roster');
  return (
    <Sheet title={own.withdraw} isOpen={duties.length > 0} onClose={onClose}>
      {duties.map((duty) => (
        <WithdrawForm
          key={duty.id}
          duty={duty}
          onDone={(said) => {
            onClose();
            onDone(said);
          }}
        />
      ))}
    </Sheet>
  );
}

function WithdrawForm({ duty, onDone }: { duty: Duty; onDone: (said: string) => void }) {
  const own = usePageWords('roster');
  const { t, language } = useWords();
  const times = useDutyTimes();
  const [reason, setReason] = useState('');
  const said = own.duty(duty.name, rosterDayText(duty.from.slice(0, 10), language, 'long'), times(duty));
  const send = useSendOnce(
    (key) =>
      api.POST('/v1/rosters/{id}/withdraw', {
        params: { path: { id: duty.id }, header: { 'Idempotency-Key': key } },
        body: { reason: reason.trim() },
      }),
    () => onDone(own.withdrawn(said)),
  );
  const isGone = send.problem?.code === 'unknown-entry';
  return (
    <form
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        send.submit(reason);
      }}
    >
      <p className="font-medium">{said}</p>
      <p className="text-sm text-muted">{own.withdrawAbout}</p>
      <TextInput
        label={own.reason}
        placeholder={own.reasonExample}
        maxLength={200}
        value={reason}
        onChange={setReason}
        error={send.problem?.errors.find(({ field }) => field === 'reason')?.detail}
      />
      {isGone ? <Banner tone="warn">{own.gone}</Banner> : <Refused problem={send.problem} besideFields />}
      <Button type="submit" look="danger" className="self-start" isPending={send.isPending}>
        {send.isPending ? t.common.sending : own.withdraw}
      </Button>
    </form>
  );
}
