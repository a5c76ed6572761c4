import { Inject, Injectable } from '@nestjs/common';
import { excludedKeys } from '../../domain/case/subjects.js';
import type { CaseState } from '../../domain/case/case.js';
import type { ActFields } from '../../domain/case/fields.js';
import { isRefusal } from '../../domain/refusal.js';
import { filesNotUsableBy } from '../../ledger/files/file-records.js';
import type { AppendRequest, LedgerAnswer, OpenRequest } from '../../ledger/request.js';
import { Ledger } from '../../ledger/ledger.js';
import { hasPostAt, isPersonOf } from '../../ledger/people/people.js';
import { caseState, type CaseOrigin } from '../../ledger/read/case.js';
import type { Caller } from '../permission/caller.js';
import type { IdempotencyContext } from '../idempotency.js';
import { noSuchCaseProblem, ApiProblem } from '../problem.js';
import { mayRead } from '../permission/case-visibility.js';
import { rowOf } from '../../domain/kinds/kinds.js';
import { recordInput, type ActDto, type RecordDto } from './bodies/acts.js';
import { caseJson, type CaseJson } from './case-json.js';
import { CaseOriginCache } from './case-origin-cache.js';

/** Records cases and enters acts through the ledger; answers with the case as the caller may see it. */
@Injectable()
export class CaseService {
  constructor(
    @Inject(Ledger) private readonly ledger: Ledger,
    @Inject(CaseOriginCache) private readonly cases: CaseOriginCache,
  ) {}

  /** Records a new case. */
  async record(who: Caller, body: RecordDto, keyed: IdempotencyContext): Promise<CaseJson> {
    const opening = await this.openingOf(who, body);
    const { site, kind } = opening;
    const answer = await this.ledger.open(who.actor, opening, keyed.key);
    if (isRefusal(answer)) throw ApiProblem.from(answer);
    const { number, facts } = answer.state;
    this.cases.remember(number, { site, kind, excludedKeys: excludedKeys(facts) });
    // The caller may have been excluded from the case since the first answer to this key.
    if (answer.replayed) await this.requireVisible(who, number);
    void keyed.reply.header('location', `/v1/cases/${number}`);
    return this.respond(who, answer, keyed);
  }

  /** Enters an act. */
  async act(who: Caller, number: string, act: string, body: ActDto, keyed: IdempotencyContext): Promise<CaseJson> {
    const acting = await this.actingOf(who, number, act, body, keyed.ifSeq);
    const answer = await this.ledger.append(who.actor, acting, keyed.key);
    if (isRefusal(answer)) throw ApiProblem.from(answer);
    return this.respond(who, answer, keyed);
  }

  /** The new case that a body asks for; a problem (422, 404) where it names what the caller may not use. */
  async openingOf(who: Caller, body: RecordDto): Promise<OpenRequest> {
    const { kind, rulebook, site, receivedAt, ...rest } = body;
    const fields = rowOf(kind, 'record')?.fields ?? {};
    await this.requireKnownReferences(who, site, fields, { ...rest });
    return { kind, rulebook, site, ...(receivedAt ? { receivedAt } : {}), input: plain(recordInput(fields, rest)) };
  }

  /** The act that a body asks for, likewise. A case the caller may not read does not exist for them. */
  async actingOf(
    who: Caller,
    number: string,
    act: string,
    body: ActDto,
    ifSeq: number | undefined,
  ): Promise<AppendRequest> {
    const { site, kind } = await this.requireVisible(who, number);
    const { happenedAt, ...rest } = body;
    const input = plain(rest);
    await this.requireKnownReferences(who, site, rowOf(kind, act)?.fields ?? {}, input, number);
    return { number, act, input, ...(happenedAt ? { happenedAt } : {}), ...(ifSeq === undefined ? {} : { ifSeq }) };
  }

