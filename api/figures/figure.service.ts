import { Inject, Injectable } from '@nestjs/common';
import { personKeys } from '../../domain/case/subjects.js';
import { basicFigures, measureUnit, type FigureRule } from '../../domain/rulebook/figures.js';
import type { Rulebook } from '../../domain/rulebook/rulebook.js';
import { figureCases, type MeasurementCursor, type MeasuredRow } from '../../ledger/figures/cases.js';
import { dayOf, nextMonth } from '../../ledger/figures/days.js';
import { MeasurementFeed } from '../../ledger/figures/measurement-feed.js';
import { figuresOf, rulebookAt, type Figure } from '../../ledger/figures/figures.js';
import type { FigureQuery } from '../../ledger/figures/figures-query.js';
import { Ledger } from '../../ledger/ledger.js';
import type { Caller } from '../permission/caller.js';
import { localTime } from '../cases/clock-json.js';
import { encodeCursor, decodeCursor } from '../cursor.js';
import { pageOf } from '../page.js';
import { ApiProblem } from '../problem.js';
import { visibleSites } from '../permission/case-visibility.js';
import { subjectFor } from '../permission/redaction.js';
import { limitToVisiblePersons, personVisibilityFor, type PersonVisibility } from '../permission/person-visibility.js';
import { groupNamesFor, type GroupName } from './group-names.js';
import type { FigureCasesDto, FigureCasesJson, FiguresDto, FiguresJson } from './figures.dto.js';

/**
 Figures as a caller may see them: of the sites whose cases they read, without cases they are excluded from; of
 * persons their own, and those of others with the right for that.
 */
@Injectable()
export class FigureService {
  constructor(@Inject(Ledger) private readonly ledger: Ledger) {}

  async all(who: Caller, { figure, by, basic = false, ...asked }: FiguresDto): Promise<FiguresJson> {
    const whole = await this.queryOf(who, asked);
    const limited = (each: boolean) =>
      limitToVisiblePersons(whole, asked.person, each, who, this.ledger.rulebooks.all());
    const question = limited(by === 'person');
    const found = await figuresOf(this.ledger, question, {
      ...(figure ? { ids: [figure] } : {}),
      ...(by ? { by } : {}),
      basic,
      // Points are those of persons, however they are added up: the same as the cases behind them.
      points: limited(true),
    });
    if (!found) throw noRulebook(asked.rulebook);
    if (figure && found.figures.length === 0) throw noFigure(figure, (await rulebookAt(this.ledger, question))!);
    const keys = found.figures.flatMap(({ groups }) => groups?.map(({ key }) => key) ?? []);
    const nameOf = by ? await groupNamesFor(this.ledger, who, by, keys) : () => null;
    return { ...found, figures: found.figures.map((item) => figureJson(item, who, nameOf)) };
  }

  async cases(who: Caller, id: string, { missed, limit, cursor, ...asked }: FigureCasesDto): Promise<FigureCasesJson> {
    const whole = await this.queryOf(who, asked);
    await new MeasurementFeed(this.ledger.source, this.ledger.rulebooks).catchUp(2_000);
    const rulebook = await rulebookAt(this.ledger, whole);
    if (!rulebook) throw noRulebook(asked.rulebook);
    const figure = [...(rulebook.figures ?? []), ...basicFigures].find((item) => item.id === id);
    if (!figure) throw noFigure(id, rulebook);
    const rulebooks = this.ledger.rulebooks.all();
    const question = limitToVisiblePersons(
      whole,
      asked.person,
      figure.measure === 'points' || asked.without === 'person',
      who,
      rulebooks,
    );
    const after = measurementCursorOf(cursor);
    const { rows, next } = await pageOf(
      limit,
      (count) =>
        figureCases(this.ledger.source, figure, question, {
          ...(missed === undefined ? {} : { missed }),
          after,
          limit: count,
        }),
      ({ day, number, seq, n }) => encodeCursor({ day: `${day}T00:00:00Z`, number, seq: String(seq), n: String(n) }),
    );
    return {
      figure: id,
      cases: rows.map((row) => measuredJson(row, figure, rulebook, who, personVisibilityFor(who, rulebooks))),
      next,
    };
  }

  private async queryOf(
    who: Caller,
    { site, from, until, person: _person, ...narrowed }: Omit<FiguresDto, 'by' | 'figure' | 'basic'>,
  ): Promise<FigureQuery> {
    const current = this.ledger.rulebooks.current(narrowed.rulebook);
    if (!current) throw noRulebook(narrowed.rulebook);
    const month = dayOf((await this.ledger.time.now(new Date())).toISOString(), current).slice(0, 7);
    const first = from ?? `${month}-01`;
    const end = until ?? nextMonth(month);
    if (end <= first)
      throw ApiProblem.input([{ field: 'until', text: { en: 'lies after from.', 'zh-CN': '须晚于开始时间。' } }]);
    return { ...narrowed, sites: visibleSites(who, site), keys: personKeys(who.actor), from: first, until: end };
  }
}

/** The place a page begins after; whatever no page gave is no cursor. */
function measurementCursorOf(cursor: string | undefined): MeasurementCursor | undefined {
  const place = decodeCursor(cursor, ['day', 'number', 'seq', 'n'], ['day']);
  if (!place) return undefined;
  const whole = [place.seq, place.n].every((digits) => /^\d{1,9}$/.test(digits));
  return whole ? { ...place, day: place.day.slice(0, 10) } : measurementCursorOf('');
}

function figureJson(
  { rule, groups, ...value }: Figure,
  { language }: Caller,
  nameOf: GroupName,
): FiguresJson['figures'][number] {
  const { id, clause, house = false, name, measure, target } = rule;
  return {
    id,
    clause,
    house,
    name: name[language],
    measure,
    unit: measureUnit(measure),
    ...value,
    groups: groups?.map((group) => ({ ...group, name: nameOf(group.key) })) ?? null,
    target: target
      ? { atLeast: 'atLeast' in target ? target.atLeast : null, atMost: 'atMost' in target ? target.atMost : null }
      : null,
  };
}

function measuredJson(
  row: MeasuredRow,
  { measure }: FigureRule,
  { timeZone }: Rulebook,
  who: Caller,
  shows: PersonVisibility,
): FigureCasesJson['cases'][number] {
  const { number, seq, at, kind, site, tier, department, role, person, clock, clause, outcome, lifted, seconds } = row;
  return {
    number,
    seq,
    at: localTime(timeZone)(at.toISOString()),
    kind,
    site,
    tier,
    department,
    role,
    person: shows(site, person),
    actedFor: shows(site, row.acted_for),
    clock,
    clause,
    outcome,
    inTime: row.in_time,
    seconds,
    lateSeconds: row.late_seconds,
    points: measure === 'points' ? (row.amount ?? 0) / 100 : null,
    lifted,
    takenOff: row.taken_off,
    subject: subjectFor(who, row),
  };
}

function noRulebook(name: string): ApiProblem {
  return ApiProblem.of(
    'unknown-rulebook',
    `There is no rulebook ${name}: see /v1/rulebooks.`,
    `没有规程 ${name}，请查看规程目录。`,
  );
}

function noFigure(id: string, { figures = [] }: Rulebook): ApiProblem {
  const known = figures.map((item) => item.id);
  return ApiProblem.of(
    'unknown-figure',
    `There is no figure '${id}': use one of ${known.join(', ')}.`,
    `没有指标“${id}”，可用：${known.join('、')}。`,
  );
}
