import { useState } from 'react';
import { useSendOnce } from '../act/send.js';
import { $api, api, type Json } from '../api/client.js';
import { problemText } from '../api/problem-text.js';
import { LocalWhen } from '../clock/local-when.js';
import { Button } from '../look/button.js';
import { Confirm } from '../look/confirm.js';
import { Sheet } from '../look/dialog.js';
import { Badge, Banner, Card, Empty } from '../look/parts.js';
import { usePageWords } from '../words/page-words.js';
import { useWords } from '../words/words.js';
import { MemberForm } from './MemberForm.js';
import { TeamForm } from './TeamForm.js';
import { useTeams, type AreaTeam } from './use-teams.js';

type Member = AreaTeam['members'][number];

/** The teams of a site with their people; entered, joined, left and ended here. */
export function TeamsTab({ site }: { site: string }) {
  const own = usePageWords('areas');
  const { t } = useWords();
  const { teams, works, error, isPending } = useTeams(site);
  const people = $api.useQuery('get', '/v1/people', { params: { query: { site } } });
  const [adds, setAdds] = useState(false);
  const [done, setDone] = useState<string>();
  if (error) return <Banner tone="late">{problemText(error, t)}</Banner>;
  if (isPending) return <p className="text-muted">{t.common.loading}</p>;
  return (
    <div className="flex flex-col gap-4">
      <Button
        look="primary"
        className="self-start"
        shortcut={{ code: 'KeyN', label: own.addTeam }}
        onPress={() => setAdds(true)}
      >
        {own.addTeam}
      </Button>
      {done && <Banner tone="ok">{done}</Banner>}
      {teams.length === 0 && <Empty title={own.none}>{own.noneAdvice}</Empty>}
      <div className="grid items-start gap-4 lg:grid-cols-2">
        {teams.map((team) => (
          <TeamCard key={team.id} team={team} works={works} people={people.data?.people ?? []} onDone={setDone} />
        ))}
      </div>
      <Sheet side title={own.addTeam} isOpen={adds} onClose={() => setAdds(false)}>
        <TeamForm
          site={site}
          works={works}
          onDone={(name) => {
            setAdds(false);
            setDone(own.teamAdded(name));
          }}
        />
      </Sheet>
    </div>
  );
}

function TeamCard({
  team,
  works,
  people,
  onDone,
}: {
  team: AreaTeam;
  works: readonly Json<'TeamWorkJson'>[];
  people: Json<'PeopleJson'>['people'];
  onDone: (said: string) => void;
}) {
  const own = usePageWords('areas');
  const [leaving, setLeaving] = useState<Member>();
  const [act, setAct] = useState<'add' | 'end'>();
  const work = works.find(({ role }) => role === team.role);
  const department = work?.departments.find(({ id }) => id === team.department)?.name;
  const fits = people.filter(
    ({ id, posts }) =>
      posts.some(({ role }) => role === team.role) && !team.members.some(({ person }) => person === id),
  );
  const leave = useSendOnce(
    (key) =>
      api.POST('/v1/teams/{id}/members/{person}/end', {
        params: { path: { id: team.id, person: leaving!.person }, header: { 'Idempotency-Key': key } },
        body: {},
      }),
    () => {
      onDone(own.memberLeft(leaving!.name, team.name));
      setLeaving(undefined);
    },
  );
  const end = useSendOnce(
    (key) => api.POST('/v1/teams/{id}/end', { params: { path: { id: team.id }, header: { 'Idempotency-Key': key } } }),
    () => {
      setAct(undefined);
      onDone(own.ended(team.name));
    },
  );
  return (
    <Card
      title={team.name}
      side={
        <span className="flex flex-wrap items-center gap-2 text-sm text-muted">
          {[work?.roleName, department, own.members(team.members.length)].filter(Boolean).join(' · ')}
          {team.lastResort && <Badge tone="accent">{own.lastResortBadge}</Badge>}
        </span>
      }
    >
      {team.members.length === 0 && <p className="text-sm text-muted">{own.noMembers}</p>}
      <ul className="divide-y divide-line text-sm">
        {team.members.map((member) => (
          <li key={`${member.person} ${member.from}`} className="flex items-center justify-between gap-2 py-2">
            <span className="min-w-0">
              <span className="font-medium">{member.name}</span> {member.lead && <Badge>{own.lead}</Badge>}
              <span className="block text-xs text-muted">
                {own.since} <LocalWhen at={member.from} />
                {member.until && (
                  <>
                    {' '}
                    {own.until} <LocalWhen at={member.until} />
                  </>
                )}
              </span>
            </span>
            <Button
              small
              className="shrink-0"
              aria-label={`${own.leaveTeam} ${member.name}`}
              onPress={() => setLeaving(member)}
            >
              {own.leaveTeam}
            </Button>
          </li>
        ))}
      </ul>
      <div className="mt-3 flex flex-wrap gap-2">
        <Button small aria-label={`${own.addMember} ${team.name}`} onPress={() => setAct('add')}>
          {own.addMember}
        </Button>
        <Button small look="quiet" aria-label={`${own.endTeam} ${team.name}`} onPress={() => setAct('end')}>
          {own.endTeam}
        </Button>
      </div>
      <Sheet title={`${own.addMember} ${team.name}`} isOpen={act === 'add'} onClose={() => setAct(undefined)}>
        <MemberForm
          team={team}
          people={fits}
          onDone={(name) => {
            setAct(undefined);
            onDone(own.memberAdded(name, team.name));
          }}
        />
      </Sheet>
      <Confirm
        title={own.leaveTeam}
        isOpen={leaving !== undefined}
        onClose={() => setLeaving(undefined)}
        onConfirm={() => leave.submit(leaving!.person)}
        isPending={leave.isPending}
        problem={leave.problem}
      >
        {leaving && own.leaveAbout(leaving.name, team.name)}
      </Confirm>
      <Confirm
        title={own.endTeam}
        isOpen={act === 'end'}
        onClose={() => setAct(undefined)}
        onConfirm={() => end.submit(team.id)}
        isPending={end.isPending}
        problem={end.problem}
      >
        {own.endTeamAbout(team.name)}
      </Confirm>
    </Card>
  );
}
