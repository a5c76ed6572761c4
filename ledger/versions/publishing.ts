import type { EntityManager } from 'typeorm';
import { inForceAt, publicationsOf, versionStateAt, type VersionStep } from '../../domain/rulebook/publication.js';
import { isRefusal, refuse, type Refusal } from '../../domain/refusal.js';
import type { Rulebook } from '../../domain/rulebook/rulebook.js';
import { sha256 } from '../canonical-json.js';
import type { Ledger } from '../ledger.js';
import {
  addVersionStep,
  holidayEditions,
  lockPublishing,
  insertVersion,
  versionStepsOf,
  versionStepByKey,
} from './version-steps.js';

/** A version by the name of its rulebook. */
export interface RulebookVersionName {
  name: string;
  version: string;
}

/**
 * Keeps a checked text as a draft. A version that is on record is never taken again with other contents; the same text
 * again is the one that is there.
 */
export async function uploadVersion(
  ledger: Ledger,
  person: string,
  { rulebook, text }: { rulebook: Rulebook; text: string },
  key: string,
): Promise<RulebookVersionName | Refusal> {
  const { name, version } = rulebook;
  return withPublishLock(ledger, async (manager, now) => {
    const [before] = await manager.query(
      `SELECT name, version, sha256 FROM rulebook_texts WHERE uploaded_by = $1 AND key = $2`,
      [person, key],
    );
    if (before) return before.sha256 === sha256(text) ? { name: before.name, version: before.version } : keyReused();
    const steps = await versionStepsOf(manager, name);
    if (steps.some((step) => step.version === version)) {
      const [row] = await manager.query(`SELECT sha256 FROM rulebooks WHERE name = $1 AND version = $2`, [
        name,
        version,
      ]);
      if (row.sha256 === sha256(rulebook)) return { name, version };
      return versionTaken({ name, version });
    }
    await insertVersion(manager, rulebook, await holidayEditions(manager));
    await manager.query(
      `INSERT INTO rulebook_texts (name, version, text, sha256, uploaded_by, uploaded_at, key) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [name, version, text, sha256(text), person, now, key],
    );
    await addVersionStep(manager, { name, version, step: 'uploaded', from: null, by: person, at: now }, null);
    return { name, version };
  });
}

/**
 * Publishes a version from an instant (UTC ISO) on that has not passed; null where there is none of that name.
 * `more`: see `VersionStep`.
 */
export async function publishVersion(
  ledger: Ledger,
  person: string,
  { name, version }: RulebookVersionName,
  from: string,
  key: string,
  { withoutClocks = [], reason }: Pick<VersionStep, 'withoutClocks' | 'reason'> = {},
): Promise<VersionStep | Refusal | null> {
  const step = {
    step: 'published',
    from,
    ...(withoutClocks.length ? { withoutClocks } : {}),
    ...(reason === undefined ? {} : { reason }),
  } as const;
  return takeVersionStep(ledger, person, { name, version }, step, key, (steps, now) => {
    const state = versionStateAt(version, steps, now);
    if (state !== 'draft' && state !== 'withdrawn')
      return refuse('already-done', `This version is published already: it is ${state}.`, '该版本已发布。', 'X-1');
    if (from < now)
      return refuse(
        'bad-time',
        'That instant has passed: publish from now on, or later. Cases already running keep theirs.',
        '该时间已过，请选择现在以后的时间发布。已在办的案件仍适用原版本。',
        'X-1',
      );
    const same = publicationsOf(steps).find((publication) => publication.from === from);
    return (
      same &&
      refuse(
        'bad-time',
        `Version ${same.version} is published from the same instant: choose another, or withdraw that one.`,
        `版本 ${same.version} 已定于同一时间生效，请另选时间，或先撤回该版本。`,
        'X-1',
      )
    );
  });
}

/** Takes back a publication that has not begun; null where there is no such version. */
export async function withdrawVersion(
  ledger: Ledger,
  person: string,
  { name, version }: RulebookVersionName,
  key: string,
  reason?: string,
): Promise<VersionStep | Refusal | null> {
  const step = { step: 'withdrawn', from: null, ...(reason === undefined ? {} : { reason }) } as const;
  return takeVersionStep(ledger, person, { name, version }, step, key, (steps, now) => {
    const state = versionStateAt(version, steps, now);
    if (state === 'published') return undefined;
    if (state === 'draft' || state === 'withdrawn')
      return refuse(
        'missing-step',
        'This version is not published: there is nothing to withdraw.',
        '该版本尚未发布，无需撤回。',
        'X-1',
      );
    return refuse(
      'not-in-this-status',
      'This version has come into force, and cases are counted by it: publish another in its place.',
      '该版本已生效，已有案件按其计算，请发布新的版本代替。',
      'X-1',
    );
  });
}

/** The version in force, for comparison; undefined where the rulebook is new. */
export async function versionInForce(ledger: Ledger, name: string): Promise<Rulebook | undefined> {
  const version = inForceAt(
    publicationsOf(await versionStepsOf(ledger.source, name)),
    await ledgerTime(ledger),
  )?.version;
  return version === undefined ? undefined : ledger.rulebooks.newest(name, version);
}

/** The text of a version as it was uploaded; undefined for one that was shipped, or none. */
export async function rulebookTextOf(
  { source }: Ledger,
  { name, version }: RulebookVersionName,
): Promise<string | undefined> {
  const [row] = await source.query(`SELECT text FROM rulebook_texts WHERE name = $1 AND version = $2`, [name, version]);
  return row?.text;
}

/** Why a text is not kept: its version is on record with another one. */
export function versionTaken({ name, version }: RulebookVersionName): Refusal {
  return refuse(
    'already-done',
    `${name} ${version} is on record with another text: give the changed text a new version.`,
    `版本 ${version} 已有不同的文本，请为修改后的文本使用新的版本号。`,
    'X-1',
  );
}

/** How many running cases are under each version as written (`name version`), whatever holiday tables it holds. */
export async function openCasesByVersion(source: Pick<EntityManager, 'query'>): Promise<Map<string, number>> {
  const rows: { version: string; open: number }[] = await source.query(
    `SELECT rulebook || ' ' || split_part(version, '+', 1) AS version, count(*)::integer AS open FROM cases WHERE closed_at IS NULL GROUP BY 1`,
  );
  return new Map(rows.map(({ version, open }) => [version, open]));
}

/** Roles that a rulebook names and nobody holds at any of these sites, or at all of their organisation. */
export async function unheldRoles({ source }: Ledger, roles: string[], sites: string[]): Promise<string[]> {
  const rows: { role: string }[] = await source.query(
    `SELECT role FROM unnest($1::text[]) AS role WHERE NOT EXISTS (
       SELECT FROM posts JOIN people ON people.id = posts.person_id JOIN sites ON sites.organisation = people.organisation
       WHERE posts.role = role.role AND sites.id = ANY ($2) AND (posts.site_id IS NULL OR posts.site_id = sites.id))`,
    [roles, sites],
  );
  return rows.map(({ role }) => role);
}

/** The ledger's time now, UTC ISO. */
export async function ledgerTime(
  { source, time }: Pick<Ledger, 'source' | 'time'>,
  manager: Pick<EntityManager, 'query'> = source,
): Promise<string> {
  const [{ at }] = await manager.query(`SELECT clock_timestamp() AS at`);
  return (await time.now(at)).toISOString();
}

/**
 * One publication at a time: what was looked at holds until it is written. What this process knows of publications is
 * looked up again.
 */
export async function withPublishLock<T>(
  ledger: Ledger,
  work: (manager: EntityManager, now: string) => Promise<T>,
): Promise<T> {
  const done = await ledger.source.transaction(async (manager) => {
    await lockPublishing(manager);
    return work(manager, await ledgerTime(ledger, manager));
  });
  await ledger.rulebooks.refresh(ledger.time, 0);
  return done;
}

export function keyReused(): Refusal {
  return refuse(
    'key-reused',
    'This Idempotency-Key came before with another body: use a new key.',
    '该 Idempotency-Key 已用于其他内容，请使用新的键。',
  );
}

async function takeVersionStep(
  ledger: Ledger,
  person: string,
  { name, version }: RulebookVersionName,
  what: Pick<VersionStep, 'step' | 'from' | 'withoutClocks' | 'reason'>,
  key: string,
  refusal: (steps: VersionStep[], now: string) => Refusal | undefined,
): Promise<VersionStep | Refusal | null> {
  return withPublishLock(ledger, async (manager, now) => {
    const before = await versionStepByKey(manager, person, key);
    if (before)
      return before.name === name &&
        before.version === version &&
        before.step === what.step &&
        before.from === what.from &&
        before.reason === what.reason
        ? before
        : keyReused();
    const steps = await versionStepsOf(manager, name);
    if (!steps.some((step) => step.version === version)) return null;
    const no = refusal(steps, now);
    if (no && isRefusal(no)) return no;
    await addVersionStep(manager, { name, version, ...what, by: person, at: now }, key);
    return (await versionStepByKey(manager, person, key))!;
  });
}
