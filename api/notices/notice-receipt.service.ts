import { Controller, Get, Inject, Injectable, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { isSubject } from '../../domain/case/subjects.js';
import {
  noticeOutcome,
  noticeOutcomes,
  noticeOutcomeText,
  type NoticeOnItsWay,
} from '../../domain/notices/notice-outcome.js';
import { noticeKinds } from '../../domain/case/case.js';
import { Ledger } from '../../ledger/ledger.js';
import { receiptsOf } from '../../ledger/notices/receipts.js';
import { CurrentCaller, type Caller } from '../permission/caller.js';
import { Requires } from '../permission/route-access.js';
import { localTime } from '../cases/clock-json.js';
import { noticeTextOf, stateAsEntered } from '../cases/told-notices.js';
import { CaseService } from '../cases/case.service.js';
import { decodeIdCursor, encodeCursor } from '../cursor.js';
import { Refuses } from '../documentation.js';
import { QueryNumber } from '../body-fields.js';
import { PageDto, PageJson, pageOf } from '../page.js';
import { ApiProblem } from '../problem.js';
import { requireRight } from '../permission/rights.js';
import { ApiField, ApiFieldInstant } from '../api-field.js';

const receiptsLimit = 100;

class ReceiptsDto extends PageDto {
  @QueryNumber(`How many at most; ${receiptsLimit} unless said otherwise.`, { min: 1, max: 200 })
  declare limit?: number;
}

class DeliveryJson {
  @ApiField('how it goes out', { enum: ['mail', 'chat', 'sms'] }) channel!: string;
  @ApiField(
    'waiting: to be sent now; held: by quiet hours or for the mail of the day; given-up: nothing will come of it; skipped: why, see code',
    { enum: ['waiting', 'held', 'sent', 'given-up', 'skipped'] },
  )
  state!: string;
  @ApiField('whether it comes in the mail of the day', { type: Boolean }) digest!: boolean;
  @ApiFieldInstant('when it was or is to be sent') dueAt!: string;
  @ApiFieldInstant('when the channel took it', { nullable: true }) sentAt!: string | null;
  @ApiField('how often it was tried', { type: 'integer' }) attempts!: number;
  @ApiField('what the channel answered last, or why it is skipped', { nullable: true }) code!: string | null;
}

class ReceiptJson {
  @ApiField('id of the notice') id!: string;
  @ApiField('the entry it belongs to', { type: 'integer' }) seq!: number;
  @ApiField('the role it was meant for; customer: the person who turned to us') role!: string;
  @ApiField('id of the person notified; null for the customer, and where nobody held the role', { nullable: true })
  person!: string | null;
  @ApiField('their name', { nullable: true }) name!: string | null;
  @ApiField('why', { enum: [...noticeKinds] }) kind!: string;
  @ApiField('its clause') clause!: string;
  @ApiField('id of the clock it is about', { nullable: true }) clock!: string | null;
  @ApiField('text of the notice, with nothing left to fill in; of a deadline: what is due or late, since when, whose')
  text!: string;
  @ApiField('what has become of it', { enum: [...noticeOutcomes] }) outcome!: string;
  @ApiField('why it was not sent: a code', { nullable: true }) reason!: string | null;
  @ApiField("the same in the caller's language") outcomeText!: string;
  @ApiFieldInstant('when') at!: string;
  @ApiFieldInstant('when it was first read in the inbox', { nullable: true }) readAt!: string | null;
  @ApiField('how it reaches them, in addition to the inbox', { type: [DeliveryJson] }) deliveries!: DeliveryJson[];
}

class ReceiptPageJson extends PageJson {
  @ApiField('the notices, oldest first', { type: [ReceiptJson] }) notices!: ReceiptJson[];
}

/** Who was notified of a case, and who has read it. No address is shown. */
@Injectable()
export class NoticeReceiptService {
  constructor(
    @Inject(Ledger) private readonly ledger: Ledger,
    @Inject(CaseService) private readonly caseService: CaseService,
  ) {}

  async page(who: Caller, number: string, { limit = receiptsLimit, cursor }: ReceiptsDto): Promise<ReceiptPageJson> {
    const state = await this.caseService.stateFor(who, number);
    const sites = requireRight('see-notice-receipts', who, this.ledger.rulebooks.all());
    if (sites !== 'all' && !sites.includes(state.site))
      throw ApiProblem.of('role-may-not', 'You have this right at other sites only.', '您在此项目没有该权限。');
    if (isSubject(state, who.actor))
      throw ApiProblem.of(
        'about-yourself',
        'The case is about you: only others may see who is notified of it.',
        '案件涉及您本人，不能查看其通知情况。',
      );
    const after = decodeIdCursor(cursor);
    const { rows, next } = await pageOf(
      limit,
      (count) => receiptsOf(this.ledger.source, state.number, after, count),
      ({ id }) => encodeCursor({ id }),
    );
    const rulebook = await this.ledger.rulebooks.get(state.rulebook, state.version);
    const local = localTime(rulebook.timeZone);
    const instant = (at: string | Date | null) => local(at === null ? null : new Date(at).toISOString());
    const outcomeOf = (onItsWay: NoticeOnItsWay) => {
      const found = noticeOutcome(onItsWay, this.ledger.mail);
      return { ...found, outcomeText: noticeOutcomeText(onItsWay, found, who.language) };
    };
    const notices = rows.map(({ text, at, readAt, deliveries, changes, dueThen, onItsWay, ...row }) => ({
      ...row,
      text: noticeTextOf({ ...row, text }, stateAsEntered(state, changes), rulebook, who.language, dueThen),
      ...outcomeOf(onItsWay),
      at: local(at.toISOString()),
      readAt: instant(readAt),
      deliveries: deliveries.map((delivery) => ({
        ...delivery,
        dueAt: local(new Date(delivery.dueAt).toISOString()),
        sentAt: instant(delivery.sentAt),
      })),
    }));
    return { notices, next };
  }
}

@ApiTags('notices')
@Controller('v1/cases')
export class ReceiptsController {
  constructor(@Inject(NoticeReceiptService) private readonly receipts: NoticeReceiptService) {}

  @Requires('see-notice-receipts')
  @Get(':number/notices')
  @ApiOperation({
    summary: 'Who was notified of the case, how, and who has read it; for supervisors',
    operationId: 'receipts',
  })
  @ApiOkResponse({ type: ReceiptPageJson })
  @Refuses(401, 403, 404, 422)
  page(
    @CurrentCaller() who: Caller,
    @Param('number') number: string,
    @Query() asked: ReceiptsDto,
  ): Promise<ReceiptPageJson> {
    return this.receipts.page(who, number, asked);
  }
}
