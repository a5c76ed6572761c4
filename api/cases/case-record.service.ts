import { Inject, Injectable } from '@nestjs/common';
import { Ledger } from '../../ledger/ledger.js';
import type { CaseState } from '../../domain/case/case.js';
import { isExcluded } from '../../domain/case/subjects.js';
import { caseState, timelineOf } from '../../ledger/read/case.js';
import type { Caller } from '../permission/caller.js';
import { isAdministratorFor } from '../permission/workflow-history-rights.js';
import { pageOf } from '../page.js';
import { ApiProblem } from '../problem.js';
import { redactedFor } from '../permission/redaction.js';
import { CaseService } from './case.service.js';
import { explain, type ExplanationJson } from './explanation.js';
import { WorkflowHistoryService, type HistoryDto, type HistoryJson } from './workflow-history.service.js';
import { timelineLimit, type TimelineDto, type TimelineJson } from './timeline-json.js';
import { entryJson } from './timeline.js';

/** What is on record about one case: its entries, its clocks' reasons, the engine's history. */
@Injectable()
export class CaseRecordService {
  constructor(
    @Inject(Ledger) private readonly ledger: Ledger,
    @Inject(CaseService) private readonly caseService: CaseService,
    @Inject(WorkflowHistoryService) private readonly workflowHistory: WorkflowHistoryService,
  ) {}

  async timeline(
    who: Caller,
    number: string,
    { after = 0, limit = timelineLimit }: TimelineDto,
  ): Promise<TimelineJson> {
    const state = await this.caseService.stateFor(who, number);
    const rulebook = await this.ledger.rulebooks.get(state.rulebook, state.version);
    const { rows, next } = await pageOf(
      limit,
      (count) => timelineOf(this.ledger.source, number, after, count),
      () => after + limit,
    );
    const redacted = redactedFor(who, state);
    return {
      number,
      kind: state.kind,
      entries: rows.map((row) => entryJson(row, state, rulebook, who.language, redacted, this.ledger.mail)),
      next,
    };
  }

  async explanation(who: Caller, number: string, id: string): Promise<ExplanationJson> {
    const state = (await this.administeredState(who, number)) ?? (await this.caseService.stateFor(who, number));
    const clock = state.clocks.find((known) => known.id === id);
    if (!clock) {
      const ids = state.clocks.map((known) => known.id).join(', ');
      throw ApiProblem.of(
        'unknown-clock',
        `The case has no such clock: it has ${ids}.`,
        `案件没有此时限，现有：${ids}。`,
      );
    }
    const explained = explain(state, clock, who, await this.ledger.rulebooks.get(state.rulebook, state.version));
    return who.sites.has(state.site) ? explained : { ...explained, clock: { ...explained.clock, extensions: [] } };
  }

  /** A case that the caller looks after as an administrator: what holds no words of it is theirs to see. */
  private async administeredState(who: Caller, number: string): Promise<CaseState | undefined> {
    const state = await caseState(this.ledger.source, number);
    return state && !isExcluded(state, who.actor) && isAdministratorFor(who, state.site) ? state : undefined;
  }

  async history(who: Caller, number: string, asked: HistoryDto): Promise<HistoryJson> {
    // A history holds no words: an administrator needs no right to read the case.
    const state = await this.administeredState(who, number);
    if (!state) {
      await this.caseService.requireVisible(who, number);
      throw ApiProblem.of(
        'for-administrators',
        'Workflow histories are for administrators.',
        '流程历史仅供管理员查看。',
      );
    }
    const rulebook = await this.ledger.rulebooks.get(state.rulebook, state.version);
    return this.workflowHistory.read(who, state, rulebook, asked);
  }
}
