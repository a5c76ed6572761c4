import { LocalWhen } from '../clock/local-when.js';
import { Badge, Card } from '../look/parts.js';
import { useMe } from '../api/me.js';
import { useColleagueNames } from './colleagues.js';
import { usePageWords } from '../words/page-words.js';
import { useWords } from '../words/words.js';

/** The posts that one holds, also in the place of others, and the duty one has now. */
export function Held() {
  const own = usePageWords('account');
  const { language } = useWords();
  const me = useMe();
  const nameOf = useColleagueNames();
  const siteName = (id: string | null) =>
    id === null ? own.allSites : (me.sites.find((site) => site.id === id)?.name[language] ?? id);
  return (
    <Card title={own.held}>
      {me.posts.length === 0 && <p className="text-sm text-muted">{own.heldNone}</p>}
      <ul className="flex flex-col gap-2 text-sm">
        {me.duty.map(({ role, name, site, until }) => (
          <li key={`duty ${role} ${site}`} className="flex flex-wrap items-baseline gap-x-2">
            <Badge tone="ok">{own.dutyNow}</Badge>
            <span className="font-medium">{name}</span>
            <span className="text-muted">
              {siteName(site)} · {own.dutyUntil} <LocalWhen at={until} />
            </span>
          </li>
        ))}
        {me.posts.map((post) => (
          <li
            key={`${post.role} ${post.site ?? ''} ${post.department ?? ''} ${post.for ?? ''}`}
            className="flex flex-wrap items-baseline gap-x-2"
          >
            <span className="font-medium">{post.name}</span>
            <span className="text-muted">{[siteName(post.site), post.departmentName].filter(Boolean).join(' · ')}</span>
            {post.for && <Badge tone="accent">{own.heldFor(nameOf(post.for))}</Badge>}
          </li>
        ))}
      </ul>
    </Card>
  );
}
