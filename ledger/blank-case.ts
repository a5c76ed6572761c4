import type { CaseState } from '../domain/case/case.js';
import type { CaseLink } from '../domain/case/links.js';
import type { Rulebook } from '../domain/rulebook/rulebook.js';
import type { OpenRequest } from './request.js';

/** A case with nothing on record yet. `now` in UTC ISO. */
export function blankCase(
  number: string,
  opening: OpenRequest,
  rulebook: Rulebook,
  site: { kind: string; organisation: string },
  now: string,
): CaseState {
  const { parent } = opening;
  const links: CaseLink[] = parent
    ? [
        {
          key: 'parent',
          relation: 'parent',
          kind: parent.kind,
          number: parent.number,
          state: 'open',
          childKey: parent.childKey,
        },
      ]
    : [];
  return {
    number,
    kind: opening.kind,
    rulebook: rulebook.name,
    version: rulebook.version,
    site: opening.site,
    organisation: site.organisation,
    seq: 0,
    status: 'new',
    tier: null,
    department: null,
    round: 1,
    receivedAt: opening.receivedAt ?? now,
    openedAt: now,
    closedAt: null,
    facts: {
      siteKind: site.kind,
      ...parent?.shield,
      ...(parent?.replaced ? { turnedFrom: parent.number } : {}),
    },
    words: {},
    marks: {},
    clocks: [],
    links,
    broadcasts: [],
    violations: [],
  };
}
