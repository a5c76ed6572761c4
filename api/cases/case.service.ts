import { Inject, Injectable } from '@nestjs/common';
import { excludedKeys } from '../../domain/case/subjects.js';
import type { CaseState } from '../../domain/case/case.js';
import type { ActFields } from '../../domain/case/fields.js';
import { isRefusal } from '../../domain/refusal.js';
import { revokeLinksSentBefore } from '../../ledger/customer/customer-links.js';
import { fileWithUses, filesNotUsableBy } from '../../ledger/files/file-records.js';
import type { AppendRequest, LedgerAnswer, OpenRequest } from '../../ledger/request.js';
import { Ledger } from '../../ledger/ledger.js';
import { caseState, type CaseOrigin } from '../../ledger/read/case.js';
import { outageByNumber } from '../../ledger/read/outages.js';
import type { Caller } from '../permission/caller.js';
import type { IdempotencyContext } from '../idempotency.js';
import { noSuchCaseProblem, ApiProblem } from '../problem.js';
import { mayRead } from '../permission/case-visibility.js';
import { mayReadFileOnRecord } from '../permission/file-visibility.js';
import { rowOf } from '../../domain/kinds/kinds.js';
import type { Rulebook } from '../../domain/rulebook/rulebook.js';
import { besideNextActs } from '../../ledger/beside-next-acts.js';
import { checkedAct, checkedRecord } from './bodies/acts.js';
import { caseJson, lastActAt, type BesideCase, type CaseJson } from './case-json.js';
import { CaseOriginCache } from './case-origin-cache.js';
import { outageJson, type OutageJson } from './outage-json.js';

/** Records cases and enters acts through the ledger; answers with the case as the caller may see it. */
@Injectable()
export class CaseService {
  constructor(
    @Inject(Ledger) private readonly ledger: Ledger,
    @Inject(CaseOriginCache) private readonly cases: CaseOriginCache,
  ) {}

  /** Records a new case; undefined where the caller wants no case in the answer. */
  async record(who: Caller, body: unknown, keyed: IdempotencyContext): Promise<CaseJson | undefined> {
    const opening = await this.openingOf(who, body);
    const { site, kind } = opening;
    const answer = await this.ledger.open(who.actor, opening, keyed.key);
    if (isRefusal(answer)) throw ApiProblem.from(answer);
    const { number, facts } = answer.state;
    // Since the first answer to this key the case may have moved, or exclude the caller.
    if (answer.replayed) await this.requireVisible(who, number);
    else this.cases.remember(number, { site, kind, excludedKeys: excludedKeys(facts) });
    void keyed.reply.header('location', `/v1/cases/${number}`);
    return this.respond(who, answer, keyed);
  }

  /** Enters an act, likewise. */
  async act(
    who: Caller,
    number: string,
    act: string,
    body: unknown,
    keyed: IdempotencyContext,
  ): Promise<CaseJson | undefined> {
    const acting = await this.actingOf(who, number, act, body, keyed.ifSeq);
    const answer = await this.ledger.append(who.actor, acting, keyed.key);
    if (isRefusal(answer)) throw ApiProblem.from(answer);
    if (act === 'correct') {
      this.cases.forget(number);
      const { seq } = answer.state;
      if ((acting.input as { field?: unknown }).field === 'phone')
        await revokeLinksSentBefore(this.ledger.source, { number, seq, by: who.actor.id });
    }
    return this.respond(who, answer, keyed);
  }

  /** The new case that a body asks for; a problem (422, 404) where it names what the caller may not use. */
  async openingOf(who: Caller, body: unknown): Promise<OpenRequest> {
    const opening = checkedRecord(body);
    await this.requireUsableReferences(who, opening.site, fieldsOf(opening.kind, 'record'), { ...opening.input });
    return opening;
  }

  /** The act that a body asks for, likewise. A case the caller may not read does not exist for them. */
  async actingOf(
    who: Caller,
    number: string,
    act: string,
    body: unknown,
    ifSeq: number | undefined,
  ): Promise<AppendRequest> {
    const { site, kind } = await this.requireVisible(who, number);
    const acting = await this.checkedActOf(who, { site, kind, number }, act, body);
    return { number, ...acting, ...(ifSeq === undefined ? {} : { ifSeq }) };
  }

  /** An act that a body asks for on a case that is not on record yet. */
  async nextActOf(
    who: Caller,
    { kind, site }: OpenRequest,
    act: string,
    body: unknown,
  ): Promise<Omit<AppendRequest, 'number'>> {
    return this.checkedActOf(who, { site, kind }, act, body);
  }

