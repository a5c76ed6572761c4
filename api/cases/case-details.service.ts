import { Inject, Injectable } from '@nestjs/common';
import { OmitType } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { CaseState } from '../../domain/case/case.js';
import { subjectKeys } from '../../domain/case/subjects.js';
import { standInRoles } from '../../domain/deciding/permission.js';
import { tasksOf, type Task } from '../../domain/projections/tasks.js';
import { listEntryName, stagesOfApplication } from '../../domain/rulebook/application-rules.js';
import { rolesAbove } from '../../domain/rulebook/role-groups.js';
import type { Rulebook } from '../../domain/rulebook/rulebook.js';
import type { Language } from '../../domain/text.js';
import { Ledger } from '../../ledger/ledger.js';
import { namesOfPeople, sitesOf } from '../../ledger/people/people.js';
import { whoIsOn } from '../../ledger/people/role-holders.js';
import { callsOfOutage } from '../../ledger/read/outages.js';
import { extensionReasons, type ExtensionReason } from '../../ledger/read/extension-reasons.js';
import { peopleOfTeam } from '../../ledger/teams/team-lists.js';
import { rowOf } from '../../domain/kinds/kinds.js';
import { correctedValues } from '../../ledger/read/corrections.js';
import { ApiField, ApiFieldInstant, ApiFieldMap } from '../api-field.js';
import type { Caller } from '../permission/caller.js';
import { redactedFor } from '../permission/redaction.js';
import { caseJson, CaseJson } from './case-json.js';
import { ClockJson, ExtensionJson, localTime } from './clock-json.js';
import { CaseService } from './case.service.js';
import { caseNamesIn } from './listed-case.js';
import { namedFacts } from './named-facts.js';
import { OutageCallsJson } from './outage-json.js';

/** So many names say whose hands a case is in; a role that more people hold is everybody's. */
const maxHolders = 20;

class ExtensionDetailsJson extends ExtensionJson {
  @ApiField('name of the person who asked', { nullable: true }) askedByName!: string | null;
  @ApiField('name of the person in whose place they asked', { nullable: true }) askedForName!: string | null;
  @ApiField('name of the person who decided', { nullable: true }) decidedByName!: string | null;
  @ApiField('name of the person in whose place they decided', { nullable: true }) decidedForName!: string | null;
  @ApiField('why more time was asked for; null for readers who may not see it', { nullable: true }) reason!:
    string | null;
  @ApiField('why it was decided so, where that was said; null likewise', { nullable: true }) decisionReason!:
    string | null;
}

class ClockDetailsJson extends OmitType(ClockJson, ['extensions']) {
  @ApiField('more time asked for', { type: [ExtensionDetailsJson] }) extensions!: ExtensionDetailsJson[];
}

class HolderJson {
  @ApiField('role that has something to do now') role!: string;
  @ApiField("its name in the caller's language") roleName!: string;
  @ApiField('of which department', { nullable: true }) department!: string | null;
  @ApiField(
    `names of those it is with: the one who has it, those of the team that has it, or those who are on for the role; at most ${maxHolders}`,
    { type: [String] },
  )
  people!: string[];
}

class CorrectionJson {
  @ApiField('what was recorded wrongly: a fact of the case, or one of its words') field!: string;
  @ApiField("what it is called, in the caller's language") name!: string;
  @ApiField(
    'what stood there: words, an id, `true` or `false`; null where it was nothing, was erased, or is not for the caller',
    {
      nullable: true,
    },
  )
  was!: string | null;
  @ApiField('what it was corrected to; null likewise', { nullable: true }) is!: string | null;
  @ApiFieldInstant('when') at!: string;
  @ApiField('who corrected it: id') by!: string;
  @ApiField('their name', { nullable: true }) byName!: string | null;
}

class StageJson {
  @ApiField('id of the stage') stage!: string;
  @ApiField("its name in the caller's language") name!: string;
  @ApiField('whether it is behind the case, the one it is at, or ahead', { enum: ['passed', 'now', 'ahead'] })
  state!: string;
}

/** A case with what its page shows beside it. */
export class CaseDetailsJson extends OmitType(CaseJson, ['clocks']) {
  @ApiField('name of the site') siteName!: string;
  @ApiField('name of its owner', { nullable: true }) ownerName!: string | null;
  @ApiFieldMap('the names of the people and the team among its facts, by the name of the fact', {
    additionalProperties: { type: 'string' },
  })
  factNames!: Record<string, string>;
  @ApiField('its deadlines, in the order in which they began', { type: [ClockDetailsJson] })
  clocks!: ClockDetailsJson[];
  @ApiField('whose hands it is in: one for each role that has something to do now', { type: [HolderJson] })
  holders!: HolderJson[];
  @ApiField('acts that get done what somebody has to do now', { type: [String] }) dueActs!: string[];
  @ApiField('the calls about an outage; null for other kinds', { nullable: true, type: OutageCallsJson })
  calls!: OutageCallsJson | null;
  @ApiField('the stages of an application, in their order; empty for other kinds', { type: [StageJson] })
  stages!: StageJson[];
  @ApiField('what was recorded wrongly and put right, oldest first; what stood there stays beside', {
    type: [CorrectionJson],
  })
  corrected!: CorrectionJson[];
}

/** A case as its page shows it: with the names of people. */
@Injectable()
export class CaseDetailsService {
  constructor(
    @Inject(Ledger) private readonly ledger: Ledger,
    @Inject(CaseService) private readonly caseService: CaseService,
  ) {}

