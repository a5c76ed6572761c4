import { Inject, Injectable } from '@nestjs/common';
import { personKeys } from '../../domain/case/subjects.js';
import { nextCustomerHour } from '../../domain/notices/customer-notice.js';
import { deliveryFailureText } from '../../domain/notices/notice-outcome.js';
import { quietUntil } from '../../domain/notices/quiet-hours.js';
import { Ledger } from '../../ledger/ledger.js';
import {
  failedDeliveries,
  failureReasons,
  lockFailed,
  resendDeliveries,
  retryingCount,
  type DeliveryReader,
  type FailedDelivery,
  type ResendableDelivery,
} from '../../ledger/notices/failed-deliveries.js';
import { localTime } from '../cases/clock-json.js';
import { caseNamesIn } from '../cases/listed-case.js';
import { decodeCursor, encodeCursor } from '../cursor.js';
import { pageOf } from '../page.js';
import { OrganisationService } from '../people/organisation.service.js';
import type { Caller } from '../permission/caller.js';
import { requireRight, type LimitedRight } from '../permission/rights.js';
import { ApiProblem } from '../problem.js';
import { isUuid } from '../uuid.js';
import type { DeliveriesDto, DeliveriesJson, ResendDto, ResentJson } from './deliveries.dto.js';

const mostAtOnce = 500;

/** Notices that reached nobody by mail, chat or SMS: why, and once more. Neither their words nor an address is shown. */
@Injectable()
export class FailedDeliveryService {
  constructor(
    @Inject(Ledger) private readonly ledger: Ledger,
    @Inject(OrganisationService) private readonly organisations: OrganisationService,
  ) {}

  async list(who: Caller, { state = 'failed', channel, code, limit, cursor }: DeliveriesDto): Promise<DeliveriesJson> {
    const reader = this.readerOf('see-alarms', who);
    const before = decodeCursor(cursor, ['at', 'id'], ['at']);
    if (before && !isUuid(before.id)) throw notACursor();
    const { source } = this.ledger;
    const { rows, next } = await pageOf(
      limit,
      (count) => failedDeliveries(source, reader, { state, channel, code, before, limit: count }),
      ({ at, id }) => encodeCursor({ at, id }),
    );
    const reasons = await failureReasons(source, reader);
    const retrying = await retryingCount(source, reader);
    return {
      deliveries: rows.map((row) => this.item(who, row)),
      reasons: reasons.map((one) => ({ ...one, reason: deliveryFailureText(one.code, who.language) })),
      retrying,
      next,
    };
  }

  /**
   * Has them resent, those that still reached nobody: in the hours in which customers may be disturbed, and outside the
   * quiet hours of people but for what a rule requires. The worker sends them; which of two requests comes first does
   * not matter, each goes out once.
   */
  async resend(who: Caller, asked: ResendDto, key: string): Promise<ResentJson> {
    const { ids, channel, code } = asked;
    const reader = this.readerOf('resend-notices', who);
    if (ids === undefined && (channel === undefined || code === undefined)) throw asksForNothing();
    const known = ids?.filter(isUuid);
    return this.organisations.change(who, who.actor.organisation, { key, body: asked }, async (runner, { now, by }) => {
      const wanted = { ids: known, channel, code };
      const locked = await lockFailed(runner, reader, { ...wanted, limit: mostAtOnce + 1, at: now });
      const failed = locked.slice(0, mostAtOnce);
      const due: { id: string; dueAt: string }[] = [];
      for (const one of failed) due.push({ id: one.id, dueAt: await this.dueAt(one, now) });
      await resendDeliveries(runner, due, by);
      return {
        resent: due.length,
        later: due.filter(({ dueAt }) => dueAt > now).length,
        leftOut: ids === undefined ? 0 : ids.length - due.length,
        more: locked.length > mostAtOnce,
      };
    });
  }

  private async dueAt(one: ResendableDelivery, now: string): Promise<string> {
    const { person, caseKind, mandatory, timeZone, quietFrom: from, quietUntil: until } = one;
    if (person === null)
      return nextCustomerHour(now, caseKind, await this.ledger.rulebooks.get(one.rulebook, one.version));
    if (mandatory || timeZone === null || from === null || until === null) return now;
    return quietUntil(now, { from, until, timeZone }) ?? now;
  }

  private item(
    who: Caller,
    { role, rulebook, state: _state, ...row }: FailedDelivery,
  ): DeliveriesJson['deliveries'][number] {
    const rules = this.ledger.rulebooks.all().find(({ name }) => name === rulebook);
    const names = rules && caseNamesIn(rules, who.language);
    const local = localTime(rules?.timeZone ?? 'UTC');
    return {
      ...row,
      caseKindName: names?.kind(row.caseKind) ?? row.caseKind,
      roleName: row.person === null ? null : (names?.role(role) ?? role),
      reason: deliveryFailureText(row.code, who.language),
      at: local(row.at),
      triedAt: local(row.triedAt),
      staffAskedAt: local(row.staffAskedAt),
      resentAt: local(row.resentAt),
    };
  }

  private readerOf(right: LimitedRight, who: Caller): DeliveryReader {
    const sites = requireRight(right, who, this.ledger.rulebooks.all());
    return { sites: sites === 'all' ? null : sites, keys: personKeys(who.actor) };
  }
}

function asksForNothing(): ApiProblem {
  const text = {
    en: 'is missing: give ids, or channel and code.',
    'zh-CN': '缺失：请选择要重新发送的通知，或填写渠道和原因。',
  };
  return ApiProblem.input([{ field: 'ids', text }]);
}

function notACursor(): ApiProblem {
  const text = { en: "is not a cursor of this list: take 'next'.", 'zh-CN': '不是此列表的游标，请使用 next。' };
  return ApiProblem.input([{ field: 'cursor', text }]);
}
