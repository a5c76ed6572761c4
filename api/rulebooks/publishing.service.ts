import { Inject, Injectable } from '@nestjs/common';
import { writtenVersion } from '../../domain/rulebook/holidays.js';
import { compareRulebooks } from '../../domain/rulebook/comparison.js';
import type { Rulebook } from '../../domain/rulebook/rulebook.js';
import { namesOfPeople } from '../../ledger/people/people.js';
import { dryRunCases } from '../../ledger/versions/dry-run.js';
import { Ledger } from '../../ledger/ledger.js';
import {
  versionInForce,
  ledgerTime,
  publishVersion,
  rulebookTextOf,
  openCasesByVersion,
  uploadVersion,
  versionTaken,
  withdrawVersion,
} from '../../ledger/versions/publishing.js';
import { versionStepsOf } from '../../ledger/versions/version-steps.js';
import { namedClocksMissing } from '../../workflows/courses.js';
import type { Caller } from '../permission/caller.js';
import { localTime } from '../cases/clock-json.js';
import { ApiProblem } from '../problem.js';
import { mayPublish, sitesToPublish } from '../permission/publish-rights.js';
import { ReadingService } from '../reading/reading.service.js';
import { unheldRoleProblems } from './unheld-roles.js';
import { shippedRulebookText } from '../../rulebooks/load.js';
import { differenceJson } from './difference-json.js';
import { isRulebookName, requireAnswer, requireConfirmed, unknownVersion } from './publishing-problems.js';
import { versionJson, type VersionSurroundings } from './version-json.js';
import {
  maxTextLength,
  type ComparisonJson,
  type DraftDto,
  type DryRunDto,
  type DryRunJson,
  type PublishDto,
  type TextJson,
  type VersionJson,
  type VersionsJson,
  type VersionWithdrawalDto,
} from './publishing.dto.js';

/**
 * Versions of rulebooks from their upload to their publication: a text is checked, compared, run dry, published from an
 * instant on, or withdrawn before.
 */
@Injectable()
export class PublishingService {
  constructor(
    @Inject(Ledger) private readonly ledger: Ledger,
    @Inject(ReadingService) private readonly reading: ReadingService,
  ) {}

  /** The versions of the rulebooks that the caller publishes. */
  async versions(who: Caller): Promise<VersionsJson> {
    const around = await this.surroundings(null);
    const { steps } = around;
    const versions: VersionJson[] = [];
    for (const name of new Set(steps.map((step) => step.name))) {
      if (!(await mayPublish(this.ledger, who, name))) continue;
      const own = steps.filter((step) => step.name === name);
      for (const version of new Set(own.map((step) => step.version)))
        versions.push(versionJson(await this.ledger.rulebooks.get(name, version), { ...around, steps: own }, []));
    }
    return { versions };
  }

  /** Every fault of a text with its line and remedy, or what it would be as a draft; nothing is kept. */
  async check(who: Caller, { text }: DraftDto): Promise<VersionJson> {
    const rulebook = await this.parse(text);
    await sitesToPublish(this.ledger, who, rulebook.name);
    const before = await this.ledger.rulebooks.find(rulebook.name, rulebook.version);
    if (before && (await this.isAnotherText(before, text))) throw ApiProblem.from(versionTaken(rulebook));
    return this.versionView(rulebook, who);
  }

  /** Every fault of a text with its line and remedy; a sound one is kept as a draft. */
  async upload(who: Caller, { text }: DraftDto, key: string): Promise<VersionJson> {
    const rulebook = await this.parse(text);
    await sitesToPublish(this.ledger, who, rulebook.name);
    requireAnswer(await uploadVersion(this.ledger, who.actor.id, { rulebook, text }, key));
    return this.versionView(rulebook, who);
  }

  async compare(who: Caller, name: string, version: string, other: string | undefined): Promise<ComparisonJson> {
    const looked = await this.find(who, name, version);
    const base = other === undefined ? await versionInForce(this.ledger, name) : await this.find(who, name, other);
    const differences = base ? compareRulebooks(base, looked) : [];
    return {
      version: looked.version,
      with: base?.version ?? null,
      differences: differences.map((item) => differenceJson(item, base!, looked, who.language)),
    };
  }

  /** What a version would have made of cases of the past. Nothing is written. */
  async dryRun(who: Caller, name: string, version: string, asked: DryRunDto): Promise<DryRunJson> {
    const sites = await sitesToPublish(this.ledger, who, name);
    const rulebook = await this.find(who, name, version);
    const { asOf, notReplayed, examples, ...result } = await dryRunCases(this.ledger, rulebook, {
      name,
      sites,
      ...asked,
    });
    const local = localTime(rulebook.timeZone);
    const outcome = (item: { due: string; late: boolean } | null) => item && { due: local(item.due), late: item.late };
    return {
      asOf: local(asOf),
      ...result,
      examples: examples.map((example) => ({
        ...example,
        differences: example.differences.map((item) => ({ ...item, old: outcome(item.old), new: outcome(item.new) })),
      })),
      notReplayed: notReplayed.map(({ what, why, cases }) => ({ what, why: why[who.language], cases })),
    };
  }

