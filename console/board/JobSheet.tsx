import { useMemo, useState } from 'react';
import { Link } from 'wouter';
import { addresses } from '../addresses.js';
import { $api, Problem, type Json } from '../api/client.js';
import { problemText } from '../api/problem-text.js';
import { useKind } from '../api/rulebook.js';
import { TimeLeft } from '../clock/left.js';
import { Sheet } from '../look/dialog.js';
import { SelectInput } from '../look/choices.js';
import { Banner, Facts } from '../look/parts.js';
import { usePageWords } from '../words/page-words.js';
import { useWords } from '../words/words.js';
import { Candidates } from './Candidates.js';
import type { Target } from './drag.js';
import { GiveForm } from './GiveForm.js';
import { giveActOf } from './give-act.js';
import type { Board, Job, Team } from './use-board.js';

export interface OpenJob {
  job: Job;
  /** Whom it was dropped on. */
  target?: Target | undefined;
}

interface JobSheetProps {
  open: OpenJob | undefined;
  teams: readonly Team[];
  boards: readonly Board[];
  onClose: () => void;
  onDone: (after: Json<'CaseJson'>, name: string) => void;
}

/** A job in hand: why it is where it is, who may be asked and why they, to whom it goes. */
export function JobSheet({ open, ...rest }: JobSheetProps) {
  return (
    <Sheet
      side
      title={open ? (open.job.subject ?? open.job.kindName) : ''}
      isOpen={open !== undefined}
      onClose={rest.onClose}
    >
      {open && <InHand key={open.job.number} open={open} {...rest} />}
    </Sheet>
  );
}

function InHand({ open: { job, target: dropped }, teams, boards, onDone }: JobSheetProps & { open: OpenJob }) {
  const own = usePageWords('board');
  const { t, language } = useWords();
  const { number } = job;
  const read = { params: { path: { number } } };
  const { data, error } = $api.useQuery('get', '/v1/cases/{number}', read);
  const candidates = $api.useQuery('get', '/v1/cases/{number}/candidates', read).data;
  const { kind, rules } = useKind(data);
  const [chosen, setChosen] = useState(dropped);
  // Chosen among the candidates: somebody of the team that has it, or would get it.
  const ofTeam = job.team?.id ?? candidates?.team?.id;
  const target = useMemo<Target | undefined>(
    () => chosen ?? (job.team === null && ofTeam ? { team: ofTeam } : undefined),
    [chosen, job.team, ofTeam],
  );
  const give = useMemo(
    () => (data && kind && target ? giveActOf(data, kind, target, teams) : undefined),
    [data, kind, target, teams],
  );
  const team = boards.find((board) => board.team === target?.team);
  const person = team?.members.find((member) => member.person === target?.person);
  return (
    <>
      <Facts
        of={[
          [
            t.common.number,
            <Link key="number" href={addresses.case(number)} className="text-accent tabular-nums underline">
              {number}
            </Link>,
          ],
          ...(job.place ? [[t.common.place, job.place] as [string, string]] : []),
          ...(job.phone
            ? [
                [
                  t.common.phone,
                  <a key="phone" href={`tel:${job.phone}`} className="tabular-nums hover:underline">
                    {job.phone} {job.customer}
                  </a>,
                ] as [string, React.ReactNode],
              ]
            : []),
          [
            t.common.due,
            <>
              {job.due ? <TimeLeft due={job.due} /> : t.common.none} · {job.waitsFor} {job.clause}
            </>,
          ],
          [own.where, [job.team?.name ?? own.noTeamYet, job.member?.name].filter(Boolean).join(' · ')],
          ...(job.why.length > 0 ? [[own.why, job.why.join(own.and)] as [string, string]] : []),
          ...(job.note ? [[own.note, job.note] as [string, string]] : []),
        ]}
      />
      {error instanceof Problem && <Banner tone="late">{problemText(error, t)}</Banner>}
      {candidates && (
        <Candidates
          of={candidates}
          chosen={target?.person}
          onChoose={(next) => ofTeam && setChosen({ team: ofTeam, person: next })}
        />
      )}
      <SelectInput
        label={own.otherTeam}
        isOptional={job.team !== null}
        shortcut={{ code: 'KeyT', alt: true, label: own.otherTeam }}
        choices={teams.map(({ id, name }) => ({ id, name }))}
        value={target?.team ?? ''}
        onChange={(id) => setChosen(id === '' || id === job.team?.id ? undefined : { team: id })}
      />
      {target && data && rules && (
        <section className="flex flex-col gap-3 border-t border-line pt-4" aria-label={own.give}>
          <p className="text-sm">
            {own.goesTo} <b>{[team?.name, person?.name ?? nameIn(candidates, target)].filter(Boolean).join(' · ')}</b>
          </p>
          {give ? (
            <GiveForm
              key={`${give.act.act} ${target.team} ${target.person}`}
              on={data}
              give={give}
              rules={rules}
              seen={job.seq}
              onDone={(after) => onDone(after, give.act.name[language])}
            />
          ) : (
            <Banner tone="warn">{own.cannotGive}</Banner>
          )}
        </section>
      )}
    </>
  );
}

const nameIn = (candidates: Json<'CandidatesJson'> | undefined, { person }: Target) =>
  candidates?.candidates.find((one) => one.person === person)?.name;
