import type { RecordComplaintInput } from '../../../domain/acts/complaint.js';
import type { RecordRepairInput } from '../../../domain/acts/repair.js';
import type { Words as CaseWords } from '../../../domain/case.js';
import { Id, Instant, OneOf, Words, YesNo } from '../../fields.js';

/** What every new case is recorded with. Flat: easy to write by hand. */
export abstract class RecordDto {
  abstract kind: string;

  @Id('The rulebook it runs under, in its newest version.', { example: 'property' })
  rulebook!: string;

  @Id('The site: see /v1/me.', { example: 'sunshine' })
  site!: string;

  @Instant('When the customer turned to us, where that was before now (X-5).', { optional: true })
  receivedAt?: string;

  @Id('How it reached us.', { example: 'phone' })
  channel!: string;

  @Words('What it is about, in a line.', { max: 200, example: '楼道灯不亮' })
  subject!: string;

  @Words('What happened.', { optional: true })
  description?: string;

  @Words('Where: building, unit, room.', { max: 200, optional: true, example: '3号楼2单元' })
  place?: string;

  @Words('Name of the customer.', { max: 100, optional: true })
  customer?: string;

  @Words('How to reach the customer.', { max: 100, optional: true })
  phone?: string;
}

export class RecordComplaintDto extends RecordDto {
  @OneOf('A complaint (投诉).', ['complaint'])
  kind!: 'complaint';

  @Words('What the customer asks for.', { optional: true })
  demand?: string;

  @Words("When it happened, in the customer's words.", { max: 200, optional: true })
  happenedWhen?: string;

  @Words('Whom or what it complains of, in words.', { max: 200, optional: true })
  complainedOf?: string;

  @YesNo('Whether the customer wishes to stay unknown: name and phone are then shown to the customer-service centre alone.', { optional: true })
  anonymous?: boolean;

  @YesNo('Whether harm is still going on: it is stopped or relieved first (P-4.3.8).', { optional: true })
  harm?: boolean;

  @Id('Id of the colleague it is about, who then neither decides nor reads it: see /v1/people.', { optional: true })
  aboutPerson?: string;

  @Instant("The time by which the customer asks for it: takes the place of a minor complaint's 2 days (X-6).", { optional: true })
  customerTime?: string;

  toInput(): RecordComplaintInput {
    const { channel, anonymous, harm, aboutPerson, customerTime, demand, happenedWhen, complainedOf } = this;
    return { channel, anonymous, harm, aboutPerson, customerTime, words: { ...wordsOf(this), demand, happenedWhen, complainedOf } };
  }
}

const sources = ['customer', 'department', 'patrol'] as const satisfies readonly RecordRepairInput['source'][];

export class RecordRepairDto extends RecordDto {
  @OneOf('A repair (报修).', ['repair'])
  kind!: 'repair';

  @Id('Type of repair, by the rulebook.', { example: 'plumbing' })
  repairType!: string;

  @YesNo('Whether the team must be there within 5 minutes (P-4.2.7.2).', { optional: true })
  emergency?: boolean;

  @Instant('The time the customer asks for or the arrival promised: takes the place of the 15 minutes (P-4.2.2.3).', { optional: true })
  agreedAt?: string;

  @OneOf('Who found it; the customer unless said otherwise (P-4.2.8).', sources, { optional: true })
  source?: (typeof sources)[number];

  toInput(): RecordRepairInput {
    const { channel, repairType, emergency, agreedAt, source } = this;
    return { channel, repairType, emergency, agreedAt, source, words: wordsOf(this) };
  }
}

function wordsOf({ subject, description, place, customer, phone }: RecordDto): CaseWords {
  return { subject, description, place, customer, phone };
}
