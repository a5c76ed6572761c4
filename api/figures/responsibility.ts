import type { CaseState } from '../../domain/case/case.js';
import type { CustodyHistory, Custody } from '../../domain/responsibility/custody.js';
import {
  custodyShares,
  latenessOf,
  type ClockLateness,
  type CustodyShare,
} from '../../domain/responsibility/responsibility.js';
import { clockRule, type Rulebook } from '../../domain/rulebook/rulebook.js';
import type { AppealRow } from '../../ledger/figures/custody-history.js';
import { waitingName } from '../../domain/rulebook/pause-reasons.js';
import type { Caller } from '../permission/caller.js';
import { localTime } from '../cases/clock-json.js';
import { caseNamesIn } from '../cases/listed-case.js';
import { ApiField, ApiFieldInstant } from '../api-field.js';

class CustodyJson {
  @ApiField('role that had custody; null while nobody had', { nullable: true }) role!: string | null;
  @ApiField('department, where the role belongs to one', { nullable: true }) department!: string | null;
  @ApiField('id of the person who had taken it; null while nobody had', { nullable: true }) person!: string | null;
  @ApiField('id of whom they stood in for', { nullable: true }) actedFor!: string | null;
  @ApiField('why nobody had custody: what it waited for', { nullable: true }) waiting!: string | null;
  @ApiField("name of the role, in the caller's language", { nullable: true }) roleName!: string | null;
  @ApiField('name of the department', { nullable: true }) departmentName!: string | null;
  @ApiField('what it waited for, in words', { nullable: true }) waitingName!: string | null;
}

class CustodyPeriodJson extends CustodyJson {
  @ApiFieldInstant('from when') from!: string;
  @ApiFieldInstant('until when; null while it lasts', { nullable: true }) to!: string | null;
}

class ShareJson extends CustodyJson {
  @ApiField('how long, in seconds', { type: 'integer' }) seconds!: number;
}

class LateShareJson extends CustodyJson {
  @ApiField('how long they had it while the clock ran, in seconds', { type: 'integer' }) heldSeconds!: number;
  @ApiField('their part of the lateness, in seconds', { type: 'integer' }) lateSeconds!: number;
}

class PointsJson extends CustodyJson {
  @ApiField('points; null for readers who may not see the figures of others', { type: Number, nullable: true })
  points!: number | null;
}

class AppealJson {
  @ApiField('number of the appeal') number!: string;
  @ApiField('its status') status!: string;
  @ApiField('person, department or role it speaks for') whose!: string;
  @ApiField('how it was decided', { nullable: true }) outcome!: string | null;
}

class LateClockJson {
  @ApiField('id of the clock') clock!: string;
  @ApiField('its clause') clause!: string;
  @ApiField("its name in the caller's language") name!: string;
  @ApiFieldInstant('when it ran out') lateSince!: string;
  @ApiFieldInstant('when it ended; null while it still waits', { nullable: true }) endedAt!: string | null;
  @ApiField('how late, in seconds', { type: 'integer' }) lateSeconds!: number;
  @ApiField('who is responsible, each for the time they had custody', { type: [LateShareJson] })
  hands!: LateShareJson[];
  @ApiField('rule the points are given by', { nullable: true }) pointsRule!: string | null;
  @ApiField('clause of that rule', { nullable: true }) pointsClause!: string | null;
  @ApiField('who gets points for it, once it has ended', { type: [PointsJson] }) points!: PointsJson[];
  @ApiField('appeals against it', { type: [AppealJson] }) appeals!: AppealJson[];
}

/** Who had custody of a case, and who is responsible that something was late (责任认定). */
export class ResponsibilityJson {
  @ApiField('number of the case') number!: string;
  @ApiField('how long it was open, in seconds: what everybody had it adds up to this', { type: 'integer' })
  elapsedSeconds!: number;
  @ApiField('one after the other', { type: [CustodyPeriodJson] }) course!: CustodyPeriodJson[];
  @ApiField('added up', { type: [ShareJson] }) hands!: ShareJson[];
  @ApiField('what was late', { type: [LateClockJson] }) late!: LateClockJson[];
}

/** A custody with the names of what is in it. */
function custodyNames(rulebook: Rulebook, { language }: Caller): (whose: Custody) => CustodyJson {
  const { role, department } = caseNamesIn(rulebook, language);
  return (whose) => ({
    ...whose,
    roleName: whose.role === null ? null : role(whose.role),
    departmentName: department(whose.department),
    waitingName: whose.waiting === null ? null : waitingName(whose.waiting, rulebook)[language],
  });
}

/** As a caller may see it: points of others only where `ofOthers`. */
export function responsibilityJson(
  course: CustodyHistory,
  rulebook: Rulebook,
  now: string,
  { appeals, who, ofOthers }: { appeals: AppealRow[]; who: Caller; ofOthers: boolean },
): ResponsibilityJson {
  const local = localTime(rulebook.timeZone);
  const named = custodyNames(rulebook, who);
  const shares = custodyShares(course.case, now);
  return {
    number: course.state.number,
    elapsedSeconds: shares.reduce((sum, { amount }) => sum + amount, 0),
    course: course.case.map(({ from, to, custody: whose }) => ({ ...named(whose), from: local(from), to: local(to) })),
    hands: shares.map(({ custody: whose, amount }) => ({ ...named(whose), seconds: amount })),
    late: latenessOf(course, rulebook, now).map((late) =>
      lateJson(late, course.state, rulebook, { appeals, who, ofOthers }),
    ),
  };
}

function lateJson(
  { clock, endedAt, lateSeconds, held, late, rule, points }: ClockLateness,
  { kind }: CaseState,
  rulebook: Rulebook,
  { appeals, who, ofOthers }: { appeals: AppealRow[]; who: Caller; ofOthers: boolean },
): LateClockJson {
  const local = localTime(rulebook.timeZone);
  const named = custodyNames(rulebook, who);
  const theirs = held.filter(({ custody }) => custody.role !== null);
  const mine = ({ person, actedFor }: Custody) => person === who.actor.id || actedFor === who.actor.id;
  return {
    clock: clock.id,
    clause: clock.clause,
    name: clockRule(rulebook, kind, clock.rule).name[who.language],
    lateSince: local(clock.breachedAt!),
    endedAt: local(endedAt),
    lateSeconds,
    hands: theirs.map(({ custody, amount }, at) => ({
      ...named(custody),
      heldSeconds: amount,
      lateSeconds: late[at]!.amount,
    })),
    pointsRule: rule?.id ?? null,
    pointsClause: rule?.clause ?? null,
    points: points.map(({ custody, amount }: CustodyShare) => ({
      ...named(custody),
      points: ofOthers || mine(custody) ? amount / 100 : null,
    })),
    appeals: appeals
      .filter((appeal) => appeal.clock === clock.id)
      .map(({ number, status, whose, outcome }) => ({ number, status, whose, outcome })),
  };
}
