import { Inject, Injectable } from '@nestjs/common';
import { rowOf } from '../../domain/kinds/kinds.js';
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
    const recorded = asked.line !== undefined;
    const number = recorded ? await this.recordOutage(who, first, asked, keyed.key) : (asked.into ?? asked.cases[0]!);
    const act = await this.actFor(who, number, recorded);
    const answer: GatheredJson = { number, recorded, joined: [], refused: [] };
    for (const one of asked.cases) {
      if (one === number) continue;
      const problem = await this.join(who, one, { act, number, key: `${keyed.key}:${one}` });
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
const notOfThatKind = ApiProblem.of(
  'bad-input',
  'A case of this kind cannot be joined to that one.',
  '该类案件不能并入所填案件。',
);
