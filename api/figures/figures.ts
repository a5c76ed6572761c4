import { Inject, Injectable } from '@nestjs/common';
import { keysOf } from '../../domain/case/about.js';
import { unitOf, type FigureRule } from '../../domain/rulebook/figures.js';
import type { Rulebook } from '../../domain/rulebook/rulebook.js';
import { figureCases, type MeasuredPlace, type MeasuredRow } from '../../ledger/figures/cases.js';
import { dayOf, nextMonth } from '../../ledger/figures/days.js';
import { MeasurementFeed } from '../../ledger/figures/feed.js';
import { figuresOf, rulebookAt, type Figure } from '../../ledger/figures/figures.js';
import type { FigureQuestion } from '../../ledger/figures/question.js';
import { Ledger } from '../../ledger/ledger.js';
import type { Caller } from '../actor.js';
import { localTime } from '../cases/case-json.js';
import { cursorOf, placeOf } from '../cursor.js';
import { Problem } from '../problem.js';
import { sitesFor, subjectFor } from '../reading.js';
import { aboutPersons, personsSeenBy, type PersonsSeen } from './persons.js';
import type { FigureCasesDto, FigureCasesJson, FiguresDto, FiguresJson } from './shapes.js';

/** Figures as a caller may see them: of the sites they read, without what is kept from them; of persons their own, and others' where they have the right. */
@Injectable()
export class FigureReader {
  constructor(@Inject(Ledger) private readonly ledger: Ledger) {}

  async all(who: Caller, { figure, by, ...asked }: FiguresDto): Promise<FiguresJson> {
    const question = aboutPersons(await this.questionOf(who, asked), asked.person, by === 'person', who, this.ledger.rulebooks.all());
    const found = await figuresOf(this.ledger, question, { ...(figure ? { ids: [figure] } : {}), ...(by ? { by } : {}) });
    if (!found) throw noRulebook(asked.rulebook);
    if (figure && found.figures.length === 0) throw noFigure(figure, (await rulebookAt(this.ledger, question))!);
    return { ...found, figures: found.figures.map((one) => figureJson(one, who)) };
  }

  async cases(who: Caller, id: string, { missed, limit = 50, cursor, ...asked }: FigureCasesDto): Promise<FigureCasesJson> {
    const whole = await this.questionOf(who, asked);
    await new MeasurementFeed(this.ledger.source, this.ledger.rulebooks).catchUp(2_000);
    const rulebook = await rulebookAt(this.ledger, whole);
    if (!rulebook) throw noRulebook(asked.rulebook);
    const figure = rulebook.figures?.find((one) => one.id === id);
    if (!figure) throw noFigure(id, rulebook);
    const rulebooks = this.ledger.rulebooks.all();
    const question = aboutPersons(whole, asked.person, figure.measure === 'points', who, rulebooks);
    const after = placeAfter(cursor);
    const rows = await figureCases(this.ledger.source, figure, question, { ...(missed === undefined ? {} : { missed }), after, limit: limit + 1 });
    const shown = rows.slice(0, limit);
    const last = rows.length > limit ? shown.at(-1) : undefined;
    const next = last ? cursorOf({ day: `${last.day}T00:00:00Z`, number: last.number, seq: String(last.seq), n: String(last.n) }) : null;
    return { figure: id, cases: shown.map((row) => measuredJson(row, figure, rulebook, who, personsSeenBy(who, rulebooks))), next };
  }

  private async questionOf(who: Caller, { site, from, until, person: _person, ...narrowed }: Omit<FiguresDto, 'by' | 'figure'>): Promise<FigureQuestion> {
    const current = this.ledger.rulebooks.current(narrowed.rulebook);
    if (!current) throw noRulebook(narrowed.rulebook);
    const month = dayOf((await this.ledger.time.now(new Date())).toISOString(), current).slice(0, 7);
    const first = from ?? `${month}-01`;
    const end = until ?? nextMonth(month);
    if (end <= first) throw Problem.input([{ field: 'until', text: { en: 'lies after from.', 'zh-CN': '须晚于 from。' } }]);
    return { ...narrowed, sites: sitesFor(who, site), keys: keysOf(who.actor), from: first, until: end };
  }
}

/** The place a page begins after; whatever no page gave is no cursor. */
function placeAfter(cursor: string | undefined): MeasuredPlace | undefined {
  const place = placeOf(cursor, ['day', 'number', 'seq', 'n'], ['day']);
  if (!place) return undefined;
  const whole = [place.seq, place.n].every((one) => /^\d{1,9}$/.test(one));
  return whole ? { ...place, day: place.day.slice(0, 10) } : placeAfter('');
}

function figureJson({ rule, groups, ...value }: Figure, { language }: Caller): FiguresJson['figures'][number] {
  const { id, clause, house = false, name, measure, target } = rule;
  return {
    id, clause, house, name: name[language], measure, unit: unitOf(measure), ...value, groups,
    target: target ? { atLeast: 'atLeast' in target ? target.atLeast : null, atMost: 'atMost' in target ? target.atMost : null } : null,
  };
}

function measuredJson(row: MeasuredRow, { measure }: FigureRule, { timeZone }: Rulebook, who: Caller, shows: PersonsSeen): FigureCasesJson['cases'][number] {
  const { number, seq, at, kind, site, tier, department, role, person, clock, clause, outcome, lifted, seconds } = row;
  return {
    number, seq, at: localTime(timeZone)(at.toISOString()), kind, site, tier, department, role, person: shows(site, person), actedFor: shows(site, row.acted_for), clock, clause, outcome, inTime: row.in_time, seconds,
    lateSeconds: row.late_seconds, points: measure === 'points' ? (row.amount ?? 0) / 100 : null, lifted, subject: subjectFor(who, row),
  };
}

function noRulebook(name: string): Problem {
  return Problem.of('unknown-rulebook', `There is no rulebook ${name}: see /v1/rulebooks.`, `没有规程 ${name}，请查看 /v1/rulebooks。`);
}

function noFigure(id: string, { figures = [] }: Rulebook): Problem {
  const known = figures.map((one) => one.id);
  return Problem.of('unknown-figure', `There is no figure '${id}': use one of ${known.join(', ')}.`, `没有指标“${id}”，可用：${known.join('、')}。`);
}
