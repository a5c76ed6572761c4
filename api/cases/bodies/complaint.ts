import type { AssignRevisitInput, CustomerTimeInput, FinishComplaintInput, TransferInput } from '../../../domain/acts/complaint.js';
import type { OpenRepairInput } from '../../../domain/acts/own-repair.js';
import type { RaiseTierInput, SortInput } from '../../../domain/acts/tiers.js';
import { Id, Ids, Instant, OneOf, Words, YesNo } from '../../fields.js';
import { ActDto } from './any-case.js';

export class SortDto extends ActDto implements SortInput {
  @YesNo('Whether the complaint is valid; an invalid one still gets every convenience (P-4.3.7).')
  valid!: boolean;

  @Ids('Its grounds, by the rulebook: the gravest that fits sets the tier (P-4.3.2).', 20, { optional: true, example: ['slight-inconvenience'] })
  grounds?: string[];

  @Id('The tier, where its grounds are not spelled out.', { optional: true, example: 'minor' })
  tier?: string;

  @Id('The department that must solve it; needed for a valid one.', { optional: true, example: 'engineering' })
  department?: string;

  @Words('Why it is invalid; needed for an invalid one.', { optional: true })
  reason?: string;
}

export class CustomerTimeDto extends ActDto implements CustomerTimeInput {
  @Instant("The customer's own time: takes the place of the limit (X-6).")
  customerTime!: string;

  @Words("The customer's words.")
  words!: string;
}

export class FinishComplaintDto extends ActDto implements FinishComplaintInput {
  @Words('What was done (P-4.3.5.1a).')
  done!: string;
}

export class TransferDto extends ActDto implements TransferInput {
  @Id('The department it goes to.', { example: 'security' })
  department!: string;

  @Words('Why.')
  reason!: string;
}

export class AssignRevisitDto extends ActDto implements AssignRevisitInput {
  @Id('Id of whoever makes the revisit: see /v1/people.', { example: 'p12' })
  person!: string;
}

export class OpenRepairDto extends ActDto implements OpenRepairInput {
  @Id('Type of repair, by the rulebook.', { example: 'electrical' })
  repairType!: string;

  @Words('What must be repaired.')
  item!: string;

  @YesNo('Whether the team must be there within 5 minutes (P-4.2.7.2).', { optional: true })
  emergency?: boolean;
}

const causes = ['sorted-too-low', 'grew'] as const satisfies readonly RaiseTierInput['cause'][];

export class RaiseTierDto extends ActDto implements RaiseTierInput {
  @Id('The higher tier.', { example: 'important' })
  tier!: string;

  @OneOf('Whether it was sorted too low or has grown: the clocks start accordingly (X-7).', causes)
  cause!: (typeof causes)[number];

  @Words('Why.')
  reason!: string;
}
