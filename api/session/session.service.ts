import { Inject, Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { demoPeople } from '../../demo/people.js';
import { demoTeamPeople } from '../../demo/teams.js';
import type { Language } from '../../domain/text.js';
import { Ledger } from '../../ledger/ledger.js';
import { checkPassword } from '../../ledger/people/passwords.js';
import { colleagues, sitesOf } from '../../ledger/people/people.js';
import { endSessionOf, endSessions, hashOfSession, sessionsOf, startSession } from '../../ledger/people/sessions.js';
import type { Caller } from '../permission/caller.js';
import { Callers } from '../permission/callers.js';
import { clearSessionCookie, sessionCookieOf, setSessionCookie } from '../permission/session-cookie.js';
import { requireOwnPage } from '../permission/same-origin.js';
import { ApiProblem } from '../problem.js';
import { namesOfPosts } from './role-names.js';
import { works, workOfRoles } from './demo-work.js';
import { deviceOf } from './device.js';
import type { SessionsJson, SignedInJson, SignInDto, SignInJson } from './session.dto.js';
import { SignInDelays } from './sign-in-delays.js';
import { SignInSettings } from './sign-in-settings.js';

const demoIds = new Set<string>([...demoPeople, ...demoTeamPeople].map(({ id }) => id));

/** Signing in and out, and one's own sessions. */
@Injectable()
export class SessionService {
  constructor(
    @Inject(Ledger) private readonly ledger: Ledger,
    @Inject(Callers) private readonly callers: Callers,
    @Inject(SignInSettings) private readonly settings: SignInSettings,
    @Inject(SignInDelays) private readonly delays: SignInDelays,
  ) {}

  /** What the page for signing in shows. Only a trial desk names people. */
  async page(language: Language): Promise<SignInJson> {
    const [{ there }] = await this.ledger.source.query(
      `SELECT EXISTS (SELECT FROM sites WHERE ended_at IS NULL) AS there`,
    );
    const { trial } = this.settings;
    return { trial, setUp: there ? 'done' : 'needed', people: trial ? await this.demoPeople(language) : [] };
  }

  private async demoPeople(language: Language): Promise<SignInJson['people']> {
    const { source, rulebooks, time } = this.ledger;
    await rulebooks.refresh(time);
    const books = rulebooks.all();
    const names = namesOfPosts(books, language);
    const sites = await sitesOf(source, 'all');
    const at = (await time.now(new Date())).toISOString();
    const held = new Map(
      (await colleagues(source, { sites: sites.map(({ id }) => id), at })).map((one) => [one.id, one]),
    );
    const rows: { id: string; name: string; organisation: string; ended: boolean }[] = await source.query(
      `SELECT id, name, organisation FROM people WHERE id = ANY ($1) AND (ended_at IS NULL OR ended_at > $2) ORDER BY id`,
      [[...demoIds], at],
    );
    const people = rows.map(({ id, name, organisation }) => {
      // Who administers the installation holds a post at no site.
      const demoPosts = demoPeople.find((person) => person.id === id)?.posts ?? [];
      const posts = held.get(id)?.posts ?? demoPosts.map(([role, site]) => ({ role, site }));
      const roles = posts.map(({ role }) => role);
      const own = sites.filter(
        (site) =>
          site.organisation === organisation && posts.some((post) => post.site === null || post.site === site.id),
      );
      return {
        id,
        name,
        work: workOfRoles(roles, books),
        roles: [...new Set(roles.map((role) => names.role(role)))],
        sites: own.map((site) => site.name[language]),
      };
    });
    return people.toSorted((one, other) => works.indexOf(one.work) - works.indexOf(other.work));
  }

  /**
   * Signs somebody in and gives the browser its cookie, in place of one it has. Whoever there is not, has left or has no
   * password is refused in the same words and after the same time as a wrong password.
   */
  async signIn({ person, password }: SignInDto, request: FastifyRequest, reply: FastifyReply): Promise<SignedInJson> {
    requireOwnPage(request);
    const withoutPassword = password === undefined && this.settings.trial && demoIds.has(person);
    if (!withoutPassword) await this.delays.begin(person, request.ip);
    const { source, time } = this.ledger;
    const { right, passwordHash } = withoutPassword
      ? { right: true, passwordHash: undefined }
      : await checkPassword(source, person, password ?? '');
    const at = (await time.now(new Date())).toISOString();
    const [known] = await source.query(
      `SELECT name, COALESCE(must_change, false) AS "mustChangePassword" FROM people LEFT JOIN passwords ON person_id = id
       WHERE id = $1 AND (ended_at IS NULL OR ended_at > $2)`,
      [person, at],
    );
    if (!right || !known) throw wrongPassword();
    if (!withoutPassword) await this.delays.succeeded(person, request.ip);
    await this.endCookie(request);
    const device = deviceOf(request.headers['user-agent']);
    const started = await startSession(source, person, device, this.settings.limits, passwordHash);
    // It was changed or reset meanwhile: the sessions that began with it have ended.
    if (!started) throw wrongPassword();
    const { secret, idleUntil, expiresAt } = started;
    this.callers.expect(hashOfSession(secret));
    setSessionCookie(request, reply, secret);
    return { person, ...known, idleUntil, expiresAt };
  }

  /** Ends the session of this request, or all of the caller's. */
  async signOut(who: Caller, everywhere: boolean, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    if (everywhere) await endSessions(this.ledger.source, who.actor.id);
    else if (who.session) await endSessions(this.ledger.source, who.actor.id, who.session.id);
    this.callers.forget();
    clearSessionCookie(request, reply);
  }

  async own(who: Caller): Promise<SessionsJson> {
    const sessions = await sessionsOf(this.ledger.source, who.actor.id);
    return { sessions: sessions.map((session) => ({ ...session, current: session.id === who.session?.id })) };
  }

  /** Ends one of the caller's sessions; 404 for what is none of theirs. */
  async endOwn(who: Caller, id: string): Promise<void> {
    const ended = /^\d{1,18}$/.test(id) && (await endSessions(this.ledger.source, who.actor.id, id));
    this.callers.forget();
    if (!ended)
      throw ApiProblem.of(
        'unknown-entry',
        `You have no session ${id.slice(0, 40)}: see /v1/me/sessions.`,
        `您没有编号为 ${id.slice(0, 40)} 的登录，请查看本人的登录。`,
      );
  }

  private async endCookie(request: FastifyRequest): Promise<void> {
    const secret = sessionCookieOf(request);
    if (secret === undefined) return;
    await endSessionOf(this.ledger.source, secret);
    this.callers.forget();
  }
}

function wrongPassword(): ApiProblem {
  return ApiProblem.of(
    'wrong-password',
    'Person or password is wrong: try again, or ask your administrator for a one-time password.',
    '人员或密码有误，请重试，或请管理员发放一次性密码。',
  );
}
