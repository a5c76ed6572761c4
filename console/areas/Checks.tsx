import { $api, type Json } from '../api/client.js';
import { problemText } from '../api/problem-text.js';
import { Banner, Card } from '../look/parts.js';
import { usePageWords } from '../words/page-words.js';
import { useWords } from '../words/words.js';
import { teamRemarks, type AreaTeam } from './use-teams.js';

/** What overlaps between teams, and where work may reach nobody. */
export function Checks({
  site,
  teams,
  works,
}: {
  site: string;
  teams: readonly AreaTeam[];
  works: readonly Json<'TeamWorkJson'>[];
}) {
  const own = usePageWords('areas');
  const { t } = useWords();
  const found = $api.useQuery('get', '/v1/areas/overlaps', { params: { query: { site } } });
  const roleName = (role: string) => works.find((work) => work.role === role)?.roleName ?? role;
  const remarks = teamRemarks(teams).map((remark) =>
    remark.sort === 'noLastResort' ? own.noLastResort(roleName(remark.role)) : own[remark.sort](remark.team),
  );
  const overlaps = (found.data?.overlaps ?? []).map((one) =>
    own.overlap(one.inner, one.innerTeam, one.outer, one.outerTeam, one.addresses, one.example),
  );
  const all = [...remarks, ...overlaps];
  return (
    <Card title={own.checks}>
      {found.error && <Banner tone="late">{problemText(found.error as never, t)}</Banner>}
      {all.length === 0 ? (
        <p className="text-sm text-ok">{own.allClear}</p>
      ) : (
        <ul className="flex list-disc flex-col gap-1 pl-5 text-sm">
          {all.map((text) => (
            <li key={text}>{text}</li>
          ))}
        </ul>
      )}
    </Card>
  );
}
