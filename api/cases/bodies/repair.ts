import type { AgreeTimeInput, CannotDoInput, FinishRepairInput, QuoteInput, ReceiptInput, SignOffInput, UseMaterialsInput } from '../../../domain/acts/repair.js';
import { Cents, Instant, Items, Quantity, Words, YesNo } from '../../fields.js';
import { ActDto } from './any-case.js';

export class AgreeTimeDto extends ActDto implements AgreeTimeInput {
  @Instant('The time agreed with the customer: takes the place of the 15 minutes (P-4.2.2.3).')
  agreedAt!: string;
}

export class QuoteDto extends ActDto implements QuoteInput {
  @Words('What will be done.')
  content!: string;

  @Cents('Labour, in cents (分); nought is quoted and confirmed too.')
  labourCents!: number;

  @Cents('Material, in cents.')
  materialCents!: number;

  @Cents('Service, in cents.')
  serviceCents!: number;
}

class MaterialDto {
  @Words('What was used.', { max: 200 })
  name!: string;

  @Quantity('How much.', { min: 0, max: 1_000_000 })
  quantity!: number;

  @Words('Of what: pieces, metres, …', { max: 20, optional: true })
  unit?: string;
}

export class UseMaterialsDto extends ActDto implements UseMaterialsInput {
  @Items('The materials used.', MaterialDto, { max: 100 })
  items!: MaterialDto[];
}

export class FinishRepairDto extends ActDto implements FinishRepairInput {
  @Words('What was repaired, and how it is now.')
  result!: string;
}

export class SignOffDto extends ActDto implements SignOffInput {
  @YesNo('Whether the customer has inspected the work and signs for it (P-4.2.4.9).')
  accepted!: boolean;

  @Words("The customer's words.", { optional: true })
  words?: string;
}

export class ReceiptDto extends ActDto implements ReceiptInput {
  @Cents('What was collected, in cents: the confirmed amount.')
  amountCents!: number;

  @Words('Number of the receipt.', { max: 60 })
  receiptNumber!: string;
}

export class CannotDoDto extends ActDto implements CannotDoInput {
  @Words('Why it cannot be done now; the customer is called with it and given a promise (P-4.2.7.4a).')
  reason!: string;
}
