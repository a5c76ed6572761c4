import { useState, type ReactNode } from 'react';
import { useSendOnce } from '../act/send.js';
import { WhenControl } from '../act/WhenControl.js';
import { $api, api, type Json } from '../api/client.js';
import { problemText } from '../api/problem-text.js';
import { LocalWhen, useOwnZone } from '../clock/local-when.js';
import { Button } from '../look/button.js';
import { Sheet } from '../look/dialog.js';
import { Banner } from '../look/parts.js';
import { Refused } from '../look/refused.js';
import { usePageWords } from '../words/page-words.js';
import { useWords } from '../words/words.js';
import type { WholePerson } from './directory.js';

type Held = Json<'HeldByPersonJson'>;

/** Somebody leaves: first it is said what they hold and where each of it goes. */
export function Leave({ person, onLeft }: { person: WholePerson; onLeft: () => void }) {
  const own = usePageWords('people');
  const [asks, setAsks] = useState(false);
  return (
    <>
      <Button small look="danger" className="self-start" onPress={() => setAsks(true)}>
        {own.leave}
      </Button>
      <Sheet title={own.leaves(person.name)} isOpen={asks} onClose={() => setAsks(false)}>
        <LeaveForm person={person} onLeft={onLeft} onClose={() => setAsks(false)} />
      </Sheet>
    </>
  );
}

function LeaveForm({ person, onLeft, onClose }: { person: WholePerson; onLeft: () => void; onClose: () => void }) {
  const own = usePageWords('people');
  const { t } = useWords();
  const timeZone = useOwnZone();
  const [at, setAt] = useState('');
  const held = $api.useQuery(
    'get',
    '/v1/people/{id}/holds',
    { params: { path: { id: person.id } } },
    { staleTime: 0, refetchOnMount: 'always' },
  );
  const end = useSendOnce(
    (key) =>
      api.POST('/v1/people/{id}/end', {
        params: { path: { id: person.id }, header: { 'Idempotency-Key': key } },
        body: at === '' ? {} : { at },
      }),
    onLeft,
  );
  if (held.error) return <Banner tone="late">{problemText(held.error as never, t)}</Banner>;
  if (!held.data) return <p className="text-muted">{t.common.loading}</p>;
  return (
    <>
      <p className="text-sm text-muted">{own.leaveLook}</p>
      <HeldList held={held.data} />
      <WhenControl
        label={own.leaveAt}
        help={own.leaveAtHelp}
        isOptional
        timeZone={timeZone}
        value={at}
        onChange={(next = '') => setAt(next)}
        error={end.problem?.errors.find(({ field }) => field === 'at')?.detail}
      />
      <Refused problem={end.problem} besideFields />
      <div className="flex flex-wrap gap-2">
        <Button look="danger" isPending={end.isPending} onPress={() => end.submit(`${person.id} ${at}`)}>
          {end.isPending ? t.common.sending : own.leaveNow}
        </Button>
        <Button look="quiet" onPress={onClose}>
          {t.common.cancel}
        </Button>
      </div>
    </>
  );
}

function HeldList({ held: { work, duties, teams, standIns, tokens, alone } }: { held: Held }) {
  const own = usePageWords('people');
  const { t } = useWords();
  const nothing = [work, duties, teams, standIns, alone].every(({ length }) => length === 0) && tokens === 0;
  if (nothing) return <p className="text-sm">{own.holdsNothing}</p>;
  const goesTo = [...new Set(work.map(({ team }) => team))];
  return (
    <div className="flex flex-col gap-3 text-sm">
      {work.length > 0 && (
        <Holding title={`${own.work} (${work.length})`}>
          {goesTo.map((team) => (
            <li key={team ?? ''} className={team === null ? 'text-late' : ''}>
              {work
                .filter((one) => one.team === team)
                .map(({ number }) => number)
                .join(t.act.and)}
              {t.common.colon}
              {team === null ? own.workStays : own.workTeam(team)}
            </li>
          ))}
        </Holding>
      )}
      {alone.length > 0 && (
        <Holding title={own.alone}>
          {alone.map(({ role, site, department, roleName, siteName, departmentName, above, waiting }) => (
            <li key={`${role} ${site} ${department}`} className={above === null ? 'text-late' : ''}>
              <b className="font-medium">
                {[roleName, departmentName, siteName ?? own.allSites].filter(Boolean).join(' · ')}
              </b>
              {t.common.colon}
              {above === null ? own.aloneTop : own.aloneGoes(above)}
              {waiting > 0 && own.aloneWaits(waiting)}
            </li>
          ))}
        </Holding>
      )}
      {duties.length > 0 && (
        <Holding title={`${own.duties} (${duties.length})`} about={own.dutiesGo(duties.length)}>
          {duties.slice(0, 5).map(({ roleName, siteName, from, until }) => (
            <li key={`${roleName} ${siteName} ${from}`}>
              {roleName} · {siteName} · <LocalWhen at={from} /> – <LocalWhen at={until} />
            </li>
          ))}
          {duties.length > 5 && <li>…</li>}
        </Holding>
      )}
      {teams.length > 0 && (
        <Holding title={own.teams} about={own.teamsGo}>
          {teams.map(({ name, lead }) => (
            <li key={name}>{lead ? `${name} (${own.lead})` : name}</li>
          ))}
        </Holding>
      )}
      {standIns.length > 0 && (
        <Holding title={own.standIns} about={own.standInsGo}>
          {standIns.map(({ for: whose, to, until }) => (
            <li key={`${whose} ${to} ${until}`}>
              {own.standsInFor(to, whose)} · {own.until} <LocalWhen at={until} />
            </li>
          ))}
        </Holding>
      )}
      {tokens > 0 && <p>{own.tokensGo(tokens)}</p>}
    </div>
  );
}

function Holding({ title, about, children }: { title: string; about?: string; children: ReactNode }) {
  return (
    <section>
      <h3 className="font-medium">{title}</h3>
      {about && <p className="text-muted">{about}</p>}
      <ul className="list-disc pl-5">{children}</ul>
    </section>
  );
}
