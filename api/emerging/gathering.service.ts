import { Inject, Injectable } from '@nestjs/common';
import { statusAllows } from '../../domain/deciding/act.js';
import { rowOf } from '../../domain/kinds/kinds.js';
import type { CaseState } from '../../domain/case/case.js';
import { isRefusal } from '../../domain/refusal.js';
import { Ledger } from '../../ledger/ledger.js';
import { caseState } from '../../ledger/read/case.js';
import { casesAskedForOnce } from '../../ledger/words/asked-cases.js';
import { CaseService } from '../cases/case.service.js';
import type { IdempotencyContext } from '../idempotency.js';
import type { Caller } from '../permission/caller.js';
import { requireRight } from '../permission/rights.js';
import { ApiProblem } from '../problem.js';
import type { GatherDto, GatheredJson } from './emerging.dto.js';

/** Cases that are one matter become calls of an outage, or are joined to one of them, in one go. */
@Injectable()
export class GatheringService {
  /** What is under way at a site. */
  private readonly turns = new Map<string, Promise<void>>();

  constructor(
    @Inject(Ledger) private readonly ledger: Ledger,
    @Inject(CaseService) private readonly caseService: CaseService,
  ) {}

  /**
   * Each case by an act of its own, so all of it or none; what was refused is in the answer. The same key goes on where it
   * was interrupted, and then gives the same.
   */
  async gather(who: Caller, asked: GatherDto, keyed: IdempotencyContext): Promise<GatheredJson> {
    const { source } = this.ledger;
    const sites = requireRight('gather-cases', who, this.ledger.rulebooks.all());
    const first = await this.caseService.stateFor(who, asked.cases[0]!);
    if (sites !== 'all' && !sites.includes(first.site)) throw notYourSite;
    const kept = await casesAskedForOnce(source, { actor: who.actor.id, key: keyed.key, body: asked }, async () => ({
      numbers: asked.cases,
      more: false,
    }));
    if (isRefusal(kept)) throw ApiProblem.from(kept);
    if (kept.replayed) void keyed.reply.header('idempotency-replayed', 'true');
    return asked.line === undefined
      ? this.gatherOnce(who, asked, first, keyed.key)
      : this.inTurn(first.site, async () => {
          if (!kept.replayed) await this.requireCall(who, asked.cases);
          return this.gatherOnce(who, asked, first, keyed.key);
        });
  }

  /** One after the other at a site: of two who make an outage of the same calls, the second finds them joined. */
  private async inTurn<T>(site: string, work: () => Promise<T>): Promise<T> {
    const before = this.turns.get(site) ?? Promise.resolve();
    const turn = before.then(work);
    const ended = turn.then(
      () => undefined,
      () => undefined,
    );
    this.turns.set(site, ended);
    void ended.then(() => this.turns.get(site) === ended && this.turns.delete(site));
    return turn;
  }

  /** A new outage is one of somebody: refused where none of the cases can become a call of it. */
  private async requireCall(who: Caller, numbers: readonly string[]): Promise<void> {
    for (const number of numbers) {
      const state = await this.caseService.stateFor(who, number).catch(() => undefined);
      const row = state && rowOf(state.kind, 'join-outage');
      if (row && statusAllows(row, state)) return;
    }
    throw noCall;
  }

  private async gatherOnce(who: Caller, asked: GatherDto, first: CaseState, key: string): Promise<GatheredJson> {
    const recorded = asked.line !== undefined;
    const number = recorded ? await this.recordOutage(who, first, asked, key) : (asked.into ?? asked.cases[0]!);
    const act = await this.actFor(who, number, recorded);
    const answer: GatheredJson = { number, recorded, joined: [], refused: [] };
    for (const one of asked.cases) {
      if (one === number) continue;
      const problem = await this.join(who, one, { act, number, key: `${key}:${one}` });
      if (!problem) answer.joined.push(one);
      else
        answer.refused.push({
          number: one,
          code: problem.code,
          text: problem.text[who.language],
          clause: problem.more.clause ?? null,
        });
    }
    return answer;
  }

  private async recordOutage(
    who: Caller,
    { rulebook, site }: { rulebook: string; site: string },
    { line, area, subject, explanation, endsAt }: GatherDto,
    key: string,
  ): Promise<string> {
    const opening = await this.caseService.openingOf(who, {
      kind: 'outage',
      rulebook,
      site,
      outageType: 'emergency',
      subject: subject ?? unnamedOutage[who.language],
      line,
      ...(area === undefined ? {} : { area }),
      ...(explanation === undefined ? {} : { explanation }),
      ...(endsAt === undefined ? {} : { endsAt }),
    });
    const answer = await this.ledger.open(who.actor, opening, `${key}:outage`);
    if (isRefusal(answer)) throw ApiProblem.from(answer);
    return answer.state.number;
  }

  private async actFor(who: Caller, number: string, recorded: boolean): Promise<'join-outage' | 'join'> {
    if (recorded) return 'join-outage';
    await this.caseService.requireVisible(who, number);
    return (await caseState(this.ledger.source, number))?.kind === 'outage' ? 'join-outage' : 'join';
  }

  private async join(
    who: Caller,
    one: string,
    { act, number, key }: { act: 'join-outage' | 'join'; number: string; key: string },
  ): Promise<ApiProblem | undefined> {
    try {
      const body = act === 'join' ? { into: number } : { outage: number };
      const { kind } = await this.caseService.requireVisible(who, one);
      if (!rowOf(kind, act)) return notOfThatKind;
      const answer = await this.ledger.append(
        who.actor,
        await this.caseService.actingOf(who, one, act, body, undefined),
        key,
      );
      return isRefusal(answer) ? ApiProblem.from(answer) : undefined;
    } catch (error) {
      if (error instanceof ApiProblem) return error;
      throw error;
    }
  }
}

/** What an outage is about where nobody has said it. */
const unnamedOutage = { 'zh-CN': '多户来电反映停电', en: 'Several calls: no supply' };
const notYourSite = ApiProblem.of(
  'role-may-not',
  'Gathering cases is for the supervisors of their site.',
  '归并案件须由该项目的主管执行。',
);
const noCall = ApiProblem.of(
  'not-in-this-status',
  'None of these cases can become a call of a new outage: they may be joined already. Look at what is emerging now.',
  '所选案件均不能并入新停电，可能已并入其他停电，请查看最新的异常集中情况。',
);
const notOfThatKind = ApiProblem.of(
  'bad-input',
  'A case of this kind cannot be joined to that one.',
  '该类案件不能并入所填案件。',
);
