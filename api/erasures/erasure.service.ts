import { Inject, Injectable } from '@nestjs/common';
import { legalGrounds } from '../../domain/acts/erase.js';
import { personKeys } from '../../domain/case/subjects.js';
import { isRefusal } from '../../domain/refusal.js';
import { Ledger } from '../../ledger/ledger.js';
import {
  casesOfPerson,
  contactsOfPerson,
  erasures,
  namesNobody,
  type CaseOfPerson,
  type ErasureReader,
} from '../../ledger/read/erasures.js';
import { casesAskedForOnce } from '../../ledger/words/asked-cases.js';
import { dueErasures } from '../../ledger/words/retention.js';
import { decodeCursor, encodeCursor } from '../cursor.js';
import type { IdempotencyContext } from '../idempotency.js';
import { pageOf } from '../page.js';
import type { Caller } from '../permission/caller.js';
import { requireRight } from '../permission/rights.js';
import { ApiProblem } from '../problem.js';
import type {
  AskedErasureJson,
  DueErasuresJson,
  ErasureRequestDto,
  ErasuresDto,
  ErasuresJson,
} from './erasures.dto.js';

const casesAtOnce = 200;

/** Erases what was said of a person, through the ledger case by case, and lists what was erased. It shows no words. */
@Injectable()
export class ErasureService {
  constructor(@Inject(Ledger) private readonly ledger: Ledger) {}

  /** Every case of the person, and what became of it; without a key nothing is erased. The same key finds the same cases. */
  async ask(
    who: Caller,
    asked: ErasureRequestDto,
    keyed: Pick<IdempotencyContext, 'key' | 'reply'> | undefined,
  ): Promise<AskedErasureJson> {
    requireSomebody(asked);
    const { source } = this.ledger;
    const reader = this.readerOf(who);
    const { found, more } = await this.casesFor(who, reader, asked, keyed);
    const cases: AskedErasureJson['cases'] = [];
    for (const one of found) {
      const answer = await this.eraseOne(who, one, asked, keyed?.key);
      // Nobody learns here that a case is about them.
      if (answer.code !== 'about-yourself') cases.push(answer);
    }
    return { cases, more, contacts: await contactsOfPerson(source, reader, asked) };
  }

  private async casesFor(
    who: Caller,
    reader: ErasureReader,
    asked: ErasureRequestDto,
    keyed: Pick<IdempotencyContext, 'key' | 'reply'> | undefined,
  ): Promise<{ found: CaseOfPerson[]; more: boolean }> {
    const { source } = this.ledger;
    const find = async () => {
      const all = await casesOfPerson(source, reader, asked, casesAtOnce + 1);
      return { found: all.slice(0, casesAtOnce), more: all.length > casesAtOnce };
    };
    if (!keyed) return find();
    let fresh: CaseOfPerson[] | undefined;
    const kept = await casesAskedForOnce(source, { actor: who.actor.id, key: keyed.key, body: asked }, async () => {
      const { found, more } = await find();
      fresh = found;
      return { numbers: found.map(({ number }) => number), more };
    });
    if (isRefusal(kept)) throw ApiProblem.from(kept);
    if (!kept.replayed) return { found: fresh!, more: kept.more };
    void keyed.reply.header('idempotency-replayed', 'true');
    return { found: await casesOfPerson(source, reader, { numbers: kept.numbers }, casesAtOnce), more: kept.more };
  }

  private async eraseOne(
    who: Caller,
    { number, site, kind }: CaseOfPerson,
    { ground, reason, requestedOn }: ErasureRequestDto,
    key: string | undefined,
  ): Promise<AskedErasureJson['cases'][number]> {
    const acting = {
      number,
      act: 'erase',
      input: { ground, reason, ...(requestedOn === undefined ? {} : { requestedOn }) },
    };
    const answer =
      key === undefined
        ? await this.ledger.preview(who.actor, acting)
        : await this.ledger.append(who.actor, acting, `${key} ${number}`);
    const about = { number, site, kind, code: null, why: null };
    if (!isRefusal(answer)) return { ...about, result: key === undefined ? 'would-erase' : 'erased' };
    const result = answer.code === 'already-done' ? 'nothing-left' : 'refused';
    return { ...about, result, code: answer.code, why: answer.text[who.language] };
  }

  /** What was erased, the newest first. */
  async list(who: Caller, { limit, cursor }: ErasuresDto): Promise<ErasuresJson> {
    const before = decodeCursor(cursor, ['at', 'number'], ['at']);
    const reader = this.readerOf(who);
    const { rows, next } = await pageOf(
      limit,
      (count) => erasures(this.ledger.source, reader, { limit: count, before }),
      ({ at, number }) => encodeCursor({ at, number }),
    );
    const [zh, en] = [0, 1] as const;
    const language = who.language === 'en' ? en : zh;
    return { erasures: rows.map((row) => ({ ...row, groundName: legalGrounds[row.ground][language] })), next };
  }

  /** What the desk erases by itself at its next round, by the retention of the rulebooks. */
  async due(who: Caller, { limit, cursor }: ErasuresDto): Promise<DueErasuresJson> {
    const after = decodeCursor(cursor, ['number'])?.number;
    const { sites } = this.readerOf(who);
    const now = (await this.ledger.time.now(new Date())).toISOString();
    const rulebooks = this.ledger.rulebooks.all();
    const { rows, next } = await pageOf(
      limit,
      (count) => dueErasures(this.ledger.source, rulebooks, { now, limit: count, sites, ...(after ? { after } : {}) }),
      ({ number }) => encodeCursor({ number }),
    );
    return { due: rows, next };
  }

  /** Nothing of an organisation is erased by others, be they administrators of the installation. */
  private readerOf(who: Caller): ErasureReader {
    const sites = requireRight('erase-words', who, this.ledger.rulebooks.all());
    return { sites: sites === 'all' ? [] : sites, keys: personKeys(who.actor), unredactedSites: who.centreSites };
  }
}

const saysNobody = {
  phone: {
    en: 'must be a mobile, or a landline with its area code: many people share any other number, so give the numbers of the cases.',
    'zh-CN': '须为手机号码，或带区号的固定电话；其他号码可能多人共用，请改填案件编号。',
  },
  customer: { en: 'needs a whole name.', 'zh-CN': '须为完整姓名。' },
  place: { en: 'needs a whole place, as the case has it.', 'zh-CN': '须为完整地点，与案件所记一致。' },
} as const;

function requireSomebody(asked: ErasureRequestDto): void {
  const { numbers, phone, customer, place } = asked;
  const nobody = namesNobody(asked);
  if (nobody) throw ApiProblem.input([{ field: nobody, text: saysNobody[nobody] }]);
  const fault = (field: string, en: string, zh: string) => ApiProblem.input([{ field, text: { en, 'zh-CN': zh } }]);
  if ((customer === undefined) !== (place === undefined))
    throw fault(
      customer === undefined ? 'customer' : 'place',
      'is missing: name and place find a person together.',
      '缺失：姓名和地点须一并填写。',
    );
  if (numbers === undefined && phone === undefined && customer === undefined)
    throw fault(
      'phone',
      'is missing: give a phone, name and place, or numbers of cases.',
      '缺失：请填写电话、姓名和地点，或案件编号。',
    );
}
