import type { Text } from '../../domain/text.js';

/** What stands where the words of a notice were erased. */
export const erasedText: Text = { 'zh-CN': '（内容已依法删除）', en: '(the text was erased)' };

/**
 * SQL: what a row of `notices` says. Its words lie with those of its entry; where these were erased it says so. What the
 * database itself reports (a role that nobody holds) stands in the row.
 */
export const noticeTextSql = `COALESCE(notices.text, (SELECT words.said FROM words WHERE words.number = notices.number AND words.seq = notices.seq AND words.n = notices.word),
    '${JSON.stringify(erasedText)}'::jsonb)`;
