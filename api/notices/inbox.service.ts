import { Inject, Injectable } from '@nestjs/common';
import { personKeys } from '../../domain/case/subjects.js';
import { noticeOutcome, noticeOutcomes, noticeOutcomeText } from '../../domain/notices/notice-outcome.js';
import { noticeKindNow, noticeSentence } from '../../domain/notices/notice-sentence.js';
import { noticeHeadings } from '../../domain/notices/templates.js';
import {
  markAllRead,
  markRead,
  noticesOf,
  unreadCount,
  type NoticeListRow,
  type NoticeReader,
} from '../../ledger/notices/inbox.js';
import { namesOfPeople } from '../../ledger/people/people.js';
import { Ledger } from '../../ledger/ledger.js';
import type { Caller } from '../permission/caller.js';
import { localTime } from '../cases/clock-json.js';
import { caseNamesIn } from '../cases/listed-case.js';
import { decodeIdCursor, encodeCursor } from '../cursor.js';
import { FreeText, QueryFlag } from '../body-fields.js';
import { PageDto, PageJson, pageOf } from '../page.js';
import { ApiProblem } from '../problem.js';
import { visibleSites } from '../permission/case-visibility.js';
import { subjectFor } from '../permission/redaction.js';
import { ApiField, ApiFieldInstant } from '../api-field.js';
import { TableFormatField, type TableFormat } from '../tables/table.service.js';

export class NoticesDto extends PageDto {
  @QueryFlag('Only unread ones.')
  unread?: boolean;

  @TableFormatField()
  format?: TableFormat;
}

export class NoticeJson {
  @ApiField('id of the notice') id!: string;
  @ApiField('number of the case') number!: string;
  @ApiField('why it was sent', {
    enum: ['inform', 'warn', 'breach', 'escalate', 'urge', 'approve', 'decided', 'propose', 'violation', 'unheld'],
  })
  kind!: string;
  @ApiField("that in a word or two, in the caller's language: late where what was due soon has become late meanwhile")
  kindName!: string;
  @ApiField('whether what it is about has run out') isLate!: boolean;
  @ApiField('text of the notice; of a deadline: what is due or late, since when, by the time of the place, and whose')
  text!: string;
  @ApiField('the role it was meant for: where nobody holds it, one above') role!: string;
  @ApiField('its name') roleName!: string;
  @ApiField('id of the person in whose place you receive it; null where it is for yourself', { nullable: true }) for!:
    string | null;
  @ApiField('their name', { nullable: true }) forName!: string | null;
  @ApiField('its clause') clause!: string;
  @ApiField('id of the clock it is about', { nullable: true }) clock!: string | null;
  @ApiField('what the case is about', { nullable: true }) subject!: string | null;
  @ApiField('kind of case') caseKind!: string;
  @ApiField('its name') caseKindName!: string;
  @ApiField('site of the case') site!: string;
  @ApiField('where the case stands') status!: string;
  @ApiField('its name') statusName!: string;
  @ApiField('its tier', { nullable: true }) tier!: string | null;
  @ApiField('its name', { nullable: true }) tierName!: string | null;
  @ApiFieldInstant('when it was given') at!: string;
  @ApiField('what has become of it: sent, waiting, in the inbox alone, or not-sent though it must leave it', {
    enum: [...noticeOutcomes],
  })
  outcome!: string;
  @ApiField('why it was not sent: a code', { nullable: true }) reason!: string | null;
  @ApiField("the same in the caller's language") outcomeText!: string;
  @ApiFieldInstant('when it was read', { nullable: true }) readAt!: string | null;
}

export class NoticePageJson extends PageJson {
  @ApiField('the notices', { type: [NoticeJson] }) notices!: NoticeJson[];
  @ApiField('how many of yours are unread, on all pages', { type: 'integer' }) unread!: number;
}

export class ReadJson {
  @ApiField('id of the notice') id!: string;
  @ApiFieldInstant('when it was read first') readAt!: string;
}

export class ReadThroughDto {
  @FreeText('Id of the newest notice that was seen: what came after it stays unread.', { max: 18 })
  through!: string;
}

export class AllReadJson {
  @ApiField('how many were unread until now', { type: 'integer' }) read!: number;
}

