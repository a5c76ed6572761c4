import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { DataSource, QueryRunner } from 'typeorm';
import { installationOrganisation } from '../../domain/actor.js';
import { hashPassword, newOneTimePassword, setPassword } from './passwords.js';
import { addPost } from './posts.js';
import { addPerson } from './staff.js';
import type { ChangeContext } from './organisation-changes.js';

/** Somebody can come in: with a token, with a password of their own, or with a one-time password that is still good. */
const somebodyMayComeIn = `
  EXISTS (SELECT FROM passwords JOIN people ON people.id = person_id WHERE valid_until > clock_timestamp() AND ended_at IS NULL)
  OR EXISTS (SELECT FROM tokens JOIN people ON people.id = person_id WHERE revoked_at IS NULL AND ends_at > clock_timestamp() AND ended_at IS NULL)`;

/**
 * Where nobody can come in, makes the first administrator of the installation, or gives them a new one-time password,
 * which is written to `file` (mode 0600) and nowhere else. Gives their id, undefined where somebody can come in. Several
 * processes may start at once: one of them does it.
 */
export async function makeFirstAdministrator(source: DataSource, file: string): Promise<string | undefined> {
  const runner = source.createQueryRunner();
  await runner.startTransaction();
  try {
    await runner.query(`SELECT pg_advisory_xact_lock(hashtext('banjie-organisation'), hashtext($1))`, [
      installationOrganisation,
    ]);
    const [{ open, now }] = await runner.query(`SELECT (${somebodyMayComeIn}) AS open, clock_timestamp() AS now`);
    if (open) {
      await runner.commitTransaction();
      return undefined;
    }
    const change: ChangeContext = {
      organisation: installationOrganisation,
      by: 'desk',
      now: now.toISOString(),
      rulebooks: [],
    };
    const id = await administratorIn(runner, change);
    const password = newOneTimePassword();
    await setPassword(runner, id, { passwordHash: await hashPassword(password), oneTime: true }, change);
    // A file that another user may have put there is not written through.
    await mkdir(dirname(file), { recursive: true, mode: 0o700 });
    await rm(file, { force: true });
    await writeFile(file, `${id} ${password}\n`, { mode: 0o600, flag: 'wx' });
    await runner.commitTransaction();
    return id;
  } catch (error) {
    await runner.rollbackTransaction().catch(() => undefined);
    throw error;
  } finally {
    await runner.release();
  }
}

/** The administrator of the installation, made where there is none. */
async function administratorIn(runner: QueryRunner, change: ChangeContext): Promise<string> {
  const [known] = await runner.query(
    `SELECT people.id FROM people JOIN posts ON posts.person_id = people.id
     WHERE organisation = $1 AND ended_at IS NULL AND role = 'administrator' AND site_id IS NULL AND valid_until > $2 ORDER BY people.id LIMIT 1`,
    [change.organisation, change.now],
  );
  if (known) return known.id;
  // An id is somebody's for good: where 'admin' is taken, the next is free.
  const taken: { id: string }[] = await runner.query(`SELECT id FROM people WHERE id LIKE 'admin%'`);
  const ids = new Set(taken.map((one) => one.id));
  let id = 'admin';
  for (let n = 2; ids.has(id); n += 1) id = `admin-${n}`;
  await addPerson(runner, { id, name: '管理员', email: null, language: 'zh-CN' }, change);
  const post = { person: id, role: 'administrator', site: null, department: null, from: change.now, until: null };
  const added = await addPost(runner, post, change);
  if (Array.isArray(added)) throw new Error(added.map(({ text }) => text.en).join(' '));
  return id;
}
