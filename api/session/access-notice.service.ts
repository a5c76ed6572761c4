import { Inject, Injectable } from '@nestjs/common';
import { accessNoticeHeadings, accessNoticeKinds, accessNoticeText } from '../../domain/notices/access-notice.js';
import { Ledger } from '../../ledger/ledger.js';
import {
  accessNoticeFacts,
  accessNoticesOf,
  markAccessNoticeRead,
  unreadAccessNotices,
} from '../../ledger/people/access-notices.js';
import { ApiField, ApiFieldInstant } from '../api-field.js';
import { QueryFlag } from '../body-fields.js';
import type { Caller } from '../permission/caller.js';
import { ApiProblem } from '../problem.js';

/** So many are shown, the newest first. */
const mostNotices = 100;

export class AccessNoticesDto {
  @QueryFlag('Only unread ones.')
  unread?: boolean;
}

export class AccessNoticeJson {
  @ApiField('id of the notice') id!: string;
  @ApiField('what was made or given', { enum: [...accessNoticeKinds] }) what!: string;
  @ApiField("that in a few words, in the caller's language") heading!: string;
  @ApiField("the notice in a sentence, in the caller's language") text!: string;
  @ApiField('id of the person whose access it is') person!: string;
  @ApiField('their name') name!: string;
  @ApiField('who made or gave it') by!: string;
  @ApiField('their name', { nullable: true }) byName!: string | null;
  @ApiField('why, where a reason was asked for', { nullable: true }) reason!: string | null;
  @ApiFieldInstant('when a token ends', { nullable: true }) endsAt!: string | null;
  @ApiFieldInstant('when it was made or given') at!: string;
  @ApiFieldInstant('when the notice was read', { nullable: true }) readAt!: string | null;
}

export class AccessNoticesJson {
  @ApiField('the newest 100 notices', { type: [AccessNoticeJson] }) notices!: AccessNoticeJson[];
  @ApiField('how many are unread', { type: 'integer' }) unread!: number;
}

export class AccessNoticeReadJson {
  @ApiField('id of the notice') id!: string;
  @ApiFieldInstant('when it was read first') readAt!: string;
}

/** What the caller is told of access: their own, and that of those below them. */
@Injectable()
export class AccessNoticeService {
  constructor(@Inject(Ledger) private readonly ledger: Ledger) {}

  async list({ actor, language }: Caller, { unread = false }: AccessNoticesDto): Promise<AccessNoticesJson> {
    const { source } = this.ledger;
    const [rows, count] = await Promise.all([
      accessNoticesOf(source, actor.id, unread, mostNotices),
      unreadAccessNotices(source, actor.id),
    ]);
    const notices = rows.map((row): AccessNoticeJson => {
      const { id, what, person, name, by, byName, at, readAt, value } = row;
      return {
        id,
        what,
        heading: accessNoticeHeadings[what][language],
        text: accessNoticeText(accessNoticeFacts(row, actor.id, this.ledger.rulebooks.all()))[language],
        person,
        name,
        by,
        byName,
        reason: value.reason ?? null,
        endsAt: value.endsAt ?? null,
        at,
        readAt,
      };
    });
    return { notices, unread: count };
  }

  async read({ actor }: Caller, id: string): Promise<AccessNoticeReadJson> {
    const now = (await this.ledger.time.now(new Date())).toISOString();
    const readAt = /^\d{1,18}$/.test(id)
      ? await markAccessNoticeRead(this.ledger.source, actor.id, id, now)
      : undefined;
    if (readAt === undefined) throw ApiProblem.of('unknown-notice', 'You have no such notice.', '您没有此通知。');
    return { id, readAt };
  }
}
