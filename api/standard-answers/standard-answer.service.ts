import { Inject, Injectable } from '@nestjs/common';
import type { QueryRunner } from 'typeorm';
import { installationOrganisation } from '../../domain/actor.js';
import { searchableWords } from '../../domain/case/redaction.js';
import { customerPlaceholders, occasionsOf } from '../../domain/notices/occasions.js';
import { stepName } from '../../domain/projections/difference-words.js';
import { inZone } from '../../domain/time/zone.js';
import { Ledger } from '../../ledger/ledger.js';
import type { ChangeContext } from '../../ledger/people/organisation-changes.js';
import { fittingAnswers } from '../../ledger/standard-answers/fitting-answers.js';
import {
  endStandardAnswer,
  enterStandardAnswer,
  standardAnswersOf,
  usesOfAnswers,
  versionsOfAnswer,
  type StandardAnswer,
} from '../../ledger/standard-answers/standard-answers.js';
import { CaseService } from '../cases/case.service.js';
import { OrganisationService } from '../people/organisation.service.js';
import type { Caller } from '../permission/caller.js';
import { requireRightEverywhere } from '../permission/organisation-rights.js';
import { wordsFor } from '../permission/redaction.js';
import { ApiProblem } from '../problem.js';
import { answerFaults, answerText } from './answer-faults.js';
import type {
  AnswerUsesDto,
  AnswerUsesJson,
  ChangedStandardAnswerDto,
  FittingAnswersDto,
  NewStandardAnswerDto,
  OccasionsJson,
  StandardAnswersDto,
  StandardAnswersJson,
} from './standard-answers.dto.js';

/** What customers are usually told: read by everybody of the organisation, kept by its administrators. */
@Injectable()
export class StandardAnswerService {
  constructor(
    @Inject(Ledger) private readonly ledger: Ledger,
    @Inject(CaseService) private readonly cases: CaseService,
    @Inject(OrganisationService) private readonly organisations: OrganisationService,
  ) {}

  async all(who: Caller, { ended = false }: StandardAnswersDto): Promise<StandardAnswersJson> {
    return { answers: await standardAnswersOf(this.ledger.source, organisationReadBy(who), ended) };
  }

  async versions(who: Caller, answer: string): Promise<StandardAnswersJson> {
    const answers = isNumber(answer) ? await versionsOfAnswer(this.ledger.source, organisationReadBy(who), answer) : [];
    if (answers.length === 0) throw noSuchAnswer();
    return { answers };
  }

  async uses(who: Caller, asked: AnswerUsesDto): Promise<AnswerUsesJson> {
    return { uses: await usesOfAnswers(this.ledger.source, organisationReadBy(who), asked) };
  }

  occasions(): OccasionsJson {
    const occasions = this.ledger.rulebooks.all().flatMap((rulebook) =>
      Object.entries(rulebook.kinds).flatMap(([kind, { name, customerNotifyRules }]) =>
        occasionsOf(customerNotifyRules).map(({ occasion, rule }) => ({
          rulebook: rulebook.name,
          kind,
          kindName: name,
          occasion,
          occasionName: stepName(rule.on, kind, rulebook),
          clause: rule.clause,
          text: rule.text,
          placeholders: customerPlaceholders.filter(
            (placeholder) => rule.clock !== undefined || !['due', 'clock'].includes(placeholder),
          ),
        })),
      ),
    );
    return { occasions };
  }

  /** What is valid today, by the words of the case that its reader may read and by what was typed. */
  async fitting(who: Caller, asked: FittingAnswersDto): Promise<StandardAnswersJson> {
    const state = asked.case === undefined ? undefined : await this.cases.stateFor(who, asked.case);
    const rulebook = this.ledger.rulebooks.current(state?.rulebook ?? asked.rulebook ?? '');
    const kind = state?.kind ?? asked.kind;
    if (!rulebook || kind === undefined) return { answers: [] };
    const said = state ? searchableWords({ words: wordsFor(who, state) ?? {}, facts: state.facts }) : {};
    const typed = asked.words ?? '';
    const category = asked.category ?? state?.facts['category'];
    const answers = await fittingAnswers(this.ledger.source, {
      organisation: state?.organisation ?? who.actor.organisation,
      rulebook: rulebook.name,
      kind,
      ...(typeof category === 'string' ? { category } : {}),
      language: asked.language,
      day: inZone(await this.organisations.now(), rulebook.timeZone).slice(0, 10),
      words: [typed, said.subject, said.description, said.demand].filter(Boolean).join('\n'),
    });
    return { answers };
  }

