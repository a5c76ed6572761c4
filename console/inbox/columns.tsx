import { Link } from 'wouter';
import { addresses } from '../addresses.js';
import type { Json } from '../api/client.js';
import { When } from '../clock/when.js';
import { Badge, type Tone } from '../look/parts.js';
import type { Column } from '../look/grid.js';
import type { Words } from '../words/zh.js';

export type Notice = Json<'NoticeJson'>;

const tones: Partial<Record<Notice['kind'], Tone>> = {
  warn: 'warn',
  breach: 'late',
  escalate: 'late',
  urge: 'late',
  violation: 'late',
  approve: 'accent',
  decided: 'ok',
};

/** The columns of the inbox: why, what, of which case, when. What is unread is strong, and says so. */
export function inboxColumns(t: Words, markRead: (notice: Notice) => void): Column<Notice>[] {
  return [
    {
      id: 'kind',
      head: t.inbox.kind,
      className: 'md:w-40',
      cell: ({ kind, kindName, isLate, readAt }) => (
        <span className="flex flex-wrap items-center gap-1.5">
          <Badge tone={isLate ? 'late' : (tones[kind] ?? 'plain')}>{kindName}</Badge>
          {readAt === null && <span className="text-xs font-semibold text-accent">{t.inbox.unread}</span>}
        </span>
      ),
    },
    {
      id: 'notice',
      head: t.inbox.notice,
      cell: ({ text, clause, readAt, forName, roleName, outcome, outcomeText }) => (
        <>
          <span className={`block ${readAt === null ? 'font-semibold' : ''}`}>{text}</span>
          <span className="block text-xs text-muted">
            {clause} · {forName ? t.inbox.inPlaceOf(forName) : t.inbox.asRole(roleName)}
            {outcome === 'not-sent' && <> · {outcomeText}</>}
          </span>
        </>
      ),
    },
    {
      id: 'case',
      head: t.inbox.case,
      cell: ({ subject, number, caseKindName, tier, tierName, statusName }) => (
        <>
          <span className="flex flex-wrap items-center gap-x-1.5">
            <span>{subject ?? caseKindName}</span>
            {tierName && <Badge tone={tier === 'major' ? 'late' : 'accent'}>{tierName}</Badge>}
          </span>
          <span className="block text-xs text-muted">
            <Link href={addresses.case(number)} tabIndex={-1} className="tabular-nums hover:underline">
              {number}
            </Link>{' '}
            · {caseKindName} · {statusName}
          </span>
        </>
      ),
    },
    {
      id: 'at',
      head: t.inbox.at,
      className: 'md:w-60 text-muted',
      cell: (notice) => (
        <span className="flex flex-wrap items-center justify-between gap-x-2">
          <When at={notice.at} />
          {notice.readAt === null && (
            <button
              type="button"
              tabIndex={-1}
              onClick={() => markRead(notice)}
              className="min-h-7 cursor-pointer rounded px-1.5 text-xs text-accent hover:bg-tint max-md:min-h-9"
            >
              {t.inbox.markRead}
            </button>
          )}
        </span>
      ),
    },
  ];
}
