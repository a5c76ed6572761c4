import type { CaseState } from '../../domain/case/case.js';
import type { Course, Hands } from '../../domain/responsibility/hands.js';
import { heldBy, latenessOf, type Lateness, type Share } from '../../domain/responsibility/responsibility.js';
import { clockRule, type Rulebook } from '../../domain/rulebook/rulebook.js';
import type { AppealLine } from '../../ledger/figures/course.js';
import type { Caller } from '../actor.js';
import { localTime } from '../cases/case-json.js';
import { Shown, ShownInstant } from '../shown.js';

class HandsJson {
  @Shown('role in whose hands it was; null while it was in nobody’s', { nullable: true }) role!: string | null;
  @Shown('department, where the role belongs to one', { nullable: true }) department!: string | null;
  @Shown('id of whoever had taken it; null while nobody had', { nullable: true }) person!: string | null;
  @Shown('id of whom they stood in for', { nullable: true }) actedFor!: string | null;
  @Shown('why it was in nobody’s hands: what it waited for', { nullable: true }) waiting!: string | null;
}

class StretchJson extends HandsJson {
  @ShownInstant('from when') from!: string;
  @ShownInstant('until when; null while it lasts', { nullable: true }) to!: string | null;
}

class ShareJson extends HandsJson {
  @Shown('how long, in seconds', { type: 'integer' }) seconds!: number;
}

class LateShareJson extends HandsJson {
  @Shown('how long they had it while the clock ran, in seconds', { type: 'integer' }) heldSeconds!: number;
  @Shown('their part of the lateness, in seconds', { type: 'integer' }) lateSeconds!: number;
}

class PointsJson extends HandsJson {
  @Shown('points; null for whoever may not see the figures of others', { type: Number, nullable: true }) points!: number | null;
}

class AppealJson {
  @Shown('number of the appeal') number!: string;
  @Shown('its status') status!: string;
  @Shown('person, department or role it speaks for') whose!: string;
  @Shown('how it was decided', { nullable: true }) outcome!: string | null;
}

class LateClockJson {
  @Shown('id of the clock') clock!: string;
  @Shown('its clause') clause!: string;
  @Shown("its name in the caller's language") name!: string;
  @ShownInstant('when it ran out') lateSince!: string;
  @ShownInstant('when it ended; null while it still waits', { nullable: true }) endedAt!: string | null;
  @Shown('how late, in seconds', { type: 'integer' }) lateSeconds!: number;
  @Shown('whose it was, each by the time they had it in hand', { type: [LateShareJson] }) hands!: LateShareJson[];
  @Shown('rule the points are given by', { nullable: true }) pointsRule!: string | null;
  @Shown('clause of that rule', { nullable: true }) pointsClause!: string | null;
  @Shown('who gets points for it, once it has ended', { type: [PointsJson] }) points!: PointsJson[];
  @Shown('appeals against it', { type: [AppealJson] }) appeals!: AppealJson[];
}

/** Whose hands a case was in, and whose doing it is that something was late (责任认定). */
export class ResponsibilityJson {
  @Shown('number of the case') number!: string;
  @Shown('how long it was open, in seconds: what everybody had it adds up to this', { type: 'integer' }) elapsedSeconds!: number;
  @Shown('one after the other', { type: [StretchJson] }) course!: StretchJson[];
  @Shown('added up', { type: [ShareJson] }) hands!: ShareJson[];
  @Shown('what was late', { type: [LateClockJson] }) late!: LateClockJson[];
}

/** As a caller may see it: points of others only where `ofOthers`. */
export function responsibilityJson(course: Course, rulebook: Rulebook, now: string, { appeals, who, ofOthers }: { appeals: AppealLine[]; who: Caller; ofOthers: boolean }): ResponsibilityJson {
  const local = localTime(rulebook.timeZone);
  const hands = heldBy(course.case, now);
  return {
    number: course.state.number,
    elapsedSeconds: hands.reduce((sum, { amount }) => sum + amount, 0),
    course: course.case.map(({ from, to, hands: whose }) => ({ ...whose, from: local(from), to: local(to) })),
    hands: hands.map(({ hands: whose, amount }) => ({ ...whose, seconds: amount })),
    late: latenessOf(course, rulebook, now).map((late) => lateJson(late, course.state, rulebook, { appeals, who, ofOthers })),
  };
}

function lateJson({ clock, endedAt, lateSeconds, held, late, rule, points }: Lateness, { kind }: CaseState, rulebook: Rulebook, { appeals, who, ofOthers }: { appeals: AppealLine[]; who: Caller; ofOthers: boolean }): LateClockJson {
  const local = localTime(rulebook.timeZone);
  const theirs = held.filter(({ hands }) => hands.role !== null);
  const mine = ({ person, actedFor }: Hands) => person === who.actor.id || actedFor === who.actor.id;
  return {
    clock: clock.id, clause: clock.clause, name: clockRule(rulebook, kind, clock.rule).name[who.language], lateSince: local(clock.breachedAt!), endedAt: local(endedAt), lateSeconds,
    hands: theirs.map(({ hands, amount }, at) => ({ ...hands, heldSeconds: amount, lateSeconds: late[at]!.amount })),
    pointsRule: rule?.id ?? null, pointsClause: rule?.clause ?? null,
    points: points.map(({ hands, amount }: Share) => ({ ...hands, points: ofOthers || mine(hands) ? amount / 100 : null })),
    appeals: appeals.filter((one) => one.clock === clock.id).map(({ number, status, whose, outcome }) => ({ number, status, whose, outcome })),
  };
}
