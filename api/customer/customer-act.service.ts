import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { DataSource } from 'typeorm';
import { customerActor } from '../../domain/actor.js';
import {
  actByCustomer,
  actsByCustomer,
  type CustomerAct,
  type SaidByCustomer,
} from '../../domain/kinds/customer-page.js';
import { isRefusal } from '../../domain/refusal.js';
import { DAY_MS } from '../../domain/time/zone.js';
import {
  customerEntriesSince,
  fileKeyOf,
  filesOfDay,
  filesOfForm,
  formEntered,
  formEntryKey,
} from '../../ledger/customer/customer-forms.js';
import { isFormKeyOf } from '../../ledger/customer/customer-links.js';
import { keepFile } from '../../ledger/files/file-records.js';
import type { FileDraft } from '../../ledger/files/file-draft.js';
import { FileStore } from '../../ledger/files/file-store.js';
import { detectFileType } from '../../ledger/files/file-types.js';
import { Ledger } from '../../ledger/ledger.js';
import type { LimitSettings } from '../limits/limit-settings.js';
import { RatePerMinute } from '../limits/rate.js';
import { FormRefused, photosForm, readCustomerForm, wordsForm, type CustomerForm } from './customer-form.js';
import type { CaseOfLink } from './customer-case.service.js';

/** What became of a form: what it did, or why not (a code of `refusalWords`), with the words that were in it. */
export type FormOutcome = { done: CustomerAct; told: boolean } | { refused: string; words: string };

const maxWords = 2_000;
const filesPerDay = 12;
/** What is on record where somebody sent photos without a word. */
const photosAlone = '（照片）';
const needsWords: readonly CustomerAct[] = ['not-solved', 'withdraw'];
const formsPerMinute = 20;
/** Of one case, by all its links: nobody fills its record by the page. */
const entriesPerDay = 30;

/** Enters what customers do by their page, through the ledger like everybody else, once for each form that was shown. */
@Injectable()
export class CustomerActService {
  private readonly rate: RatePerMinute;

  constructor(
    @Inject(Ledger) private readonly ledger: Ledger,
    @Inject(FileStore) private readonly store: FileStore,
    @Inject('LimitSettings') { processes }: LimitSettings,
  ) {
    this.rate = new RatePerMinute('customer-forms', formsPerMinute, processes);
  }

  async act(of: CaseOfLink, does: CustomerAct, request: FastifyRequest): Promise<FormOutcome> {
    let words = '';
    try {
      if ((await this.rate.count(of.link.id))?.over) throw new FormRefused('too-many-requests');
      const form = await readCustomerForm(request, this.store, does === 'add' ? photosForm : wordsForm);
      words = form.fields['words'] ?? '';
      try {
        return await this.enter(of, does, form);
      } finally {
        await Promise.all(form.drafts.map((draft) => this.store.discard(draft)));
      }
    } catch (error) {
      if (error instanceof FormRefused) return { refused: error.code, words };
      throw error;
    }
  }

  private async enter(
    { link, state, over }: CaseOfLink,
    does: CustomerAct,
    { fields, drafts }: CustomerForm,
  ): Promise<FormOutcome> {
    const { key = '', words = '', score = '' } = fields;
    if (over) throw new FormRefused('not-in-this-status');
    if (!isFormKeyOf(link.id, key)) throw new FormRefused('stale-form');
    checkWords(does, words, score, drafts.length);
    const { number, organisation } = state;
    const once = formEntryKey(link.id, key);
    const reached = link.origin === 'message';
    const outcome = { done: does, told: does === 'withdraw' && !reached };
    const said = { words: words || (does === 'add' ? photosAlone : ''), score: Number(score) };
    // The same form sent twice has done what it did: the case may allow it no more since.
    if (await this.wasEntered({ number, once, reached }, does, said, drafts)) return outcome;
    if (!actByCustomer(state, does, said, reached)) throw new FormRefused('not-in-this-status');
    await this.requireRoom(number);
    const files = await this.keep({ number, organisation, once }, drafts);
    const acting = actByCustomer(state, does, { ...said, files }, reached)!;
    const answer = await this.ledger.append(customerActor, { number, ...acting }, once);
    if (isRefusal(answer)) throw new FormRefused(answer.code);
    return outcome;
  }

  /** Whether this form has come before; refused where it said something else then, which would be lost. */
  private async wasEntered(
    { number, once, reached }: { number: string; once: string; reached: boolean },
    does: CustomerAct,
    said: SaidByCustomer,
    drafts: readonly FileDraft[],
  ): Promise<boolean> {
    const { source } = this.ledger;
    const contents = drafts.map(({ sha256 }) => sha256);
    const files = await filesOfForm(source, once, contents);
    const acts = files ? actsByCustomer(does, { ...said, files }, reached) : [];
    const before = await formEntered(source, once, number, acts);
    if (before === 'another') throw new FormRefused('stale-form');
    return before === 'the-same';
  }

  private async requireRoom(number: string): Promise<void> {
    const { source, time } = this.ledger;
    const since = new Date((await time.now(new Date())).getTime() - DAY_MS).toISOString();
    if ((await customerEntriesSince(source, number, since)) >= entriesPerDay)
      throw new FormRefused('too-many-requests');
  }

  /** Keeps the photos of a form under keys that follow from its own; their ids, those of before where it came again. */
  private async keep(
    { number, organisation, once }: { number: string; organisation: string; once: string },
    drafts: readonly FileDraft[],
  ): Promise<string[]> {
    if (drafts.length === 0) return [];
    const { source } = this.ledger;
    const typed = drafts.map((draft) => ({ draft, type: detectFileType(draft.head) }));
    const ids: string[] = [];
    for (const [i, { draft, type }] of typed.entries()) {
      if (!type || typed.some((other) => !other.type)) throw new FormRefused('file-type');
      const { sha256, size } = draft;
      const file = { id: randomUUID(), sha256, size, type, takenAt: null, latitude: null, longitude: null };
      const still = drafts.length - 1 - i;
      const check = async (manager: Pick<DataSource, 'query'>) => {
        if ((await filesOfDay(manager, number)) + still > filesPerDay) throw new FormRefused('too-many-files');
      };
      const origin = { by: { id: customerActor.id, organisation }, key: fileKeyOf(once, i), check };
      const kept = await keepFile(source, this.store, draft, file, origin);
      if (kept.sha256 !== sha256) throw new FormRefused('stale-form');
      ids.push(kept.id);
    }
    return ids;
  }
}

function checkWords(does: CustomerAct, words: string, score: string, files: number): void {
  if (words.length > maxWords) throw new FormRefused('too-long');
  if (words === '' && (needsWords.includes(does) || (does === 'add' && files === 0))) throw new FormRefused('no-words');
  if (does === 'rate' && !/^[1-5]$/.test(score)) throw new FormRefused('no-score');
}