/** Notices of the caller. */
@Injectable()
export class InboxService {
  constructor(@Inject(Ledger) private readonly ledger: Ledger) {}

  async page(who: Caller, { unread = false, limit, cursor }: NoticesDto): Promise<NoticePageJson> {
    const { source } = this.ledger;
    const reader = readerOf(who);
    const after = decodeIdCursor(cursor);
    const [{ rows, next }, count] = await Promise.all([
      pageOf(
        limit,
        (most) => noticesOf(source, reader, unread, after, most),
        ({ id }) => encodeCursor({ id }),
      ),
      unreadCount(source, reader),
    ]);
    const now = (await this.ledger.time.now(new Date())).toISOString();
    const people = await namesOfPeople(
      source,
      rows.flatMap((row) => row.held_for ?? []),
    );
    return { notices: await Promise.all(rows.map((row) => this.item(who, row, people, now))), unread: count, next };
  }

  async read(who: Caller, id: string): Promise<ReadJson> {
    const now = (await this.ledger.time.now(new Date())).toISOString();
    const readAt = isId(id)
      ? await markRead(this.ledger.source, { person: who.actor.id, keys: personKeys(who.actor) }, id, now)
      : undefined;
    if (!readAt) throw noSuchNotice();
    return { id, readAt: readAt.toISOString() };
  }

  async readAll(who: Caller): Promise<AllReadJson> {
    const now = (await this.ledger.time.now(new Date())).toISOString();
    return { read: await markAllRead(this.ledger.source, readerOf(who), undefined, now) };
  }

  async readThrough(who: Caller, { through }: ReadThroughDto): Promise<AllReadJson> {
    if (!isId(through)) throw noSuchNotice();
    const now = (await this.ledger.time.now(new Date())).toISOString();
    return { read: await markAllRead(this.ledger.source, readerOf(who), through, now) };
  }

  private async item(who: Caller, row: NoticeListRow, people: Map<string, string>, now: string): Promise<NoticeJson> {
    const rulebook = await this.ledger.rulebooks.get(row.rulebook, row.version);
    const local = localTime(rulebook.timeZone);
    const names = caseNamesIn(rulebook, who.language);
    const { id, number, kind, role, held_for: behalf, clause, clock, text, status, tier } = row;
    const kindNow = noticeKindNow(row.kind, row.clock_now ?? undefined, now);
    const of = row.clock_now && {
      // What became late after the warning is late since it was due in the end.
      due: kindNow === row.kind ? (row.due_then ?? row.clock_now.due) : row.clock_now.due,
      who: row.clock_now.who,
      department: row.department,
      holder: row.holder,
    };
    const outcome = noticeOutcome(row.on_its_way, this.ledger.mail);
    return {
      id,
      number,
      kind,
      kindName: noticeHeadings[kindNow][who.language],
      isLate: ['breach', 'escalate', 'urge'].includes(kindNow) && row.clock_now !== null,
      text: noticeSentence({ kind: kindNow, text }, of ?? undefined, rulebook, who.language),
      ...outcome,
      outcomeText: noticeOutcomeText(row.on_its_way, outcome, who.language),
      role,
      roleName: names.role(role),
      for: behalf,
      forName: (behalf && people.get(behalf)) ?? null,
      clause,
      clock,
      caseKind: row.case_kind,
      caseKindName: names.kind(row.case_kind),
      site: row.site,
      status,
      statusName: names.status(status),
      tier,
      tierName: names.tier(tier),
      subject: who.sites.has(row.site) ? subjectFor(who, row) : null,
      at: local(row.created_at.toISOString()),
      readAt: local(row.read_at?.toISOString() ?? null),
    };
  }
}

function readerOf(who: Caller): NoticeReader {
  return {
    person: who.actor.id,
    sites: visibleSites(who),
    organisationSites: who.organisationSites,
    keys: personKeys(who.actor),
  };
}

function isId(text: string): boolean {
  return /^\d{1,18}$/.test(text);
}

function noSuchNotice(): ApiProblem {
  return ApiProblem.of('unknown-notice', 'You have no such notice.', '您没有此通知。');
}
