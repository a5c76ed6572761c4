import { useState } from 'react';
import { useSendOnce } from '../act/send.js';
import { $api, api, newKey } from '../api/client.js';
import { problemText } from '../api/problem-text.js';
import { Button } from '../look/button.js';
import { Badge, Banner, type Tone } from '../look/parts.js';
import { useMe } from '../api/me.js';
import { usePageWords } from '../words/page-words.js';
import { useWords } from '../words/words.js';
import { OrganisationChoice, useOrganisation } from './Organisation.js';
import type { Slip } from './Slips.js';

/** So many are given at once; the API takes no more in one request. */
const most = 100;
const tones: Record<string, Tone> = { none: 'warn', 'one-time': 'accent', own: 'ok' };

/** Who can sign in, and one-time passwords for those who are chosen. */
export function SignInStep({ onIssued }: { onIssued: (slips: Slip[]) => void }) {
  const own = usePageWords('setUp');
  const { t } = useWords();
  const me = useMe();
  const whose = useOrganisation();
  const { organisation } = whose;
  const answer = $api.useQuery(
    'get',
    '/v1/set-up/people',
    { params: { query: { organisation } } },
    { enabled: organisation !== '' },
  );
  const people = answer.data?.people ?? [];
  const without = people.filter(({ signIn, id }) => signIn === 'none' && id !== me.id).map(({ id }) => id);
  const [said, setChosen] = useState<ReadonlySet<string>>();
  const chosen = said ?? new Set(without);
  const issue = useSendOnce(
    async (key) => {
      const ids = people.map(({ id }) => id).filter((id) => chosen.has(id));
      const slips: Slip[] = [];
      for (let at = 0; at < ids.length; at += most) {
        try {
          const { data } = await api.POST('/v1/one-time-passwords', {
            params: { header: { 'Idempotency-Key': at === 0 ? key : newKey() } },
            body: { people: ids.slice(at, at + most) },
          });
          slips.push(...data!.people);
        } catch (error) {
          // Those that are made are shown, whatever comes of the others: nothing shows them again.
          if (slips.length === 0) throw error;
          break;
        }
      }
      return slips;
    },
    (slips) => {
      setChosen(undefined);
      onIssued(slips);
    },
  );
  const toggle = (id: string) => {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    setChosen(next);
  };
  return (
    <div className="flex flex-col gap-4">
      <p className="text-sm">{own.signInAbout}</p>
      <OrganisationChoice of={whose} onChange={() => setChosen(undefined)} />
      {answer.error && <Banner tone="late">{problemText(answer.error as never, t)}</Banner>}
      {(answer.isSuccess || organisation === '') && people.length === 0 && (
        <p className="text-sm text-muted">{own.noPeople}</p>
      )}
      {people.length > 0 && (
        <>
          <Button small look="quiet" className="self-start" onPress={() => setChosen(new Set(without))}>
            {own.chooseAll}
          </Button>
          <ul className="max-h-112 divide-y divide-line overflow-y-auto rounded-md border border-line">
            {people.map(({ id, name, roles, signIn }) => (
              <li key={id}>
                <label className="flex min-h-10 cursor-pointer flex-wrap items-center gap-x-3 gap-y-0.5 px-3 py-1.5 text-sm hover:bg-raised">
                  <input
                    type="checkbox"
                    className="size-4.5 accent-accent"
                    disabled={id === me.id}
                    checked={chosen.has(id) && id !== me.id}
                    onChange={() => toggle(id)}
                  />
                  <span className="font-medium">{name}</span>
                  <span className="text-muted">{[id, ...roles].join(' · ')}</span>
                  <span className="ml-auto">
                    {id === me.id ? (
                      <Badge>{own.you}</Badge>
                    ) : (
                      <Badge tone={tones[signIn] ?? 'plain'}>{own.states[signIn as 'own']}</Badge>
                    )}
                  </span>
                </label>
              </li>
            ))}
          </ul>
          {people.some(({ id, signIn }) => signIn === 'own' && chosen.has(id)) && (
            <Banner tone="warn">{own.ownWarning}</Banner>
          )}
          {issue.problem && (
            <Banner tone="late">{issue.problem.errors[0]?.detail ?? problemText(issue.problem, t)}</Banner>
          )}
          <Button
            look="primary"
            className="self-start"
            isPending={issue.isPending}
            isDisabled={chosen.size === 0}
            shortcut={{ code: 'KeyS', alt: true, label: own.issue(chosen.size) }}
            onPress={() => issue.submit([...chosen].toSorted().join(' '))}
          >
            {issue.isPending ? t.common.sending : own.issue(chosen.size)}
          </Button>
        </>
      )}
    </div>
  );
}
