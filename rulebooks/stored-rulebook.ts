import { writtenVersion } from '../domain/rulebook/holidays.js';
import type { Rulebook } from '../domain/rulebook/rulebook.js';
import { reportRenamedKeys } from './renamed-keys.js';
import { schemaErrorsOf } from './schema.js';

/** Why this code cannot read a rulebook as the database keeps it (its calendars expanded), or undefined where it can. */
export function storedRulebookFault(body: Rulebook): string | undefined {
  const faults: string[] = [];
  reportRenamedKeys(body, (path, _zh, en) => faults.push(`${path.join('/')}: ${en}`));
  if (faults.length) return faults[0];
  const calendars = Object.entries(body.calendars ?? {}).map(([name, { publishedYears: _, ...written }]) => [
    name,
    written,
  ]);
  // The version as written: what its calendars hold of holiday tables stands behind it (`003.1+cn.2`).
  const written = { ...body, version: writtenVersion(body.version), calendars: Object.fromEntries(calendars) };
  const [error] = schemaErrorsOf(written);
  return error && `${error.instancePath.slice(1)} ${error.message}`;
}
