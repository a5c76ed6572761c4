import { useRef, useState } from 'react';
import { useSendOnce } from '../act/send.js';
import { $api, api } from '../api/client.js';
import { problemText } from '../api/problem-text.js';
import { Button } from '../look/button.js';
import { Sheet } from '../look/dialog.js';
import { TextInput } from '../look/fields.js';
import { Banner, Empty } from '../look/parts.js';
import { Refused } from '../look/refused.js';
import { TableUpload } from '../set-up/TableUpload.js';
import { usePageWords } from '../words/page-words.js';
import { useWords } from '../words/words.js';
import { SkillGrid, type SkillTurn } from './SkillGrid.js';
import { useTeams } from './use-teams.js';

/** Who is able to do what: people by skills, given and ended by a touch or Enter. */
export function SkillsTab({ site }: { site: string }) {
  const own = usePageWords('areas');
  const { t } = useWords();
  const { teams, works, skills, error, isPending } = useTeams(site);
  const query = { params: { query: { site } } };
  const people = $api.useQuery('get', '/v1/people', query);
  const held = $api.useQuery('get', '/v1/skills', query);
  const [words, setWords] = useState('');
  const [table, setTable] = useState(false);
  const [done, setDone] = useState<string>();
  const turn = useRef<SkillTurn>(undefined);
  const send = useSendOnce(
    (key) => {
      const { person, skill, entry } = turn.current!;
      const header = { 'Idempotency-Key': key };
      return entry === undefined
        ? api.POST('/v1/skills', { params: { header }, body: { person: person.id, skill: skill.id } })
        : api.POST('/v1/skills/{id}/end', { params: { path: { id: entry }, header } });
    },
    () => {
      const { person, skill, entry } = turn.current!;
      setDone((entry === undefined ? own.skillGiven : own.skillEnded)(person.name, skill.name));
    },
  );
  const failed = error ?? people.error ?? held.error;
  if (failed) return <Banner tone="late">{problemText(failed as never, t)}</Banner>;
  if (isPending || people.isPending || held.isPending) return <p className="text-muted">{t.common.loading}</p>;
  if (skills.length === 0) return <Empty title={own.skillsNone}>{own.skillsNoneAdvice}</Empty>;
  const entries = held.data!.skills.filter(({ endedAt }) => endedAt === null);
  const roles = new Set(works.map(({ role }) => role));
  const known = new Set([
    ...teams.flatMap(({ members }) => members.map(({ person }) => person)),
    ...entries.map(({ person }) => person),
  ]);
  const all = people.data!.people.filter(({ id, posts }) => known.has(id) || posts.some(({ role }) => roles.has(role)));
  const rows = all.filter(({ name }) => name.includes(words.trim()));
  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-wrap items-end gap-3">
        {all.length > 12 && <TextInput label={own.search} type="search" value={words} onChange={setWords} />}
        <Button shortcut={{ code: 'KeyT', label: own.skillTable }} onPress={() => setTable(true)}>
          {own.skillTable}
        </Button>
      </div>
      {done && <Banner tone="ok">{done}</Banner>}
      {send.problem && send.problem.errors.length > 0 ? (
        <Banner tone="late">{send.problem.errors[0]!.detail}</Banner>
      ) : (
        <Refused problem={send.problem} />
      )}
      {all.length === 0 ? (
        <Empty title={own.skillsNobody}>{own.skillsNobodyAdvice}</Empty>
      ) : (
        <>
          <p className="-mb-2 text-sm text-muted">{own.skillsAbout}</p>
          <SkillGrid
            people={rows}
            skills={skills}
            entryOf={(person, skill) => entries.find((one) => one.person === person && one.skill === skill)?.id}
            onTurn={(next) => {
              setDone(undefined);
              turn.current = next;
              send.submit(`${next.person.id} ${next.skill.id} ${next.entry ?? ''}`);
            }}
          />
        </>
      )}
      <Sheet side title={own.skillTable} isOpen={table} onClose={() => setTable(false)}>
        <p className="text-sm">{own.skillTableAbout}</p>
        <TableUpload kind="skills" site={site} download={own.downloadSkills} />
      </Sheet>
    </div>
  );
}
