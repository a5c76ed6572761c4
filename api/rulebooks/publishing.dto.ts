import type { DryRunTally } from '../../domain/projections/dry-run.js';
import { versionStates } from '../../domain/rulebook/publication.js';
import type { Text } from '../../domain/text.js';
import { UncheckedField, Id, FreeText, QueryFlag, Texts, YesNo } from '../body-fields.js';
import { Instant } from '../time-fields.js';
import { ApiField, ApiFieldInstant, ApiFieldMap, ApiFieldText } from '../api-field.js';

/** A rulebook as a text is larger than anything else that is sent as JSON. */
export const maxTextLength = 600_000;

export class DraftDto {
  @UncheckedField('The whole rulebook: a YAML stream whose documents, divided by `---`, are its files.', {
    type: 'string',
    maxLength: maxTextLength,
  })
  text!: string;
}

export class UploadDto {
  @QueryFlag('Only say what is wrong with it: nothing is kept.')
  dry?: boolean;
}

export class PublishDto {
  @Instant('From when on new cases start under it; not before now.')
  from!: string;

  @Texts(
    'Clocks (`kind/rule`) that the workflows look for and this version does without: what the refusal `not-confirmed` has named.',
    { max: 200, length: 200, optional: true },
  )
  withoutClocks?: string[];

  @FreeText('Why it is published.', { max: 1000, optional: true })
  reason?: string;
}

export class VersionWithdrawalDto {
  @FreeText('Why it is withdrawn.', { max: 1000, optional: true })
  reason?: string;
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
  @FreeText('The version to compare with; without it the one in force.', { max: 100, optional: true })
  with?: string;
}

