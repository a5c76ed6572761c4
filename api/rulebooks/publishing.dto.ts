import type { Tally } from '../../domain/projections/dry-run.js';
import { versionStates } from '../../domain/rulebook/publication.js';
import { Anything, Id, Instant, Words, YesNo } from '../fields.js';
import { Shown, ShownInstant, ShownMap } from '../shown.js';

/** A rulebook as a text is larger than anything else that is sent as JSON. */
export const textAtMost = 600_000;

export class DraftDto {
  @Anything('The whole rulebook: a YAML stream whose documents, divided by `---`, are its files.', { type: 'string', maxLength: textAtMost })
  text!: string;
}

export class PublishDto {
  @Instant('From when on new cases start under it; not before now.')
  from!: string;
}

export class DryRunDto {
  @Instant('Cases opened from here on.', { optional: true })
  from?: string;

  @Instant('Cases opened before here.', { optional: true })
  until?: string;

  @YesNo('Only those that are still open.', { optional: true })
  open?: boolean;

  @Id('Only this kind.', { optional: true })
  kind?: string;
}

export class ComparisonDto {
  @Words('The version to compare with; without it the one in force.', { max: 100, optional: true })
  with?: string;
}

export class MoveOrderDto {
  @Words('Why running cases are moved.', { max: 1000 })
  reason!: string;

  @Id('Only this kind.', { optional: true })
  kind?: string;

  @Id('Only at this site.', { optional: true })
  site?: string;

  @Id('Only of this department.', { optional: true })
  department?: string;

  @Id('Only of this tier.', { optional: true })
  tier?: string;

  @Instant('Only those opened before here.', { optional: true })
  openedBefore?: string;
}

class StepJson {
  @Shown('what was done', { enum: ['shipped', 'uploaded', 'published', 'withdrawn'] }) step!: string;
  @ShownInstant('from when on it was to hold', { nullable: true }) from!: string | null;
  @Shown('who did it; null for what came with the software', { nullable: true }) by!: string | null;
  @ShownInstant('when') at!: string;
}

export class VersionJson {
  @Shown('name of the rulebook') name!: string;
  @Shown('version as written') version!: string;
  @Shown('where it stands', { enum: [...versionStates] }) state!: string;
  @ShownInstant('from when on it holds; null where it is not published, or came with the software', { nullable: true }) from!: string | null;
  @Shown('what became of it', { type: [StepJson] }) steps!: StepJson[];
  @Shown('what to see to before it is published: roles that nobody holds', { type: [String] }) warnings!: string[];
}

export class VersionsJson {
  @Shown('the versions of the rulebooks you publish', { type: [VersionJson] }) versions!: VersionJson[];
}

export class TextJson {
  @Shown('the text as it was uploaded') text!: string;
}

class DifferenceJson {
  @Shown('what', { enum: ['added', 'removed', 'changed'] }) what!: string;
  @Shown('what it is part of', { example: 'clocks' }) part!: string;
  @Shown('kind of case', { nullable: true }) kind!: string | null;
  @Shown('its id', { example: 'solve-minor' }) id!: string;
  @Shown('its clause', { nullable: true }) clause!: string | null;
  @Shown('what of it differs', { nullable: true, example: 'limit' }) key!: string | null;
  @Shown('the old value', { nullable: true, example: '2 days' }) old!: string | null;
  @Shown('the new value', { nullable: true, example: '1 days' }) new!: string | null;
  @Shown('as a sentence') text!: string;
}

export class ComparisonJson {
  @Shown('the version that is looked at') version!: string;
  @Shown('the version it is compared with; null for a new rulebook', { nullable: true }) with!: string | null;
  @Shown('what differs, part by part', { type: [DifferenceJson] }) differences!: DifferenceJson[];
}

export class TallyJson implements Tally {
  @Shown('cases', { type: 'integer' }) cases!: number;
  @Shown('clocks that could be compared', { type: 'integer' }) clocks!: number;
  @Shown('of them due at another time, or known to one version only', { type: 'integer' }) differ!: number;
  @Shown('due earlier', { type: 'integer' }) earlier!: number;
  @Shown('due later', { type: 'integer' }) later!: number;
  @Shown('only under the new version', { type: 'integer' }) added!: number;
  @Shown('only under the old version', { type: 'integer' }) removed!: number;
  @Shown('late as they were', { type: 'integer' }) lateBefore!: number;
  @Shown('late under the new version', { type: 'integer' }) lateAfter!: number;
  @Shown('late only under the new version', { type: 'integer' }) newlyLate!: number;
  @Shown('late only as they were', { type: 'integer' }) noLongerLate!: number;
}

class NotReplayedJson {
  @Shown('an act or a clock') what!: string;
  @Shown('why') why!: string;
  @Shown('cases it concerns', { type: 'integer' }) cases!: number;
}

export class DryRunJson {
  @ShownInstant('until when what still runs was looked at') asOf!: string;
  @Shown('cases looked at', { type: 'integer' }) cases!: number;
  @Shown('true where there are more than one run looks at: narrow the period') bounded!: boolean;
  @Shown('cases from before this desk, which have no clocks', { type: 'integer' }) withoutClocks!: number;
  @Shown('all of them', { type: TallyJson }) all!: TallyJson;
  @ShownMap('by department; `-` for none') byDepartment!: Record<string, TallyJson>;
  @ShownMap('by kind of case') byKind!: Record<string, TallyJson>;
  @ShownMap('by clause') byClause!: Record<string, TallyJson>;
  @Shown('some of the cases that differ, clock by clock', { type: [Object] }) examples!: object[];
  @Shown('what the record does not tell, and why', { type: [NotReplayedJson] }) notReplayed!: NotReplayedJson[];
}

export class MoveOrderJson {
  @Shown('id of the order') id!: string;
  @Shown('rulebook') name!: string;
  @Shown('the version cases are moved to, as written') version!: string;
  @ShownMap('which running cases it is for') filter!: object;
  @Shown('why') reason!: string;
  @Shown('where it stands', { enum: ['shown', 'under-way', 'done'] }) state!: string;
  @ShownMap('what it would do, as it was shown before: cases, clocks earlier, later, stopped, started, examples') shown!: object;
  @Shown('cases moved so far', { type: 'integer' }) moved!: number;
  @Shown('cases that stay under their own version', { type: 'integer' }) refused!: number;
  @Shown('who made it') madeBy!: string;
  @ShownInstant('when') madeAt!: string;
  @Shown('who had it carried out', { nullable: true }) orderedBy!: string | null;
  @ShownInstant('when', { nullable: true }) orderedAt!: string | null;
  @ShownInstant('when all were moved', { nullable: true }) doneAt!: string | null;
}

export class MoveOrdersJson {
  @Shown('the orders, newest first', { type: [MoveOrderJson] }) orders!: MoveOrderJson[];
}
