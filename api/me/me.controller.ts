import { Controller, Get, Inject } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Text } from '../../domain/text.js';
import { Ledger } from '../../ledger/ledger.js';
import { sitesOf } from '../../ledger/people/people.js';
import { dutiesNow } from '../../ledger/people/roster.js';
import { CurrentCaller, administratorRole, type Caller } from '../permission/caller.js';
import { sitesWithRight, rights, type LimitedRight } from '../permission/rights.js';
import { OpenBeforePasswordChange, Requires } from '../permission/route-access.js';
import { namesOfPosts } from '../session/role-names.js';
import { Refuses } from '../documentation.js';
import { PostJson } from '../people/people.controller.js';
import { visibleSites } from '../permission/case-visibility.js';
import { ApiField, ApiFieldInstant, ApiFieldText } from '../api-field.js';

class SiteJson {
  @ApiField('id') id!: string;
  @ApiField('kind of site') kind!: string;
  @ApiFieldText('name in both languages') name!: Text;
  @ApiField('whose it is') organisation!: string;
  @ApiField('names of the rulebooks that hold there', { type: [String] }) rulebooks!: string[];
  @ApiField('kinds of case that there are by them', { type: [String] }) kinds!: string[];
}

class HeldJson extends PostJson {
  @ApiField('what the role is called in your language') name!: string;
  @ApiField('what the department is called in your language', { nullable: true }) departmentName!: string | null;
  @ApiField('in whose place; left out where it is your own', { required: false }) for?: string;
}

class DutyJson {
  @ApiField('for which role') role!: string;
  @ApiField('what the role is called in your language') name!: string;
  @ApiField('at which site') site!: string;
  @ApiField('in which department', { nullable: true }) department!: string | null;
  @ApiFieldInstant('until when') until!: string;
}

class OwnSessionJson {
  @ApiFieldInstant('when it ends if it is not used') idleUntil!: string;
  @ApiFieldInstant('when it ends in any case') expiresAt!: string;
}

class LedgerTimeJson {
  @ApiFieldInstant('the time of the ledger') now!: string;
  @ApiField('how many times as fast as ours it runs; not 1 for demos only') speed!: number;
}

class MeJson {
  @ApiField('your id') id!: string;
  @ApiField('your name') name!: string;
  @ApiField('your organisation') organisation!: string;
  @ApiField('what you hold now, in your own name and in the place of others', { type: [HeldJson] }) posts!: HeldJson[];
  @ApiField('your duty by the roster now', { type: [DutyJson] }) duty!: DutyJson[];
  @ApiField('sites whose cases you may read', { type: [SiteJson] }) sites!: SiteJson[];
  @ApiField('whether you may read workflow histories') administrator!: boolean;
  @ApiField('what you may do somewhere beyond what everybody may', { enum: Object.keys(rights), isArray: true })
  rights!: string[];
  @ApiField('whether you must choose a password of your own before anything else') mustChangePassword!: boolean;
  @ApiField('your session; null for a program with a token', { type: OwnSessionJson, nullable: true })
  session!: OwnSessionJson | null;
  @ApiField('the time that deadlines count by', { type: LedgerTimeJson }) time!: LedgerTimeJson;
  @ApiField('the language of this answer', { enum: ['zh-CN', 'en'] }) language!: string;
}

@ApiTags('me')
@Controller('v1/me')
export class MeController {
  constructor(@Inject(Ledger) private readonly ledger: Ledger) {}

  @Requires('use-own-account')
  @OpenBeforePasswordChange()
  @Get()
  @ApiOperation({ summary: 'Who you are, and what you hold', operationId: 'me' })
  @ApiOkResponse({ type: MeJson })
  @Refuses(401)
  async me(@CurrentCaller() who: Caller): Promise<MeJson> {
    const { actor, name, language, session } = who;
    const rulebooks = this.ledger.rulebooks.all();
    const names = namesOfPosts(rulebooks, language);
    const now = (await this.ledger.time.now(new Date())).toISOString();
    const [sites, duties] = await Promise.all([
      sitesOf(this.ledger.source, visibleSites(who)),
      dutiesNow(this.ledger.source, actor.id, now),
    ]);
    return {
      id: actor.id,
      name,
      organisation: actor.organisation,
      posts: actor.posts
        .filter((post) => !post.duty)
        .map(({ role, site, department, for: behalf }) => ({
          role,
          site,
          department,
          name: names.role(role),
          departmentName: department && names.department(department),
          ...(behalf === undefined ? {} : { for: behalf }),
        })),
      duty: duties.map(({ role, site, department, until }) => ({
        role,
        name: names.role(role),
        site,
        department,
        until,
      })),
      sites: sites.map((site) => ({
        ...site,
        kinds: [...new Set(rulebooks.flatMap((of) => (site.rulebooks.includes(of.name) ? Object.keys(of.kinds) : [])))],
      })),
      administrator: actor.posts.some((post) => post.role === administratorRole),
      rights: (Object.keys(rights) as LimitedRight[]).filter(
        (right) => sitesWithRight(right, who, rulebooks).length > 0,
      ),
      mustChangePassword: session?.mustChangePassword ?? false,
      session: session ? { idleUntil: session.idleUntil, expiresAt: session.expiresAt } : null,
      time: { now, speed: this.ledger.time.speed },
      language,
    };
  }
}
