import { buffer } from 'node:stream/consumers';
import { Inject, Injectable, StreamableFile } from '@nestjs/common';
import { personKeys } from '../../domain/case/subjects.js';
import { customerFiles } from '../../domain/acts/shared-fields.js';
import type { CaseState } from '../../domain/case/case.js';
import { fieldAt } from '../../domain/deciding/evidence.js';
import type { FormCase, FormEntry, FormContext } from '../../domain/rulebook/form-values.js';
import { formsOf, type FormRule } from '../../domain/rulebook/forms.js';
import type { Rulebook } from '../../domain/rulebook/rulebook.js';
import { inZone } from '../../domain/time/zone.js';
import { FileStore } from '../../ledger/files/file-store.js';
import { filesOfCase } from '../../ledger/files/file-records.js';
import { casesReceived, formEntriesOf } from '../../ledger/read/forms.js';
import { Ledger } from '../../ledger/ledger.js';
import { sitesOf, type Site } from '../../ledger/people/people.js';
import type { PdfDocument } from '../../print/document.js';
import type { Caller } from '../permission/caller.js';
import { rowOf } from '../../domain/kinds/kinds.js';
import { CaseService } from '../cases/case.service.js';
import { CustomerLinkService } from '../customer/customer-links.service.js';
import { ApiProblem } from '../problem.js';
import { redactedFor, mayReadFile, withoutRedacted, wordsFor } from '../permission/redaction.js';
import { casePaper, periodPaper, type FormFrame, type Pictures } from './form-paper.js';
import type { FormDto } from './form.dto.js';
import { instantsOf, periodName } from './periods.js';
import { PrintService } from './print.service.js';

/** What a paper may hold: a log of more is read as csv. */
const maxRows = 2000;
/** A picture larger than this is a photo of the paper, not of a signature. */
const maxPictureBytes = 2_000_000;

/** The forms of the rules (P-5), printed from a case, a day or a month, with the words their reader may read. */
@Injectable()
export class FormService {
  constructor(
    @Inject(Ledger) private readonly ledger: Ledger,
    @Inject(FileStore) private readonly store: FileStore,
    @Inject(CaseService) private readonly caseService: CaseService,
    @Inject(PrintService) private readonly printing: PrintService,
    @Inject(CustomerLinkService) private readonly customerLinks: CustomerLinkService,
  ) {}

  /** A form of one case. */
  async ofCase(who: Caller, number: string, form: string): Promise<StreamableFile> {
    const state = await this.caseService.stateFor(who, number);
    const rulebook = await this.ledger.rulebooks.get(state.rulebook, state.version);
    const fitting = Object.entries(formsOf(rulebook)).filter(
      ([, rule]) => rule.scopes.includes('case') && rule.kinds.includes(state.kind),
    );
    const rule = fitting.find(([id]) => id === form)?.[1];
    if (!rule)
      throw noSuchForm(
        form,
        fitting.map(([id]) => id),
      );
    const site = await this.siteOf(state.site);
    const { cases, say } = await this.read(who, [state], rulebook);
    const around = this.frameOf(who, rulebook, rule, site, say.time(await this.now()));
    const link = rule.stub ? await this.customerLinks.onPaper(who, number) : undefined;
    const draw = (pictures: Pictures): PdfDocument => casePaper(rule, cases[0]!, pictures, say, around, link);
    const pictures = await this.pictures(who, state);
    const paper = draw(pictures);
    // A picture that cannot be drawn (a damaged file is kept as it is) must not keep the form from being printed.
    return this.pdf(
      await this.printing
        .print(paper)
        .catch((error) => (pictures.size ? this.printing.print(draw(new Map())) : Promise.reject(error))),
      `${form}-${number}`,
    );
  }

  /** A form of a day or a month at a site. */
  async ofPeriod(
    who: Caller,
    form: string,
    { site: id, date, month, rulebook: name }: FormDto,
  ): Promise<StreamableFile> {
    if (!who.sites.has(id))
      throw ApiProblem.input([
        {
          field: 'site',
          text: { en: 'There is no such site, or you do not work there.', 'zh-CN': '没有此项目，或您不在此项目工作。' },
        },
      ]);
    const site = await this.siteOf(id);
    const books = site.rulebooks
      .flatMap((book) => this.ledger.rulebooks.current(book) ?? [])
      .filter((book) => name === undefined || book.name === name);
    const rulebook = books.find((book) => formsOf(book)[form]) ?? books[0];
    const fitting = Object.entries(rulebook ? formsOf(rulebook) : {}).filter(
      ([, { scopes: over }]) => over.includes('day') || over.includes('month'),
    );
    const rule = fitting.find(([one]) => one === form)?.[1];
    if (!rulebook || !rule)
      throw noSuchForm(
        form,
        fitting.map(([one]) => one),
      );
    const period = this.periodOf(rule, date, month);
    const now = await this.now();
    if (period > inZone(now, rulebook.timeZone).slice(0, period.length))
      throw ApiProblem.input([
        {
          field: date === undefined ? 'month' : 'date',
          text: { en: 'lies in the future: there is nothing on record yet.', 'zh-CN': '在将来，尚无记录。' },
        },
      ]);
    const states = await casesReceived(
      this.ledger.source,
      {
        site: id,
        rulebook: rulebook.name,
        kinds: rule.kinds,
        keys: personKeys(who.actor),
        ...instantsOf(period, rulebook.timeZone),
      },
      maxRows + 1,
    );
    if (states.length > maxRows)
      throw ApiProblem.input([
        {
          field: date === undefined ? 'month' : 'date',
          text: {
            en: `holds more than ${maxRows} cases, too many to print: print single days, or take GET /v1/cases?format=csv.`,
            'zh-CN': `超过 ${maxRows} 件，不便打印：请按日打印，或导出案件表格。`,
          },
        },
      ]);
    const { cases, say } = await this.read(who, states, rulebook);
    const paper = periodPaper(
      rule,
      cases,
      periodName(period, who.language),
      say,
      this.frameOf(who, rulebook, rule, site, say.time(now)),
    );
    return this.pdf(await this.printing.print(paper), `${form}-${id}-${period}`);
  }

