import { LocalWhen } from '../clock/local-when.js';
import type { Column } from '../look/grid.js';
import { Badge, type Tone } from '../look/parts.js';
import type { people } from '../words/zh/people.js';
import type { Words } from '../words/zh.js';
import type { StaffPerson } from './directory.js';

const tones: Record<string, Tone> = { none: 'warn', 'one-time': 'accent', own: 'ok' };

/** The columns of the list of people. */
export function staffColumns(own: typeof people, t: Words): Column<StaffPerson>[] {
  return [
    {
      id: 'name',
      head: own.name,
      cell: ({ name, id }) => (
        <>
          <span className="font-medium">{name}</span> <span className="text-xs text-muted">{id}</span>
        </>
      ),
    },
    {
      id: 'posts',
      head: own.posts,
      className: 'max-w-md',
      cell: ({ posts, endedAt }) =>
        posts.length === 0 && endedAt === null ? own.noPosts : <Posts of={posts} own={own} />,
    },
    {
      id: 'phone',
      head: own.phone,
      className: 'tabular-nums md:whitespace-nowrap',
      cell: ({ phone }) => phone ?? <span className="text-muted">{own.noPhone}</span>,
    },
    {
      id: 'state',
      head: own.signIn,
      cell: ({ signIn, awayUntil, endedAt }) => (
        <span className="flex flex-wrap gap-1">
          {endedAt === null ? (
            <Badge tone={tones[signIn] ?? 'plain'}>{own.signIns[signIn as 'own']}</Badge>
          ) : (
            <Badge>
              {own.leavesAt}
              {t.common.colon}
              <LocalWhen at={endedAt} />
            </Badge>
          )}
          {awayUntil !== null && (
            <Badge tone="warn">
              {own.awayUntil} <LocalWhen at={awayUntil} />
            </Badge>
          )}
        </span>
      ),
    },
  ];
}

/** Posts, those of one role in a line with the places they are for. */
function Posts({ of, own }: { of: StaffPerson['posts']; own: typeof people }) {
  const roles = [...new Set(of.map(({ roleName }) => roleName))];
  return (
    <span className="flex flex-wrap gap-x-3">
      {roles.map((role) => (
        <span key={role}>
          {role}{' '}
          <span className="text-xs text-muted">
            {placesOf(
              of.filter(({ roleName }) => roleName === role),
              own,
            )}
          </span>
        </span>
      ))}
    </span>
  );
}

const placesOf = (posts: StaffPerson['posts'], own: typeof people): string =>
  [
    ...new Set([
      ...posts.map(({ departmentName }) => departmentName),
      ...posts.map(({ siteName }) => siteName ?? own.allSites),
    ]),
  ]
    .filter(Boolean)
    .join(' · ');
