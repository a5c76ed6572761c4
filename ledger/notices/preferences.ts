import type { DataSource } from 'typeorm';
import type { NoticeKindPreferences } from '../../domain/notices/delivery.js';
import type { Language } from '../../domain/text.js';

/** How somebody wishes to be notified; `HH:MM` by the clock of their zone. */
export interface NoticePreferences {
  kinds: NoticeKindPreferences;
  language: Language | null;
  timeZone: string;
  quietFrom: string | null;
  quietUntil: string | null;
  digestAt: string;
  chat: string | null;
  sms: string | null;
}

const columns = `kinds, language, time_zone AS "timeZone", quiet_from AS "quietFrom", quiet_until AS "quietUntil", digest_at AS "digestAt", chat, sms`;

/** What a person has said; undefined where nothing. */
export async function preferencesOf(source: DataSource, person: string): Promise<NoticePreferences | undefined> {
  const rows = await source.query(`SELECT ${columns} FROM notice_preferences WHERE person_id = $1`, [person]);
  return rows[0];
}

/** Puts what a person says in the place of what they said before. */
export async function savePreferences(source: DataSource, person: string, wish: NoticePreferences): Promise<void> {
  await source.query(
    `INSERT INTO notice_preferences (person_id, kinds, language, time_zone, quiet_from, quiet_until, digest_at, chat, sms) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
     ON CONFLICT (person_id) DO UPDATE SET kinds = EXCLUDED.kinds, language = EXCLUDED.language, time_zone = EXCLUDED.time_zone, quiet_from = EXCLUDED.quiet_from,
       quiet_until = EXCLUDED.quiet_until, digest_at = EXCLUDED.digest_at, chat = EXCLUDED.chat, sms = EXCLUDED.sms, updated_at = clock_timestamp()`,
    [
      person,
      JSON.stringify(wish.kinds),
      wish.language,
      wish.timeZone,
      wish.quietFrom,
      wish.quietUntil,
      wish.digestAt,
      wish.chat,
      wish.sms,
    ],
  );
}

/** What the organisation has set for its roles. */
export async function rolePreferences(
  source: DataSource,
  organisation: string,
): Promise<{ role: string; kinds: NoticeKindPreferences }[]> {
  return source.query(`SELECT role, kinds FROM notice_role_preferences WHERE organisation = $1 ORDER BY role`, [
    organisation,
  ]);
}

export async function saveRolePreferences(
  source: DataSource,
  organisation: string,
  role: string,
  kinds: NoticeKindPreferences,
  by: string,
): Promise<void> {
  await source.query(
    `INSERT INTO notice_role_preferences (organisation, role, kinds, updated_by) VALUES ($1, $2, $3, $4)
     ON CONFLICT (organisation, role) DO UPDATE SET kinds = EXCLUDED.kinds, updated_by = EXCLUDED.updated_by, updated_at = clock_timestamp()`,
    [organisation, role, JSON.stringify(kinds), by],
  );
}
