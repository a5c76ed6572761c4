import { Inject, Injectable } from '@nestjs/common';
import { unseenKeys } from '../../domain/case/about.js';
import type { CaseState } from '../../domain/case/case.js';
import type { Fields } from '../../domain/case/fields.js';
import { isRefusal } from '../../domain/refusal.js';
import { filesNotFor } from '../../ledger/files/files.js';
import type { Answer } from '../../ledger/request.js';
import { Ledger } from '../../ledger/ledger.js';
import { hasPostAt, isPersonOf } from '../../ledger/people/people.js';
import { caseState, type CaseOrigin } from '../../ledger/read/case.js';
import type { Caller } from '../actor.js';
import type { Keyed } from '../keyed.js';
import { noSuchCase, Problem } from '../problem.js';
import { mayRead } from '../reading.js';
import { rowOf } from './act-table.js';
import { recordInput, type ActDto, type RecordDto } from './bodies/acts.js';
import { caseJson, type CaseJson } from './case-json.js';
import { KnownCases } from './known-cases.js';

/** Puts what people ask before the ledger, and gives them the case as they may see it. */
@Injectable()
export class Desk {
  constructor(
    @Inject(Ledger) private readonly ledger: Ledger,
    @Inject(KnownCases) private readonly cases: KnownCases,
  ) {}

  /** Records a new case. */
  async record(who: Caller, body: RecordDto, keyed: Keyed): Promise<CaseJson> {
    const { kind, rulebook, site, receivedAt, ...rest } = body;
    const fields = rowOf(kind, 'record')?.fields ?? {};
    await this.mustBeKnown(who, site, fields, { ...rest });
    const input = plain(recordInput(fields, rest));
    const answer = await this.ledger.open(who.actor, { kind, rulebook, site, ...(receivedAt ? { receivedAt } : {}), input }, keyed.key);
    if (isRefusal(answer)) throw Problem.from(answer);
    const { number, facts } = answer.state;
    this.cases.remember(number, { site, kind, unseenBy: unseenKeys(facts) });
    // What was answered then is not answered again to whoever the case has been kept from since.
    if (answer.replayed) await this.mustBeVisible(who, number);
    void keyed.reply.header('location', `/v1/cases/${number}`);
    return this.answered(who, answer, keyed);
  }

  /** Enters an act. A case the caller may not read does not exist for them. */
  async act(who: Caller, number: string, act: string, body: ActDto, keyed: Keyed): Promise<CaseJson> {
    const { site, kind } = await this.mustBeVisible(who, number);
    const { happenedAt, ...rest } = body;
    const input = plain(rest);
    await this.mustBeKnown(who, site, rowOf(kind, act)?.fields ?? {}, input, number);
    const { key, ifSeq } = keyed;
    const answer = await this.ledger.append(who.actor, { number, act, input, ...(happenedAt ? { happenedAt } : {}), ...(ifSeq === undefined ? {} : { ifSeq }) }, key);
    if (isRefusal(answer)) throw Problem.from(answer);
    return this.answered(who, answer, keyed);
  }

  /** The case as it now stands. */
  async read(who: Caller, number: string, reply: Keyed['reply']): Promise<CaseJson> {
    const state = await this.stateFor(who, number);
    const now = await this.now();
    void reply.header('etag', `"${state.seq}"`);
    return caseJson(state, who, await this.ledger.rulebooks.get(state.rulebook, state.version), now);
  }

  /** The state of a case the caller may read. */
  async stateFor(who: Caller, number: string): Promise<CaseState> {
    await this.mustBeVisible(who, number);
    const state = await caseState(this.ledger.source, number);
    if (!state) throw noSuchCase(number);
    return state;
  }

  async mustBeVisible(who: Caller, number: string): Promise<CaseOrigin> {
    const origin = await this.cases.find(number);
    if (!origin || !mayRead(who, origin)) throw noSuchCase(number);
    return origin;
  }

  private async answered(who: Caller, { state, replayed }: Answer, { reply }: Keyed): Promise<CaseJson> {
    void reply.header('etag', `"${state.seq}"`);
    if (replayed) void reply.header('idempotency-replayed', 'true');
    // As of the entry, not of now: the same key gives the same answer.
    return caseJson(state, who, await this.ledger.rulebooks.get(state.rulebook, state.version), lastActAt(state));
  }

  /** What fields name is there: people of the organisation, cases the caller may read, files the caller has handed in or that are on this case (`number`). */
  private async mustBeKnown(who: Caller, site: string, fields: Fields, input: Record<string, unknown>, number?: string, path = ''): Promise<void> {
    for (const [name, { type, of, role, withPost }] of Object.entries(fields)) {
      const value = input[name];
      if (value === undefined) continue;
      switch (type) {
        case 'person':
          await this.mustBePerson(site, path + name, String(value));
          if (withPost) await this.mustHavePost(site, path + name, String(value));
          break;
        case 'people':
          for (const one of value as string[]) await this.mustBePerson(site, path + name, one, role);
          break;
        case 'case':
          await this.mustBeVisible(who, String(value));
          break;
        case 'files':
          await this.mustBeFiles(who, site, path + name, value as string[], number);
          break;
        case 'items':
          for (const [i, item] of (value as Record<string, unknown>[]).entries()) await this.mustBeKnown(who, site, of ?? {}, item, number, `${path}${name}[${i}].`);
          break;
        default:
      }
    }
  }

  private async now(): Promise<string> {
    return (await this.ledger.time.now(new Date())).toISOString();
  }

  private async mustHavePost(site: string, field: string, id: string): Promise<void> {
    if (await hasPostAt(this.ledger.source, site, id, await this.now())) return;
    throw Problem.input([{ field, text: { en: `'${id}' holds no post at this site: name a colleague who does, see /v1/people.`, 'zh-CN': `“${id}”在本项目没有岗位，请选择有岗位的同事，见 /v1/people。` } }]);
  }

  private async mustBeFiles({ actor }: Caller, site: string, field: string, ids: string[], number: string | undefined): Promise<void> {
    const unknown = ids.length ? await filesNotFor(this.ledger.source, ids, { person: actor.id, site, number }) : [];
    if (unknown.length === 0) return;
    const names = unknown.join(', ');
    throw Problem.input([{ field, text: { en: `You have handed in no file ${names}: POST it to /v1/files first, and give the id of the answer.`, 'zh-CN': `您没有上传文件 ${names}：请先上传到 /v1/files，再填写返回的标识。` } }]);
  }

  /** A complaint about nobody known would shield nobody. */
  private async mustBePerson(site: string, field: string, id: string, role?: string): Promise<void> {
    if (await isPersonOf(this.ledger.source, site, id, await this.now(), role)) return;
    if (role) throw Problem.input([{ field, text: { en: `'${id}' is not a ${role} here: see /v1/people?role=${role}.`, 'zh-CN': `“${id}”在本项目不担任 ${role}，请查看 /v1/people?role=${role}。` } }]);
    throw Problem.input([{ field, text: { en: `There is nobody of the id '${id}': see /v1/people.`, 'zh-CN': `没有标识为“${id}”的人员，请查看 /v1/people。` } }]);
  }
}

/** Without the fields that were not given. */
function plain(input: object): Record<string, unknown> {
  return JSON.parse(JSON.stringify(input)) as Record<string, unknown>;
}

function lastActAt(state: CaseState): string {
  return Object.values(state.marks).reduce((latest, { at }) => (at > latest ? at : latest), state.openedAt);
}