export class VersionMigrationDto {
  @FreeText('Why running cases are moved.', { max: 1000 })
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

class VersionStepJson {
  @ApiField('what was done', { enum: ['shipped', 'uploaded', 'published', 'withdrawn'] }) step!: string;
  @ApiFieldInstant('from when on it was to hold', { nullable: true }) from!: string | null;
  @ApiField('who did it; null for what came with the software', { nullable: true }) by!: string | null;
  @ApiField('their name', { nullable: true }) byName!: string | null;
  @ApiFieldInstant('when') at!: string;
  @ApiField('clocks that the workflows look for and it does without, as was confirmed', { type: [String] })
  withoutClocks!: string[];
  @ApiField('why, where it was said', { nullable: true }) reason!: string | null;
}

export class VersionJson {
  @ApiField('name of the rulebook') name!: string;
  @ApiField('version as written') version!: string;
  @ApiFieldText('title in both languages') title!: Text;
  @ApiField('running cases that are counted by it, with whatever holiday tables', { type: 'integer' })
  openCases!: number;
  @ApiField('where it stands', { enum: [...versionStates] }) state!: string;
  @ApiFieldInstant('from when on it holds; null where it is not published, or came with the software', {
    nullable: true,
  })
  from!: string | null;
  @ApiField('what became of it', { type: [VersionStepJson] }) steps!: VersionStepJson[];
  @ApiField('what to see to before it is published: roles that nobody holds', { type: [String] }) warnings!: string[];
}

export class VersionsJson {
  @ApiField('the versions of the rulebooks you publish', { type: [VersionJson] }) versions!: VersionJson[];
}

export class TextJson {
  @ApiField('the text as it was uploaded') text!: string;
}

class DifferenceJson {
  @ApiField('what', { enum: ['added', 'removed', 'changed'] }) what!: string;
  @ApiField('what it is part of', { example: 'clocks' }) part!: string;
  @ApiField('kind of case', { nullable: true }) kind!: string | null;
  @ApiField('its id', { example: 'solve-minor' }) id!: string;
  @ApiField('its clause', { nullable: true }) clause!: string | null;
  @ApiField('what of it differs', { nullable: true, example: 'limit' }) key!: string | null;
  @ApiField('the old value', { nullable: true, example: '2 days' }) old!: string | null;
  @ApiField('the new value', { nullable: true, example: '1 days' }) new!: string | null;
  @ApiField('as a sentence') text!: string;
  @ApiField("what it is part of, in the caller's language", { example: '时限' }) partName!: string;
  @ApiField('the kind of case likewise', { nullable: true }) kindName!: string | null;
  @ApiField('what it is called', { example: '轻微投诉处理完毕' }) itemName!: string;
  @ApiField('what of it differs, likewise', { nullable: true, example: '期限' }) keyName!: string | null;
  @ApiField('the old value in words', { nullable: true, example: '2 天' }) oldText!: string | null;
  @ApiField('the new value in words', { nullable: true, example: '1 天' }) newText!: string | null;
  @ApiField('what its clause asks', { nullable: true }) clauseText!: string | null;
}

export class ComparisonJson {
  @ApiField('the version that is looked at') version!: string;
  @ApiField('the version it is compared with; null for a new rulebook', { nullable: true }) with!: string | null;
  @ApiField('what differs, part by part', { type: [DifferenceJson] }) differences!: DifferenceJson[];
}

export class TallyJson implements DryRunTally {
  @ApiField('cases', { type: 'integer' }) cases!: number;
  @ApiField('clocks that could be compared', { type: 'integer' }) clocks!: number;
  @ApiField('of them due at another time, or known to one version only', { type: 'integer' }) differ!: number;
  @ApiField('due earlier', { type: 'integer' }) earlier!: number;
  @ApiField('due later', { type: 'integer' }) later!: number;
  @ApiField('only under the new version', { type: 'integer' }) added!: number;
  @ApiField('only under the old version', { type: 'integer' }) removed!: number;
  @ApiField('late as they were', { type: 'integer' }) lateBefore!: number;
  @ApiField('late under the new version', { type: 'integer' }) lateAfter!: number;
  @ApiField('late only under the new version', { type: 'integer' }) newlyLate!: number;
  @ApiField('late only as they were', { type: 'integer' }) noLongerLate!: number;
}

class NotReplayedJson {
  @ApiField('an act or a clock') what!: string;
  @ApiField('why') why!: string;
  @ApiField('cases it concerns', { type: 'integer' }) cases!: number;
}

export class DryRunJson {
  @ApiFieldInstant('until when what still runs was looked at') asOf!: string;
  @ApiField('cases looked at', { type: 'integer' }) cases!: number;
  @ApiField('true where there are more than one run looks at: narrow the period') bounded!: boolean;
  @ApiField('cases from before this desk, which have no clocks', { type: 'integer' }) withoutClocks!: number;
  @ApiField('all of them', { type: TallyJson }) all!: TallyJson;
  @ApiFieldMap('by department; `-` for none') byDepartment!: Record<string, TallyJson>;
  @ApiFieldMap('by kind of case') byKind!: Record<string, TallyJson>;
  @ApiFieldMap('by clause') byClause!: Record<string, TallyJson>;
  @ApiField('some of the cases that differ, clock by clock', { type: [Object] }) examples!: object[];
  @ApiField('what the record does not show, and why', { type: [NotReplayedJson] }) notReplayed!: NotReplayedJson[];
}

class MigrationRefusalJson {
  @ApiField('the case that stays under its own version') number!: string;
  @ApiField('why, as a code') code!: string;
  @ApiField("why, in the caller's language") text!: string;
}

export class VersionMigrationJson {
  @ApiField('id of the order') id!: string;
  @ApiField('rulebook') name!: string;
  @ApiField('the version cases are moved to, as written') version!: string;
  @ApiFieldMap('which running cases it is for') filter!: object;
  @ApiField('why') reason!: string;
  @ApiField('where it stands', { enum: ['shown', 'under-way', 'done'] }) state!: string;
  @ApiFieldMap('what it would do, as it was shown before: cases, clocks earlier, later, stopped, started, examples')
  shown!: object;
  @ApiField('cases moved so far', { type: 'integer' }) moved!: number;
  @ApiField('cases that stay under their own version', { type: 'integer' }) refused!: number;
  @ApiField('some of those that stay, with the reason', { type: [MigrationRefusalJson] })
  refusals!: MigrationRefusalJson[];
  @ApiField('who made it') madeBy!: string;
  @ApiField('their name') madeByName!: string;
  @ApiFieldInstant('when') madeAt!: string;
  @ApiField('who had it carried out', { nullable: true }) orderedBy!: string | null;
  @ApiFieldInstant('when', { nullable: true }) orderedAt!: string | null;
  @ApiFieldInstant('when all were moved', { nullable: true }) doneAt!: string | null;
}

export class VersionMigrationsJson {
  @ApiField('the orders, newest first', { type: [VersionMigrationJson] }) orders!: VersionMigrationJson[];
}
