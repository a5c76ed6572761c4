import { hash, verify } from '@node-rs/argon2';
import { randomBytes, randomInt } from 'node:crypto';
import type { DataSource, QueryRunner } from 'typeorm';
import { utcIso } from '../sql.js';
import { tellOfAccess } from './access-notices.js';
import { recordChanges, type ChangeContext } from './organisation-changes.js';

/** How long a one-time password is good for choosing one's own. */
export const oneTimePasswordHours = 72;

/** Without characters that are taken for one another; 16 of them are 79 bits. */
const alphabet = '23456789abcdefghjkmnpqrstuvwxyz';

/** A random password to be told to somebody: four groups of four, such as `k7m2-p9xq-3dfa-h8wz`. */
export function newOneTimePassword(): string {
  const group = () => Array.from({ length: 4 }, () => alphabet[randomInt(alphabet.length)]).join('');
  return Array.from({ length: 4 }, group).join('-');
}

/** The argon2id hash of a password, as a PHC string: 19 MiB, 2 passes (the package's defaults are OWASP's). */
export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize('NFKC'));
}

/** What a password is held against where there is none to hold it against: the answer takes as long. */
let nobodysHash: Promise<string> | undefined;

/**
 * Whether somebody's password is that; `mustChange` where it is a one-time one, `passwordHash` what it was
 * held against. Takes as long for nobody's, an overdue
 * and a missing one, which are all wrong.
 */
export async function checkPassword(
  source: Pick<DataSource, 'query'>,
  person: string,
  password: string,
): Promise<{ right: boolean; mustChange: boolean; passwordHash: string | undefined }> {
  const [row] = await source.query(
    `SELECT hash, must_change AS "mustChange" FROM passwords WHERE person_id = $1 AND valid_until > clock_timestamp()`,
    [person],
  );
  nobodysHash ??= hashPassword(randomBytes(24).toString('base64url'));
  const right = await verify(row?.hash ?? (await nobodysHash), password.normalize('NFKC'));
  return { right: right && row !== undefined, mustChange: row?.mustChange ?? false, passwordHash: row?.hash };
}

/**
 * Sets somebody's password, of which only `passwordHash` is kept, and ends their sessions but `keepSession`. A one-time
 * password must be changed within `oneTimePasswordHours`, and the person is told of it; gives until when it is valid (UTC ISO), null for one's own.
 */
export async function setPassword(
  runner: QueryRunner,
  person: string,
  {
    passwordHash,
    oneTime,
    keepSession = null,
  }: { passwordHash: string; oneTime: boolean; keepSession?: string | null },
  change: ChangeContext,
): Promise<string | null> {
  const [before] = await runner.query(`SELECT must_change AS "mustChange" FROM passwords WHERE person_id = $1`, [
    person,
  ]);
  const [{ until, created }] = await runner.query(
    `INSERT INTO passwords (person_id, hash, must_change, valid_until)
     VALUES ($1, $2, $3, CASE WHEN $3 THEN clock_timestamp() + make_interval(hours => $4) ELSE 'infinity' END)
     ON CONFLICT (person_id) DO UPDATE SET hash = EXCLUDED.hash, must_change = EXCLUDED.must_change, valid_until = EXCLUDED.valid_until, set_at = clock_timestamp()
     RETURNING CASE WHEN must_change THEN ${utcIso('valid_until')} END AS until, xmax = 0 AS created`,
    [person, passwordHash, oneTime, oneTimePasswordHours],
  );
  await runner.query(`DELETE FROM sessions WHERE person_id = $1 AND id IS DISTINCT FROM $2::bigint`, [
    person,
    keepSession,
  ]);
  const [changeId] = await recordChanges(runner, change, [
    {
      what: 'password',
      subject: person,
      person,
      change: created ? 'created' : 'changed',
      value: { oneTime },
      holdsFrom: change.now,
    },
  ]);
  // Who had chosen a password of their own is shut out by it: that, those above hear of too.
  if (oneTime) await tellOfAccess(runner, { changeId: changeId!, person, own: before?.mustChange !== false }, change);
  return until;
}