  private async checkedActOf(
    who: Caller,
    { kind, site, number }: { kind: string; site: string; number?: string },
    act: string,
    body: unknown,
  ): Promise<Omit<AppendRequest, 'number'>> {
    // A kind without this act: the ledger refuses that, whatever the body is.
    const acting = rowOf(kind, act) ? checkedAct(fieldsOf(kind, act), body) : { input: {} };
    await this.requireUsableReferences(who, site, fieldsOf(kind, act), { ...acting.input }, number);
    return { act, ...acting };
  }

  /** The state of a case the caller may read. */
  async stateFor(who: Caller, number: string): Promise<CaseState> {
    await this.requireVisible(who, number);
    const state = await caseState(this.ledger.source, number);
    if (!state) throw noSuchCaseProblem(number);
    return state;
  }

  async requireVisible(who: Caller, number: string): Promise<CaseOrigin> {
    const origin = await this.cases.find(number);
    if (!origin || !mayRead(who, origin)) throw noSuchCaseProblem(number);
    return origin;
  }

  private async respond(
    who: Caller,
    { state, replayed }: LedgerAnswer,
    { reply, minimal }: IdempotencyContext,
  ): Promise<CaseJson | undefined> {
    void reply.header('etag', `"${state.seq}"`);
    if (replayed) void reply.header('idempotency-replayed', 'true');
    if (minimal) {
      const location = `/v1/cases/${state.number}`;
      void reply.code(204).headers({ location, 'preference-applied': 'return=minimal' });
      return undefined;
    }
    // As of the entry, not of now: the same key gives the same answer.
    const rulebook = await this.ledger.rulebooks.get(state.rulebook, state.version);
    const at = lastActAt(state);
    return caseJson(state, who, rulebook, at, await this.besides(who, state, rulebook, at));
  }

  /** What is shown with the case. `at` (UTC ISO): the time for which its next acts are listed. */
  async besides(who: Caller, state: CaseState, rulebook: Rulebook, at: string): Promise<BesideCase> {
    const [outage, nextActs] = await Promise.all([
      this.outageOf(who, state),
      besideNextActs(this.ledger.source, state, who.actor, rulebook, at),
    ]);
    return { outage, nextActs };
  }

  /** The outage a call is joined to, or was split off from, as it is known now; null for any other case. */
  private async outageOf(who: Caller, { facts }: CaseState): Promise<OutageJson | null> {
    const number = facts['joinedTo'] ?? facts['splitFrom'] ?? null;
    const row = number === null ? undefined : await outageByNumber(this.ledger.source, String(number));
    return row ? outageJson(this.ledger, who, row) : null;
  }

  /**
   * Refuses what fields name and the caller may not use: cases they may not read (404), files that they did not upload
   * and that are not on this case (`number`). Whether the people are there is the ledger's to say.
   */
  private async requireUsableReferences(
    who: Caller,
    site: string,
    fields: ActFields,
    input: Record<string, unknown>,
    number?: string,
    path = '',
  ): Promise<void> {
    for (const [name, { type, of }] of Object.entries(fields)) {
      const value = input[name];
      if (value === undefined) continue;
      if (type === 'case') await this.requireVisible(who, value as string);
      if (type === 'files') await this.requireFiles(who, site, path + name, value as string[], number);
      if (type === 'items')
        for (const [i, item] of (value as Record<string, unknown>[]).entries())
          await this.requireUsableReferences(who, site, of ?? {}, item, number, `${path}${name}[${i}].`);
    }
  }

  private async requireFiles(
    who: Caller,
    site: string,
    field: string,
    ids: string[],
    number: string | undefined,
  ): Promise<void> {
    const { actor } = who;
    const unusable = ids.length
      ? await filesNotUsableBy(this.ledger.source, ids, { person: actor.id, site, number })
      : [];
    // Named by an act that everybody reads, a file is read by everybody.
    const unread: string[] = [];
    for (const id of ids) if (!unusable.includes(id) && !(await this.readsFile(who, id))) unread.push(id);
    const unknown = [...unusable, ...unread];
    if (unknown.length === 0) return;
    const names = unknown.join(', ');
    throw ApiProblem.input([
      {
        field,
        text: {
          en: `You have handed in no file ${names}: POST it to /v1/files first, and give the id of the answer.`,
          'zh-CN': `您没有上传文件 ${names}：请先上传，再填写返回的标识。`,
        },
      },
    ]);
  }

  private async readsFile(who: Caller, id: string): Promise<boolean> {
    const found = await fileWithUses(this.ledger.source, id);
    return found !== undefined && (found.file.uploadedBy === who.actor.id || mayReadFileOnRecord(who, found));
  }
}

/** What people give for an act of that kind. */
function fieldsOf(kind: string, act: string): ActFields {
  return rowOf(kind, act)?.fields ?? {};
}