  async publish(
    who: Caller,
    name: string,
    version: string,
    { from, withoutClocks = [], reason }: PublishDto,
    key: string,
  ): Promise<VersionJson> {
    await sitesToPublish(this.ledger, who, name);
    const rulebook = await this.written(who, name, version);
    const { decide } = await unheldRoleProblems(this.ledger, rulebook);
    if (decide.length)
      throw ApiProblem.of(
        'bad-input',
        `Nobody could grant more time under it: ${decide.map(({ field, text }) => `${field}: ${text.en}`).join(' ')}`,
        `无人可批准延期：${decide.map(({ text }) => text['zh-CN']).join('')}`,
        { clause: 'X-8', errors: decide },
      );
    const lacking = namedClocksMissing(rulebook);
    requireConfirmed(lacking.filter((clock) => !withoutClocks.includes(clock)));
    const said = { withoutClocks: lacking, ...(reason === undefined ? {} : { reason }) };
    requireAnswer(await publishVersion(this.ledger, who.actor.id, { name, version }, from, key, said));
    return this.versionView(rulebook, who);
  }

  async withdraw(
    who: Caller,
    name: string,
    version: string,
    { reason }: VersionWithdrawalDto,
    key: string,
  ): Promise<VersionJson> {
    await sitesToPublish(this.ledger, who, name);
    const rulebook = await this.written(who, name, version);
    requireAnswer(await withdrawVersion(this.ledger, who.actor.id, { name, version }, key, reason));
    return this.versionView(rulebook, who);
  }

  async text(who: Caller, name: string, version: string): Promise<TextJson> {
    await this.find(who, name, version);
    const written = { name, version: writtenVersion(version) };
    const text = (await rulebookTextOf(this.ledger, written)) ?? shippedRulebookText(written.name, written.version);
    if (text === undefined)
      throw ApiProblem.of(
        'unknown-rulebook',
        'This version came with an earlier release of the software, which has its text.',
        '此版本随较早的软件版本提供，其文本在该软件版本中。',
      );
    return { text };
  }

  /** A version with the holiday tables published by now. A draft is found only by those who may publish it. */
  async find(who: Caller, name: string, version: string): Promise<Rulebook> {
    const found =
      isRulebookName(name) && isRulebookName(version)
        ? await this.ledger.rulebooks.newest(name, writtenVersion(version))
        : undefined;
    if (!found || !(await this.mayRead(who, name, version))) throw unknownVersion();
    return found;
  }

  /** Whether the caller may read a version: published ones everybody, a draft only those who may publish it. */
  async mayRead(who: Caller, name: string, version: string): Promise<boolean> {
    const steps = await versionStepsOf(this.ledger.source, name);
    const published = steps.some(
      (step) => step.version === writtenVersion(version) && (step.step === 'shipped' || step.step === 'published'),
    );
    return published || mayPublish(this.ledger, who, name);
  }

  /** The rulebook a text makes, or a problem with every fault of it. */
  private async parse(text: unknown): Promise<Rulebook> {
    if (typeof text !== 'string' || text.trim() === '' || text.length > maxTextLength)
      throw ApiProblem.input([
        {
          field: 'text',
          text: {
            en: `must be the text of a rulebook, at most ${maxTextLength} characters.`,
            'zh-CN': `须为规程文本，最多 ${maxTextLength} 个字符。`,
          },
        },
      ]);
    const read = await this.reading.rulebook(text);
    if ('rulebook' in read) return read.rulebook;
    throw ApiProblem.of(
      'bad-input',
      `The rulebook has ${read.count} fault(s), each with its line and what to do: see errors.`,
      `规程有 ${read.count} 处错误，每处的行号和改法见下。`,
      { errors: read.faults.map(({ line, message }) => ({ field: `text:${line}`, text: message })), clause: 'X-1' },
    );
  }

  private async written(who: Caller, name: string, version: string): Promise<Rulebook> {
    await this.find(who, name, version);
    const found = await this.ledger.rulebooks.find(name, version);
    if (!found) throw unknownVersion();
    return found;
  }

  private async versionView(rulebook: Rulebook, { language }: Caller): Promise<VersionJson> {
    const { decide, act } = await unheldRoleProblems(this.ledger, rulebook);
    const warnings = [...decide, ...act].map(({ field, text }) => `${field}: ${text[language]}`);
    return versionJson(rulebook, await this.surroundings(rulebook.name), warnings);
  }

  /** What is known around the versions of a rulebook, or of all. */
  private async surroundings(name: string | null): Promise<VersionSurroundings> {
    const { source } = this.ledger;
    const steps = await versionStepsOf(source, name);
    const [now, openCases, people] = await Promise.all([
      ledgerTime(this.ledger),
      openCasesByVersion(source),
      namesOfPeople(
        source,
        steps.flatMap(({ by }) => by ?? []),
      ),
    ]);
    return { steps, now, openCases, people };
  }

  /** Whether the version that is on record under the same name was written otherwise. */
  private async isAnotherText(before: Rulebook, text: string): Promise<boolean> {
    const { name, version } = before;
    return ((await rulebookTextOf(this.ledger, before)) ?? shippedRulebookText(name, version)) !== text;
  }
}
