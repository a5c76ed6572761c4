import { Inject, Injectable } from '@nestjs/common';
import {
  addAbsence,
  addDelegation,
  withdrawAbsenceOrDelegation,
} from '../../ledger/people/absences-and-delegations.js';
import type { Caller } from '../permission/caller.js';
import { requireMayDelegate, requireSelfOrRosterRight } from '../permission/person-rights.js';
import { ApiProblem } from '../problem.js';
import { OrganisationService } from './organisation.service.js';
import type { AbsenceDto, AbsenceJson, DelegationDto, DelegationJson } from './people.dto.js';

/** Who is away, and who stands in for whom. */
@Injectable()
export class AbsenceService {
  constructor(@Inject(OrganisationService) private readonly organisationService: OrganisationService) {}

  /** Entered by the person themself, or by those who keep the rosters. */
  async addAbsence(who: Caller, id: string, body: AbsenceDto, key: string): Promise<AbsenceJson> {
    const organisation = await this.organisationService.organisationOf(who, id);
    await requireSelfOrRosterRight(this.organisationService.ledger, who, { id, organisation });
    const { person: _person, ...absence } = await this.organisationService.change(
      who,
      organisation,
      { key, body: { person: id, absence: body } },
      (runner, change) =>
        addAbsence(
          runner,
          { person: id, from: body.from ?? change.now, until: body.until, reason: body.reason ?? null },
          change,
        ),
    );
    return absence;
  }

  async addDelegation(who: Caller, id: string, body: DelegationDto, key: string): Promise<DelegationJson> {
    const organisation = await this.organisationService.organisationOf(who, id);
    await requireMayDelegate(this.organisationService.ledger, who, { id, organisation }, body);
    if (body.post !== undefined && !/^\d{1,18}$/.test(body.post))
      throw ApiProblem.input([
        {
          field: 'post',
          text: {
            en: `is not the id of a post: see /v1/people/${id}.`,
            'zh-CN': `不是岗位编号，请查看该人员的岗位。`,
          },
        },
      ]);
    return this.organisationService.change(
      who,
      organisation,
      { key, body: { person: id, delegation: body } },
      (runner, change) =>
        addDelegation(
          runner,
          {
            person: id,
            to: body.to,
            post: body.post ?? null,
            from: body.from ?? change.now,
            until: body.until,
            reason: body.reason,
          },
          change,
        ),
    );
  }

  async withdraw(who: Caller, sort: 'absence' | 'delegation', id: string, entry: string, key: string): Promise<void> {
    const organisation = await this.organisationService.organisationOf(who, id);
    await requireSelfOrRosterRight(this.organisationService.ledger, who, { id, organisation });
    const { found } = await this.organisationService.change(
      who,
      organisation,
      { key, body: { person: id, withdraw: sort, entry } },
      async (runner, change) => ({
        found: /^\d{1,18}$/.test(entry) && (await withdrawAbsenceOrDelegation(runner, sort, id, entry, change)),
      }),
    );
    if (!found)
      throw ApiProblem.of('unknown-entry', 'There is no such entry that is not over.', '没有此项登记，或已结束。');
  }
}
