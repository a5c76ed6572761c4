import { personKeys } from '../../domain/case/subjects.js';
import type { CaseOrigin } from '../../ledger/read/case.js';
import { ApiProblem } from '../problem.js';
import type { Caller } from './caller.js';

/**
 * Default deny: a case is read by those who hold a post at its site, or at all sites of its organisation, unless they
 * are excluded because it is about them (W-35).
 */
export function mayRead(caller: Caller, { site, excludedKeys }: Pick<CaseOrigin, 'site' | 'excludedKeys'>): boolean {
  return (
    caller.sites.has(site) &&
    !(excludedKeys.length > 0 && personKeys(caller.actor).some((key) => excludedKeys.includes(key)))
  );
}

/** The sites a list is limited to. `wished` narrows it to one. */
export function visibleSites(caller: Caller, wished?: string): string[] {
  if (wished !== undefined) return caller.sites.has(wished) ? [wished] : [];
  return [...caller.sites];
}

/** Refuses (403) those who read cases of no site: they can act on no case, so they need no files. */
export function requireCaseWorker({ sites }: Caller): void {
  if (sites.size > 0) return;
  throw ApiProblem.of(
    'role-may-not',
    'Files are handed in by those who work on cases.',
    '文件须由处理案件的人员上传。',
  );
}