  private periodOf({ scopes: over }: FormRule, date: string | undefined, month: string | undefined): string {
    const given = { day: date, month };
    const wrong = (field: string, en: string, zh: string) => ApiProblem.input([{ field, text: { en, 'zh-CN': zh } }]);
    if (date !== undefined && month !== undefined)
      throw wrong('month', 'is given beside date: give one of them.', '不能与日期同时填写。');
    if (date === undefined && month === undefined)
      throw wrong(over.includes('day') ? 'date' : 'month', 'is missing.', '未填写。');
    if (date !== undefined && !over.includes('day'))
      throw wrong('date', 'This form is printed for a month: give month.', '此表按月打印，请填写月份。');
    if (month !== undefined && !over.includes('month'))
      throw wrong('month', 'This form is printed for a day: give date.', '此表按日打印，请填写日期。');
    return given.day ?? given.month!;
  }

  /** The cases as their reader may see them, and how things are written on the form. */
  private async read(
    who: Caller,
    states: CaseState[],
    rulebook: Rulebook,
  ): Promise<{ cases: FormCase[]; say: FormContext }> {
    const entries = await formEntriesOf(
      this.ledger.source,
      states.map(({ number }) => number),
    );
    const people = new Map([...entries.values()].flat().map(({ actor, name }) => [actor, name]));
    const cases = states.map((state): FormCase => {
      const kept = redactedFor(who, state);
      const own = entries.get(state.number)!.map(({ name: _, ...entry }): FormEntry => ({
        ...entry,
        input: kept === 'all' ? {} : withoutRedacted(entry.input, rowOf(state.kind, entry.act)?.fields, kept),
      }));
      return { state, words: wordsFor(who, state), redacted: kept === 'all' ? [] : kept, entries: own };
    });
    const say: FormContext = {
      language: who.language,
      rulebook,
      time: (at) => inZone(at, rulebook.timeZone).slice(0, 16).replace('T', ' '),
      person: (id) => people.get(id) ?? rulebook.roles[id]?.name[who.language] ?? id,
    };
    return { cases, say };
  }

  /** The signatures of a case that its reader may see, ready to be drawn. What else customers handed in is no part of a form. */
  private async pictures(who: Caller, state: CaseState): Promise<Pictures> {
    const pictures = new Map<string, string>();
    for (const { id, sha256, size, type, act, field } of await filesOfCase(this.ledger.source, state.number)) {
      const known = fieldAt(rowOf(state.kind, act)?.fields ?? {}, field);
      if (
        !known?.identity ||
        field in customerFiles ||
        !['image/jpeg', 'image/png'].includes(type) ||
        size > maxPictureBytes ||
        !mayReadFile(who, state, known)
      )
        continue;
      const bytes = await buffer(await this.store.read(sha256));
      pictures.set(id, `data:${type};base64,${bytes.toString('base64')}`);
    }
    return pictures;
  }

  private frameOf(
    { language, name }: Caller,
    rulebook: Rulebook,
    { clause }: FormRule,
    site: Site,
    printed: string,
  ): FormFrame {
    return {
      language,
      organisation: rulebook.organisation?.[language] ?? '',
      site: language === 'en' ? `Site: ${site.name.en}` : `项目：${site.name['zh-CN']}`,
      foot:
        language === 'en'
          ? `${rulebook.title.en}, ${clause}　printed by ${name}, ${printed}`
          : `${rulebook.title['zh-CN']}　${clause}　打印：${name}　${printed}`,
    };
  }

  private async now(): Promise<string> {
    return (await this.ledger.time.now(new Date())).toISOString();
  }

  private async siteOf(id: string): Promise<Site> {
    return (await sitesOf(this.ledger.source, [id]))[0]!;
  }

  private pdf(bytes: Uint8Array, name: string): StreamableFile {
    return new StreamableFile(bytes, {
      type: 'application/pdf',
      length: bytes.length,
      disposition: `inline; filename="${name}.pdf"`,
    });
  }
}

function noSuchForm(form: string, known: string[]): ApiProblem {
  const shown = form.slice(0, 40);
  return known.length
    ? ApiProblem.of(
        'unknown-form',
        `There is no form '${shown}' for this: there is ${known.join(', ')}.`,
        `没有此表单“${shown}”，现有：${known.join('、')}。`,
      )
    : ApiProblem.of('unknown-form', 'These rules have no forms for this.', '规程没有适用的表单。');
}
