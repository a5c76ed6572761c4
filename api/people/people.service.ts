import { Inject, Injectable } from '@nestjs/common';
import { installationOrganisation } from '../../domain/actor.js';
import { issueToken, personRecord, revokeToken, type PersonRecord } from '../../ledger/people/people-records.js';
import { absencesAndDelegationsOf } from '../../ledger/people/absences-and-delegations.js';
import { addPost, endPost } from '../../ledger/people/posts.js';
import { addPerson, changePerson, endPerson } from '../../ledger/people/staff.js';
import { administratorRole, type Caller } from '../permission/caller.js';
import { hasRightIn, requireRightAt, requireRightEverywhere } from '../permission/organisation-rights.js';
import { ApiProblem } from '../problem.js';
import { SignInSettings } from '../session/sign-in-settings.js';
import { noSuchPerson, OrganisationService } from './organisation.service.js';
import type {
  ChangePersonDto,
  EndDto,
  NewPostDto,
  NewTokenDto,
  NewTokenJson,
  PersonDto,
  WholePersonJson,
} from './people.dto.js';

/** People with their posts and tokens, from their first day to their last: every change on record. */
@Injectable()
export class PeopleService {
  constructor(
    @Inject(OrganisationService) private readonly organisationService: OrganisationService,
    @Inject(SignInSettings) private readonly settings: SignInSettings,
  ) {}

  async read(who: Caller, id: string): Promise<WholePersonJson> {
    const organisation = await this.organisationService.organisationOf(who, id);
    const { source } = this.organisationService.ledger;
    const person = await personRecord(source, id);
    if (!person) throw noSuchPerson(id);
    const rulebooks = this.organisationService.ledger.rulebooks.all();
    const manages = hasRightIn(organisation, 'manage-people', who, rulebooks);
    const { absences, delegations } = await absencesAndDelegationsOf(source, id, await this.organisationService.now());
    // The reason of an absence is shown to the person themself and to those who manage people or rosters.
    const mayKnowWhy = manages || id === who.actor.id || hasRightIn(organisation, 'keep-rosters', who, rulebooks);
    return {
      ...wholeJson(person, manages || id === who.actor.id),
      tokens: manages || id === who.actor.id ? person.tokens : [],
      absences: absences.map(({ person: _person, reason, ...absence }) => ({
        ...absence,
        reason: mayKnowWhy ? reason : null,
      })),
      delegations,
    };
  }

  async add(who: Caller, body: PersonDto, key: string): Promise<WholePersonJson> {
    requireRightEverywhere('manage-people', who, this.organisationService.ledger.rulebooks.all());
    const { id, name, email = null, phone = null, language = 'zh-CN', organisation: wished } = body;
    const organisation = wished ?? who.actor.organisation;
    if (organisation !== who.actor.organisation && who.actor.organisation !== installationOrganisation)
      throw ApiProblem.input([
        {
          field: 'organisation',
          text: {
            en: 'You look after your own organisation only: leave it out.',
            'zh-CN': '您仅负责本单位，请不要填写。',
          },
        },
      ]);
    if (organisation !== installationOrganisation && organisation !== who.actor.organisation)
      await this.requireOrganisation(organisation);
    await this.organisationService.change(
      who,
      organisation,
      { key, body: { person: body } },
      async (runner, change) => {
        const faults = await addPerson(runner, { id, name, email, phone, language }, change);
        return faults.length ? faults : { id };
      },
    );
    return this.read(who, id);
  }

  async change(who: Caller, id: string, body: ChangePersonDto, key: string): Promise<WholePersonJson> {
    const { name, email, phone, language } = body;
    await this.runPersonChange(who, id, key, { change: body }, async (runner, change) => {
      await changePerson(
        runner,
        id,
        {
          ...(name ? { name } : {}),
          ...(email ? { email } : {}),
          ...(phone ? { phone } : {}),
          ...(language ? { language } : {}),
        },
        change,
      );
      return { id };
    });
    return this.read(who, id);
  }

  async end(who: Caller, id: string, body: EndDto, key: string): Promise<WholePersonJson> {
    if (id === who.actor.id)
      throw ApiProblem.of(
        'not-your-own-request',
        'Somebody else enters that you leave: otherwise nobody might be left to look after the people.',
        '不能登记本人离职，须由他人登记。',
      );
    await this.runPersonChange(who, id, key, { end: body }, async (runner, change) => {
      const faults = await endPerson(runner, id, body.at ?? change.now, change);
      return faults.length ? faults : { id };
    });
    return this.read(who, id);
  }