  async enter(who: Caller, { organisation: wished, ...body }: NewStandardAnswerDto, key: string) {
    const organisation = this.organisationKeptBy(who, wished);
    return this.organisations.change(
      who,
      organisation,
      { key, body: { answer: body, organisation } },
      (runner, change) => this.save(runner, change, body),
    );
  }

  async change(who: Caller, answer: string, { version, ...body }: ChangedStandardAnswerDto, key: string) {
    const standing = await this.standing(who, answer);
    return this.organisations.change(
      who,
      standing.organisation,
      { key, body: { changeAnswer: answer, version, body } },
      async (runner, change) => {
        const [newest] = await versionsOfAnswer(runner, change.organisation, answer);
        return newest!.version === version && newest!.endedAt === null
          ? this.save(runner, change, body, newest!)
          : [
              {
                field: 'version',
                text: {
                  en: 'Somebody has changed or ended it meanwhile: look at it as it stands now.',
                  'zh-CN': '此答复已被他人修改或停用，请查看最新内容后重试。',
                },
              },
            ];
      },
    );
  }

  async end(who: Caller, answer: string, key: string): Promise<void> {
    const { organisation } = await this.standing(who, answer);
    await this.organisations.change(who, organisation, { key, body: { endAnswer: answer } }, async (runner, change) => {
      const [newest] = await versionsOfAnswer(runner, organisation, answer);
      if (newest!.endedAt === null) await endStandardAnswer(runner, newest!, change);
      return {};
    });
  }

  private async save(
    runner: QueryRunner,
    change: ChangeContext,
    body: Omit<NewStandardAnswerDto, 'organisation'>,
    before?: StandardAnswer,
  ) {
    const text = answerText(body);
    const faults = await answerFaults(runner, text, change, before?.answer);
    return faults.length ? faults : enterStandardAnswer(runner, text, change, before);
  }

  private async standing(who: Caller, answer: string): Promise<StandardAnswer> {
    const organisation = this.organisationKeptBy(who, undefined, true);
    const [newest] = isNumber(answer) ? await versionsOfAnswer(this.ledger.source, organisation, answer) : [];
    if (!newest) throw noSuchAnswer();
    return newest;
  }

  /** The organisation whose answers the caller keeps; null for any, where it need not be said. */
  private organisationKeptBy(who: Caller, wished: string | undefined, any: true): string | null;
  private organisationKeptBy(who: Caller, wished: string | undefined): string;
  private organisationKeptBy(who: Caller, wished: string | undefined, any = false): string | null {
    requireRightEverywhere('keep-standard-answers', who, this.ledger.rulebooks.all());
    const own = who.actor.organisation;
    const ofAll = own === installationOrganisation;
    if (any) return ofAll ? null : own;
    const organisation = wished ?? own;
    if (ofAll ? organisation !== installationOrganisation : organisation === own) return organisation;
    throw ApiProblem.input([
      {
        field: 'organisation',
        text: ofAll
          ? { en: 'Say whose answer it is.', 'zh-CN': '请填写所属单位。' }
          : { en: 'You look after your own organisation only: leave it out.', 'zh-CN': '您仅负责本单位，请不要填写。' },
      },
    ]);
  }
}

const isNumber = (answer: string): boolean => /^\d{1,18}$/.test(answer);

/** Null for administrators of the installation, who read those of all. */
function organisationReadBy({ actor }: Caller): string | null {
  return actor.organisation === installationOrganisation && actor.posts.length > 0 ? null : actor.organisation;
}

function noSuchAnswer(): ApiProblem {
  return ApiProblem.of('unknown-answer', 'There is no such standard answer.', '没有此标准答复。');
}