  /** An act that a body asks for on a case that is not on record yet. */
  async nextActOf(
    who: Caller,
    { kind, site }: OpenRequest,
    act: string,
    body: ActDto,
  ): Promise<Omit<AppendRequest, 'number'>> {
    const { happenedAt, ...rest } = body;
    const input = plain(rest);
    await this.requireKnownReferences(who, site, rowOf(kind, act)?.fields ?? {}, input);
    return { act, input, ...(happenedAt ? { happenedAt } : {}) };
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
    { reply }: IdempotencyContext,
  ): Promise<CaseJson> {
    void reply.header('etag', `"${state.seq}"`);
    if (replayed) void reply.header('idempotency-replayed', 'true');
    // As of the entry, not of now: the same key gives the same answer.
    return caseJson(state, who, await this.ledger.rulebooks.get(state.rulebook, state.version), lastActAt(state));
  }

  /**
   Refuses (422) fields that name what the caller may not use: people outside the organisation, cases they may not read,
   * files that they did not upload and that are not on this case (`number`).
   */
  private async requireKnownReferences(
    who: Caller,
    site: string,
    fields: ActFields,
    input: Record<string, unknown>,
    number?: string,
    path = '',
  ): Promise<void> {
    for (const [name, { type, of, role, withPost }] of Object.entries(fields)) {
      const value = input[name];
      if (value === undefined) continue;
      switch (type) {
        case 'person':
          await this.requirePerson(site, path + name, String(value));
          if (withPost) await this.requirePost(site, path + name, String(value));
          break;
        case 'people':
          for (const person of value as string[]) await this.requirePerson(site, path + name, person, role);
          break;
        case 'case':
          await this.requireVisible(who, String(value));
          break;
        case 'files':
          await this.requireFiles(who, site, path + name, value as string[], number);
          break;
        case 'items':
          for (const [i, item] of (value as Record<string, unknown>[]).entries())
            await this.requireKnownReferences(who, site, of ?? {}, item, number, `${path}${name}[${i}].`);
          break;
        default:
      }
    }
  }

  private async now(): Promise<string> {
    return (await this.ledger.time.now(new Date())).toISOString();
  }

  private async requirePost(site: string, field: string, id: string): Promise<void> {
    if (await hasPostAt(this.ledger.source, site, id, await this.now())) return;
    throw ApiProblem.input([
      {
        field,
        text: {
          en: `'${id}' holds no post at this site: name a colleague who does, see /v1/people.`,
          'zh-CN': `“${id}”在本项目没有岗位，请选择有岗位的同事，见 /v1/people。`,
        },
      },
    ]);
  }

  private async requireFiles(
    { actor }: Caller,
    site: string,
    field: string,
    ids: string[],
    number: string | undefined,
  ): Promise<void> {
    const unknown = ids.length
      ? await filesNotUsableBy(this.ledger.source, ids, { person: actor.id, site, number })
      : [];
    if (unknown.length === 0) return;
    const names = unknown.join(', ');
    throw ApiProblem.input([
      {
        field,
        text: {
          en: `You have handed in no file ${names}: POST it to /v1/files first, and give the id of the answer.`,
          'zh-CN': `您没有上传文件 ${names}：请先上传到 /v1/files，再填写返回的标识。`,
        },
      },
    ]);
  }

  /** A complaint about somebody unknown would exclude nobody. */
  private async requirePerson(site: string, field: string, id: string, role?: string): Promise<void> {
    if (await isPersonOf(this.ledger.source, site, id, await this.now(), role)) return;
    if (role)
      throw ApiProblem.input([
        {
          field,
          text: {
            en: `'${id}' is not a ${role} here: see /v1/people?role=${role}.`,
            'zh-CN': `“${id}”在本项目不担任 ${role}，请查看 /v1/people?role=${role}。`,
          },
        },
      ]);
    throw ApiProblem.input([
      {
        field,
        text: {
          en: `There is nobody of the id '${id}': see /v1/people.`,
          'zh-CN': `没有标识为“${id}”的人员，请查看 /v1/people。`,
        },
      },
    ]);
  }
}

/** Without the fields that were not given. */
function plain(input: object): Record<string, unknown> {
  return JSON.parse(JSON.stringify(input)) as Record<string, unknown>;
}

function lastActAt(state: CaseState): string {
  return Object.values(state.marks).reduce((latest, { at }) => (at > latest ? at : latest), state.openedAt);
}