  async addPost(who: Caller, id: string, body: NewPostDto, key: string): Promise<WholePersonJson> {
    const organisation = await this.organisationService.organisationOf(who, id);
    requireRightAt(
      'manage-people',
      who,
      body.role === administratorRole ? null : (body.site ?? null),
      this.organisationService.ledger.rulebooks.all(),
    );
    await this.organisationService.change(
      who,
      organisation,
      { key, body: { person: id, post: body } },
      (runner, change) =>
        addPost(
          runner,
          {
            person: id,
            role: body.role,
            site: body.site ?? null,
            department: body.department ?? null,
            from: body.from ?? change.now,
            until: body.until ?? null,
          },
          change,
        ),
    );
    return this.read(who, id);
  }

  async endPost(who: Caller, id: string, post: string, body: EndDto, key: string): Promise<WholePersonJson> {
    const organisation = await this.organisationService.organisationOf(who, id);
    const record = await personRecord(this.organisationService.ledger.source, id);
    const term = record?.posts.find((item) => item.id === post);
    if (!term)
      throw ApiProblem.of('unknown-entry', `'${id}' holds no post ${post}.`, `“${id}”没有编号为 ${post} 的岗位。`);
    requireRightAt(
      'manage-people',
      who,
      term.role === administratorRole ? null : term.site,
      this.organisationService.ledger.rulebooks.all(),
    );
    await this.organisationService.change(
      who,
      organisation,
      { key, body: { person: id, endPost: post, ...body } },
      async (runner, change) => {
        const faults = await endPost(runner, id, post, body.at ?? change.now, change);
        return faults.length ? faults : { id };
      },
    );
    return this.read(who, id);
  }

  /** A new token of a person, of which they and who is above them are told. Only this answer shows it. */
  async issueToken(who: Caller, id: string, body: NewTokenDto | undefined, key: string): Promise<NewTokenJson> {
    const { days = this.settings.tokenDays, reason = null } = body ?? {};
    return this.runPersonChange<NewTokenJson>(
      who,
      id,
      key,
      { token: 'issue', ...body },
      (runner, change) => issueToken(runner, id, { days, reason }, change),
      ({ id: token, endsAt }) => ({ id: token, token: null, endsAt }),
    );
  }

  async revokeToken(who: Caller, id: string, token: string, key: string): Promise<void> {
    const { found } = await this.runPersonChange<{ found: boolean }>(
      who,
      id,
      key,
      { revoke: token },
      async (runner, change) => ({ found: /^\d{1,18}$/.test(token) && (await revokeToken(runner, id, token, change)) }),
    );
    if (!found)
      throw ApiProblem.of('unknown-entry', `'${id}' has no token ${token}.`, `“${id}”没有编号为 ${token} 的令牌。`);
  }

  private async runPersonChange<T extends object>(
    who: Caller,
    id: string,
    key: string,
    body: object,
    work: Parameters<OrganisationService['change']>[3],
    remembered?: (answer: T) => object,
  ): Promise<T> {
    const organisation = await this.organisationService.organisationOf(who, id);
    requireRightEverywhere('manage-people', who, this.organisationService.ledger.rulebooks.all());
    return this.organisationService.change<T>(
      who,
      organisation,
      { key, body: { person: id, ...body } },
      work as never,
      remembered,
    );
  }

  private async requireOrganisation(organisation: string): Promise<void> {
    const [known] = await this.organisationService.ledger.source.query(
      `SELECT 1 FROM sites WHERE organisation = $1 LIMIT 1`,
      [organisation],
    );
    if (!known)
      throw ApiProblem.input([
        {
          field: 'organisation',
          text: {
            en: `There is no organisation '${organisation}' with a site: enter its first site before its people.`,
            'zh-CN': `没有单位“${organisation}”，请先登记其项目。`,
          },
        },
      ]);
  }
}

function wholeJson(
  { id, name, organisation, email, phone, language, endedAt, posts }: PersonRecord,
  manages: boolean,
): Omit<WholePersonJson, 'absences' | 'delegations' | 'tokens'> {
  return {
    id,
    name,
    organisation,
    email: manages ? email : null,
    phone,
    language,
    endedAt: endedAt?.toISOString() ?? null,
    posts,
  };
}
