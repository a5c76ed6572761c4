import { rolesAbove } from '../../domain/rulebook/role-groups.js';
import type { Ledger } from '../../ledger/ledger.js';
import { personRecord } from '../../ledger/people/people-records.js';
import { ApiProblem } from '../problem.js';
import type { Caller } from './caller.js';
import { hasRightIn } from './organisation-rights.js';
import { requireRight } from './rights.js';

/** A person, with the organisation they belong to. */
interface PersonOf {
  id: string;
  organisation: string;
}

/** Refuses (403) all but the person themself and those who keep the rosters of a site they work at. */
export async function requireSelfOrRosterRight(ledger: Ledger, who: Caller, person: PersonOf): Promise<void> {
  if (person.id === who.actor.id) return;
  const sites = requireRight('keep-rosters', who, ledger.rulebooks.all());
  const { posts } = (await personRecord(ledger.source, person.id))!;
  if (
    sites === 'all' ||
    (person.organisation === who.actor.organisation && posts.some(({ site }) => site === null || sites.includes(site)))
  )
    return;
  throw ApiProblem.of(
    'role-may-not',
    'You do not keep the roster of a site they work at.',
    '您不负责该人员所在项目的值班表。',
  );
}

/**
 * Refuses (403) all but the person themself, an administrator, and those who stand above each of the posts that are
 * handed over. Nobody makes themself the stand-in of another.
 */
export async function requireMayDelegate(
  ledger: Ledger,
  who: Caller,
  person: PersonOf,
  { to, post }: { to: string; post?: string },
): Promise<void> {
  if (person.id === who.actor.id) return;
  if (to === who.actor.id)
    throw ApiProblem.of(
      'not-your-own-request',
      'Somebody else must name you as the stand-in of a colleague.',
      '不能指定本人为他人的代理人，须由他人登记。',
    );
  const rulebooks = ledger.rulebooks.all();
  if (hasRightIn(person.organisation, 'manage-people', who, rulebooks)) return;
  const { posts } = (await personRecord(ledger.source, person.id))!;
  const isBelow = (term: { role: string; site: string | null }) =>
    who.actor.posts.some(
      (own) =>
        own.for === undefined &&
        (own.site === null || own.site === term.site) &&
        rulebooks.some((rulebook) => rolesAbove(term.role, rulebook).includes(own.role)),
    );
  if (
    person.organisation === who.actor.organisation &&
    posts.filter((term) => (post === undefined || term.id === post) && term.until === null).every(isBelow)
  )
    return;
  throw ApiProblem.of(
    'role-may-not',
    'Who stands in for somebody is entered by themself, by somebody above them, or by an administrator.',
    '委托代理由本人、其上级或管理员登记。',
  );
}
