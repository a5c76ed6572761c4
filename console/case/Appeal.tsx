import { useState } from 'react';
import { Form } from 'react-aria-components';
import { Link } from 'wouter';
import { sendRecord, useSendOnce } from '../act/send.js';
import { addresses } from '../addresses.js';
import { $api, type Json } from '../api/client.js';
import { useMe } from '../api/me.js';
import { useKind } from '../api/rulebook.js';
import { lengthText } from '../clock/left.js';
import { Button } from '../look/button.js';
import { RadioInput } from '../look/choices.js';
import { TextInput } from '../look/fields.js';
import { Banner } from '../look/parts.js';
import { Refused } from '../look/refused.js';
import { usePageWords } from '../words/page-words.js';
import { useWords } from '../words/words.js';

type LateClock = Json<'LateClockJson'>;
type Custody = Pick<Json<'LateShareJson'>, 'person' | 'actedFor' | 'department' | 'role'>;

/** Whom an appeal may speak for: what it is put down to, and what they are called. */
interface Appellant {
  of: 'person' | 'department' | 'role';
  whose: string;
  name: string;
}

/** Who is responsible for a clock that ran out, and, for those it was put down to, an appeal against it. */
export default function Appeal({ of, clock }: { of: Json<'CaseDetailsJson'>; clock: string }) {
  const own = usePageWords('appeal');
  const { language } = useWords();
  const { data } = $api.useQuery('get', '/v1/cases/{number}/responsibility', {
    params: { path: { number: of.number } },
  });
  const { kind } = useKind({ rulebook: of.rulebook, version: of.version, kind: 'appeal' });
  const late = data?.late.find((one) => one.clock === clock);
  const appellants = useAppellants(late);
  if (!late) return null;
  const length = (seconds: number) => lengthText(seconds * 1_000, language);
  const open = appellants.filter(({ whose }) => !late.appeals.some((one) => one.whose === whose));
  return (
    <section className="flex flex-col gap-2 border-t border-line pt-4">
      <h3 className="font-medium">
        {own.responsible} <span className="font-normal text-late">{own.late(length(late.lateSeconds))}</span>
      </h3>
      <ul className="flex flex-col gap-1 text-sm">
        {late.hands.map((hand, index) => (
          // oxlint-disable-next-line react/no-array-index-key
          <li key={index} className="flex flex-wrap justify-between gap-x-3">
            <span>{hand.departmentName ?? hand.roleName}</span>
            <span className="tabular-nums">{own.share(length(hand.lateSeconds))}</span>
          </li>
        ))}
      </ul>
      {late.appeals.length > 0 && (
        <p className="flex flex-wrap gap-x-3 text-sm">
          {own.on}
          {late.appeals.map(({ number }) => (
            <Link key={number} href={addresses.case(number)} className="text-accent tabular-nums underline">
              {number}
            </Link>
          ))}
        </p>
      )}
      {kind && appellants.length > 0 && late.endedAt === null && <p className="text-sm text-muted">{own.still}</p>}
      {kind && open.length > 0 && late.endedAt !== null && <AppealForm of={of} clock={clock} appellants={open} />}
    </section>
  );
}

/** The reader themself, their department, a role they hold: as far as the lateness was put down to it. */
function useAppellants(late: LateClock | undefined): Appellant[] {
  const own = usePageWords('appeal');
  const me = useMe();
  const held = [...(late?.hands ?? []), ...(late?.points ?? [])];
  const found = held.flatMap(
    (hand: Custody & { roleName: string | null; departmentName: string | null }): Appellant[] => {
      const { person, actedFor, department, role, roleName, departmentName } = hand;
      if (person === me.id || actedFor === me.id) return [{ of: 'person', whose: me.id, name: own.myself }];
      if (person !== null || role === null) return [];
      if (department !== null)
        return me.posts.some((post) => post.department === department)
          ? [{ of: 'department', whose: department, name: departmentName ?? department }]
          : [];
      return me.posts.some((post) => post.role === role) ? [{ of: 'role', whose: role, name: roleName ?? role }] : [];
    },
  );
  return [...new Map(found.map((one) => [`${one.of} ${one.whose}`, one])).values()];
}

function AppealForm({
  of: { number, rulebook, site },
  clock,
  appellants,
}: {
  of: Json<'CaseDetailsJson'>;
  clock: string;
  appellants: readonly Appellant[];
}) {
  const { t } = useWords();
  const own = usePageWords('appeal');
  const [isOpen, setOpen] = useState(false);
  const [chosen, setChosen] = useState('0');
  const [reason, setReason] = useState('');
  const [made, setMade] = useState<string>();
  const { of, whose } = appellants[Number(chosen)] ?? appellants[0]!;
  const body = { kind: 'appeal', rulebook, site, case: number, clock, of, whose, reason: reason.trim() };
  const { submit, isPending, problem } = useSendOnce(
    async (key) => sendRecord(body, key),
    (after) => setMade(after.number),
  );
  if (made)
    return (
      <Banner tone="ok">
        {own.made(made)}{' '}
        <Link href={addresses.case(made)} className="underline">
          {t.common.open}
        </Link>
      </Banner>
    );
  if (!isOpen)
    return (
      <Button className="w-fit" onPress={() => setOpen(true)}>
        {own.begin}
      </Button>
    );
  return (
    <Form
      validationBehavior="aria"
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        if (body.reason !== '') submit(JSON.stringify(body));
      }}
    >
      <p className="text-sm text-muted">{own.about}</p>
      {appellants.length > 1 && (
        <RadioInput
          label={own.forWhom}
          choices={appellants.map(({ name }, index) => ({ id: String(index), name }))}
          value={chosen}
          onChange={setChosen}
        />
      )}
      <TextInput
        label={own.reason}
        help={own.reasonHelp}
        rows={3}
        autoFocus
        value={reason}
        onChange={setReason}
        error={problem?.errors.find(({ field }) => field === 'reason')?.detail}
      />
      <Refused problem={problem} besideFields />
      <Button type="submit" look="primary" className="w-fit" isPending={isPending} isDisabled={body.reason === ''}>
        {isPending ? t.common.sending : own.begin}
      </Button>
    </Form>
  );
}
