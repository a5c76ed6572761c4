import { readFile, rm } from 'node:fs/promises';
import { Inject, Injectable } from '@nestjs/common';
import { fieldFault } from '../../ledger/people/change-once.js';
import { checkPassword, hashPassword, newOneTimePassword, setPassword } from '../../ledger/people/passwords.js';
import { personRecord, revokeToken } from '../../ledger/people/people-records.js';
import { say } from '../body-field.js';
import { OrganisationService, noSuchPerson } from '../people/organisation.service.js';
import type { Caller } from '../permission/caller.js';
import { Callers } from '../permission/callers.js';
import { requireRightEverywhere } from '../permission/organisation-rights.js';
import { ApiProblem } from '../problem.js';
import type {
  ChangePasswordDto,
  OneTimePasswordJson,
  OneTimePasswordOfPersonJson,
  OneTimePasswordsJson,
  TokensJson,
} from './password.dto.js';
import { passwordFault } from './password-rule.js';
import { SignInDelays } from './sign-in-delays.js';
import { SignInSettings } from './sign-in-settings.js';

/** Passwords that people choose, one-time passwords that administrators issue, and one's own tokens. */
@Injectable()
export class PasswordService {
  constructor(
    @Inject(OrganisationService) private readonly organisations: OrganisationService,
    @Inject(Callers) private readonly callers: Callers,
    @Inject(SignInSettings) private readonly settings: SignInSettings,
    @Inject(SignInDelays) private readonly delays: SignInDelays,
  ) {}

  /** The caller's password is another from now on; their other sessions end. */
  async change(who: Caller, body: ChangePasswordDto, key: string, address: string): Promise<void> {
    const { id, organisation } = who.actor;
    const { source } = this.organisations.ledger;
    const fault = passwordFault(body.password, { id, name: who.name });
    if (fault) throw ApiProblem.input([{ field: 'password', text: fault }]);
    // A session left open is no way to guess at the password either.
    await this.delays.begin(id, address);
    let changed = false;
    // Neither password is part of what the key stands for: its quick hash is kept.
    await this.organisations.change(
      who,
      organisation,
      { key, body: { changePassword: id } },
      async (runner, change) => {
        if (!(await checkPassword(runner, id, body.current)).right)
          return [fieldFault('current', 'It is not your password.', '不是您的密码。')];
        if (body.current.normalize('NFKC') === body.password.normalize('NFKC'))
          return [fieldFault('password', 'It is the one you have: choose another.', '与原密码相同，请另选。')];
        const passwordHash = await hashPassword(body.password);
        const keepSession = who.session?.id ?? null;
        await setPassword(runner, id, { passwordHash, oneTime: false, keepSession }, change);
        changed = true;
        return { id };
      },
    );
    if (!changed && !(await checkPassword(source, id, body.password)).right)
      throw ApiProblem.of(
        'key-reused',
        'This Idempotency-Key came before with another password: use a new key.',
        '该 Idempotency-Key 已用于其他密码，请使用新的键。',
      );
    await this.delays.succeeded(id, address);
    this.callers.forget();
    await this.removeFirstPassword(id);
  }

  /** A one-time password in place of somebody's password, whose sessions end. Only this answer shows it. */
  async issue(who: Caller, person: string, key: string): Promise<OneTimePasswordJson> {
    const [{ oneTimePassword, validUntil }] = (await this.issueAll(who, [person], key)).people as [
      OneTimePasswordOfPersonJson,
    ];
    return { oneTimePassword, validUntil };
  }

  /** Like `issue`, for several people of one organisation: for all of them or none. */
  async issueAll(who: Caller, people: string[], key: string): Promise<OneTimePasswordsJson> {
    requireRightEverywhere('manage-people', who, this.organisations.ledger.rulebooks.all());
    if (people.includes(who.actor.id))
      throw ApiProblem.of(
        'not-your-own-request',
        'Change your own password at /v1/me/password; a one-time password is for others.',
        '本人密码请在“我的账户”中修改，一次性密码仅用于他人。',
      );
    const organisation = await this.organisationOfAll(who, people);
    const issued = await Promise.all(
      people.map(async (person) => {
        const password = newOneTimePassword();
        return { person, password, passwordHash: await hashPassword(password) };
      }),
    );
    const answer = await this.organisations.change<OneTimePasswordsJson>(
      who,
      organisation,
      { key, body: { oneTimePasswords: people } },
      async (runner, change) => {
        const done: OneTimePasswordOfPersonJson[] = [];
        for (const { person, password, passwordHash } of issued) {
          const [row] = await runner.query(`SELECT name, ended_at FROM people WHERE id = $1`, [person]);
          if (row.ended_at && row.ended_at <= new Date(change.now))
            return [fieldFault('people', `'${person}' has left.`, `“${person}”已离职。`)];
          const validUntil = (await setPassword(runner, person, { passwordHash, oneTime: true }, change))!;
          done.push({ person, name: row.name, oneTimePassword: password, validUntil });
        }
        return { people: done };
      },
      ({ people: all }) => ({ people: all.map((one) => ({ ...one, oneTimePassword: null })) }),
    );
    this.callers.forget();
    return answer;
  }

  async ownTokens(who: Caller): Promise<TokensJson> {
    const person = await personRecord(this.organisations.ledger.source, who.actor.id);
    return { tokens: (person?.tokens ?? []).filter(({ holds }) => holds) };
  }

  async revokeOwnToken(who: Caller, token: string): Promise<void> {
    const { id, organisation } = who.actor;
    const known = /^\d{1,18}$/.test(token);
    const { found } = await this.organisations.change<{ found: boolean }>(
      who,
      organisation,
      { key: `revoke-own-token-${known ? token : 'unknown'}`, body: { person: id, revoke: token } },
      async (runner, change) => ({ found: known && (await revokeToken(runner, id, token, change)) }),
    );
    this.callers.forget();
    if (!found)
      throw ApiProblem.of(
        'unknown-entry',
        `You have no token ${token.slice(0, 40)}: see /v1/me/tokens.`,
        `您没有编号为 ${token.slice(0, 40)} 的令牌，请查看本人的令牌。`,
      );
  }

  private async organisationOfAll(who: Caller, people: string[]): Promise<string> {
    const organisations = new Set<string>();
    for (const person of people) organisations.add(await this.organisations.organisationOf(who, person));
    const [organisation, another] = organisations;
    if (organisation === undefined) throw noSuchPerson('');
    if (another !== undefined)
      throw ApiProblem.input([{ field: 'people', text: say('must all be of one organisation.', '须均属同一单位。') }]);
    return organisation;
  }

  private async removeFirstPassword(id: string): Promise<void> {
    const { firstPasswordFile: file } = this.settings;
    if (file === undefined) return;
    const text = await readFile(file, 'utf8').catch(() => '');
    if (text.startsWith(`${id} `)) await rm(file, { force: true });
  }
}