  /** The case as it now stands; its ETag is the number of its newest entry. */
  async read(who: Caller, number: string, reply: Pick<FastifyReply, 'header'>): Promise<CaseDetailsJson> {
    const { source } = this.ledger;
    const state = await this.caseService.stateFor(who, number);
    const rulebook = await this.ledger.rulebooks.get(state.rulebook, state.version);
    const at = (await this.ledger.time.now(new Date())).toISOString();
    void reply.header('etag', `"${state.seq}"`);
    const shown = caseJson(state, who, rulebook, at, await this.caseService.besides(who, state, rulebook, at));
    const asked = shown.clocks.flatMap(({ extensions }) => extensions);
    const mayReadReasons = asked.length > 0 && redactedFor(who, state) !== 'all';
    const [[site], holders, reasons, calls, factNames] = await Promise.all([
      sitesOf(source, [state.site]),
      this.holders(state, rulebook, at),
      mayReadReasons ? extensionReasons(source, number) : [],
      state.kind === 'outage' ? callsOfOutage(source, state.site, number) : null,
      namedFacts(source, state),
    ]);
    const people = await namesOfPeople(source, [
      ...(shown.owner === null ? [] : [shown.owner]),
      ...asked.flatMap(({ askedBy, askedFor, decidedBy, decidedFor }) =>
        [askedBy, askedFor, decidedBy, decidedFor].filter((id) => id !== null),
      ),
      ...holders.flatMap((holder) => holder.people),
    ]);
    const nameOf = (id: string | null) => (id === null ? null : (people.get(id) ?? null));
    const names = caseNamesIn(rulebook, who.language);
    return {
      ...shown,
      siteName: site?.name[who.language] ?? state.site,
      ownerName: nameOf(shown.owner),
      factNames,
      clocks: shown.clocks.map((clock, i) => ({
        ...clock,
        extensions: clock.extensions.map((extension, j) => ({
          ...extension,
          askedByName: nameOf(extension.askedBy),
          askedForName: nameOf(extension.askedFor),
          decidedByName: nameOf(extension.decidedBy),
          decidedForName: nameOf(extension.decidedFor),
          ...reasonsOf(clock.id, state.clocks[i]!.extensions[j]!, reasons),
        })),
      })),
      dueActs: [...new Set(tasksOf(state, rulebook).flatMap(({ acts }) => acts))],
      calls,
      stages: stagesOf(state, rulebook, who.language),
      corrected: await this.corrections(state, who, rulebook),
      holders: holders.map(({ role, department, people: ids }) => ({
        role,
        roleName: names.role(role),
        department,
        people: ids.slice(0, maxHolders).map((id) => people.get(id) ?? id),
      })),
    };
  }

  private async corrections(state: CaseState, who: Caller, rulebook: Rulebook): Promise<CorrectionJson[]> {
    if (!state.marks['correct']) return [];
    const names = rowOf(state.kind, 'correct')?.fields?.['field']?.valueNames ?? {};
    const redacted = redactedFor(who, state);
    const local = localTime(rulebook.timeZone);
    return (await correctedValues(this.ledger.source, state.number)).map(({ field, was, is, at, by, byName }) => {
      const isFact = field === 'site' || Object.hasOwn(state.facts, field);
      const hidden = !isFact && (redacted === 'all' || (redacted as readonly string[]).includes(field));
      return {
        field,
        name: names[field]?.[who.language] ?? field,
        was: hidden || was === null ? null : String(was),
        is: hidden || is === null ? null : String(is),
        at: local(at.toISOString()),
        by,
        byName,
      };
    });
  }

  /** Those who have an open task, each role and department once. */
  private async holders(
    state: CaseState,
    rulebook: Rulebook,
    at: string,
  ): Promise<{ role: string; department: string | null; people: string[] }[]> {
    // What stands for a role above (`<task>:<role>`) is asked of those above with its own task.
    const tasks = tasksOf(state, rulebook).filter(({ id, role }) => !id.endsWith(`:${role}`));
    const found = new Map<string, { role: string; department: string | null; people: string[] }>();
    for (const task of tasks) {
      const key = `${task.role} ${task.department ?? ''}`;
      const people = [...(found.get(key)?.people ?? []), ...(await this.peopleOf(task, state, rulebook, at))];
      found.set(key, { role: task.role, department: task.department, people: [...new Set(people)] });
    }
    return [...found.values()];
  }

  private async peopleOf(
    { role, department, person, team }: Task,
    state: CaseState,
    rulebook: Rulebook,
    at: string,
  ): Promise<string[]> {
    if (person !== null) return [person];
    if (team !== null) return peopleOfTeam(this.ledger.source, team, at);
    const on = await whoIsOn(this.ledger.source, {
      organisation: state.organisation,
      site: state.site,
      role,
      above: rolesAbove(role, rulebook),
      department,
      at,
      subjectKeys: subjectKeys(state.facts),
      standInRoles: standInRoles(role, rulebook, at),
    });
    return on.map((holder) => holder.person);
  }
}

function reasonsOf(
  clock: string,
  { askedAt, decidedAt }: CaseState['clocks'][number]['extensions'][number],
  reasons: readonly ExtensionReason[],
): Pick<ExtensionDetailsJson, 'reason' | 'decisionReason'> {
  const said = (asked: boolean, at: string | undefined) =>
    reasons.find((one) => one.asked === asked && one.clock === clock && one.at === at)?.reason ?? null;
  return { reason: said(true, askedAt), decisionReason: said(false, decidedAt) };
}

function stagesOf({ kind, facts }: CaseState, rulebook: Rulebook, language: Language): StageJson[] {
  if (kind !== 'application') return [];
  const left = String(facts['stagesLeft'] ?? '').split(',');
  return stagesOfApplication(facts, rulebook).map((stage) => ({
    stage,
    name: listEntryName(rulebook, 'applicationStages', stage)[language],
    state: stage === facts['stage'] ? 'now' : left.includes(stage) ? 'ahead' : 'passed',
  }));
}
