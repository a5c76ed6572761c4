import type { DataSource } from 'typeorm';
import { RulebookRow } from '../../database/entities/organisation.js';
import type { Rulebook } from '../../domain/rulebook/rulebook.js';
import { sha256 } from '../canonical-json.js';

/**
 * Throws a sentence that says what to do where a version is on record that this code cannot read: cases may be pinned to
 * it. `faultOf` says what is wrong with a version that did not come with this code.
 */
export async function refuseUnreadableVersions(
  source: DataSource,
  shipped: Rulebook[],
  faultOf: (body: Rulebook) => string | undefined,
): Promise<void> {
  const known = new Set(shipped.map((rulebook) => sha256(rulebook)));
  for (const { name, version, sha256: hash, body } of await source.getRepository(RulebookRow).find()) {
    const fault = known.has(hash) ? undefined : faultOf(body);
    if (fault !== undefined)
      throw new Error(
        `This version of Banjie cannot read rulebook ${name} ${version}, which is on record (${fault}): run the version of Banjie that recorded it or a newer one, or start with a new database.`,
      );
  }
}
