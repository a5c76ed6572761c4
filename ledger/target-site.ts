import { peopleAtWork } from '../domain/acts/move-site.js';
import type { ActRequest } from '../domain/deciding/enter-act.js';
import type { TargetSite } from '../domain/deciding/target-site.js';
import type { CaseWork } from './case-work.js';
import { runPrepared, type Connection } from './transaction.js';

const statement = {
  name: 'banjie-target-site',
  text: `
SELECT id, kind, rulebooks, ended_at IS NOT NULL AS ended,
  ARRAY(SELECT DISTINCT posts.person_id FROM posts WHERE posts.person_id = ANY ($3::text[]) AND (posts.site_id IS NULL OR posts.site_id = sites.id)
    AND posts.valid_from <= $4 AND $4 < posts.valid_until) AS people
FROM sites WHERE id = $1 AND organisation = $2`,
};

/** The site that a case is to be moved to (`correct`); undefined where its organisation has none of that id. */
export async function targetSiteOf(
  runner: Connection,
  { act, input }: Pick<ActRequest, 'act' | 'input'>,
  { state, now }: CaseWork,
): Promise<TargetSite | undefined> {
  if (act !== 'correct' || input['field'] !== 'site') return undefined;
  const asked = [input['to'], state!.organisation, peopleAtWork(state!), now];
  const [found] = await runPrepared<TargetSite>(runner, statement, asked);
  return found;
}
