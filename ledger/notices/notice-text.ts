import type { Text } from '../../domain/text.js';

/** What stands where the words of a notice were erased. */
export const erasedText: Text = { 'zh-CN': '（内容已依法删除）', en: '(the text was erased)' };

/**
 * SQL: what a row of `notices` says. Its words lie with those of its entry; where these were erased it says so. What the
 * database itself reports (a role that nobody holds) stands in the row.
 */
export const noticeTextSql = `COALESCE(notices.text, (SELECT words.said FROM words WHERE words.number = notices.number AND words.seq = notices.seq AND words.n = notices.word),
    '${JSON.stringify(erasedText)}'::jsonb)`;

/**
 * SQL: what has become of the row of `notices`, as `NoticeOnItsWay` (domain/notices/notice-outcome.ts). No address is in
 * it.
 */
export const noticeOnItsWaySql = `jsonb_build_object('kind', notices.kind, 'person', notices.person_id, 'planned', notices.fanned_out_at IS NOT NULL,
    'deliveries', ARRAY(SELECT jsonb_build_object('channel', deliveries.channel, 'state', deliveries.state, 'code', deliveries.last_code) FROM deliveries WHERE deliveries.notice_id = notices.id ORDER BY deliveries.channel))`;

/** SQL: when the clock that an entry is about was due then (UTC ISO); null for other entries. */
export const dueThenSql = `entries.facts->>'due'`;
