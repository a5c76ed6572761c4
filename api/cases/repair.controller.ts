import { Body, Controller, Inject, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Acting, type Caller } from '../actor.js';
import { Act } from '../documentation.js';
import { WithKey, type Keyed } from '../keyed.js';
import { ActDto, WordsDto } from './bodies/any-case.js';
import { AgreeTimeDto, CannotDoDto, QuoteDto, ReceiptDto, SignOffDto, UseMaterialsDto } from './bodies/repair.js';
import type { CaseJson } from './case-json.js';
import { Desk } from './desk.js';

/** Acts of repairs alone. */
@ApiTags('acts of repairs')
@Controller('v1/cases')
export class RepairController {
  constructor(@Inject(Desk) private readonly desk: Desk) {}

  @Act('clarify', 'Write down what was unclear, after asking the customer')
  clarify(@Acting() who: Caller, @Param('number') number: string, @Body() body: WordsDto, @WithKey() keyed: Keyed): Promise<CaseJson> {
    return this.desk.act(who, number, 'clarify', body, keyed);
  }

  @Act('notify', 'Tell the team')
  notify(@Acting() who: Caller, @Param('number') number: string, @Body() body: ActDto, @WithKey() keyed: Keyed): Promise<CaseJson> {
    return this.desk.act(who, number, 'notify', body, keyed);
  }

  @Act('agree-time', 'Agree a time with the customer')
  agreeTime(@Acting() who: Caller, @Param('number') number: string, @Body() body: AgreeTimeDto, @WithKey() keyed: Keyed): Promise<CaseJson> {
    return this.desk.act(who, number, 'agree-time', body, keyed);
  }

  @Act('accept', 'Take the order')
  accept(@Acting() who: Caller, @Param('number') number: string, @Body() body: ActDto, @WithKey() keyed: Keyed): Promise<CaseJson> {
    return this.desk.act(who, number, 'accept', body, keyed);
  }

  @Act('arrive', 'Arrive on site')
  arrive(@Acting() who: Caller, @Param('number') number: string, @Body() body: ActDto, @WithKey() keyed: Keyed): Promise<CaseJson> {
    return this.desk.act(who, number, 'arrive', body, keyed);
  }

  @Act('quote', 'Quote content and amount')
  quote(@Acting() who: Caller, @Param('number') number: string, @Body() body: QuoteDto, @WithKey() keyed: Keyed): Promise<CaseJson> {
    return this.desk.act(who, number, 'quote', body, keyed);
  }

  @Act('confirm', "Enter the customer's confirmation of content and amount")
  confirm(@Acting() who: Caller, @Param('number') number: string, @Body() body: WordsDto, @WithKey() keyed: Keyed): Promise<CaseJson> {
    return this.desk.act(who, number, 'confirm', body, keyed);
  }

  @Act('start', 'Begin the work')
  start(@Acting() who: Caller, @Param('number') number: string, @Body() body: ActDto, @WithKey() keyed: Keyed): Promise<CaseJson> {
    return this.desk.act(who, number, 'start', body, keyed);
  }

  @Act('use-materials', 'Enter the materials used')
  useMaterials(@Acting() who: Caller, @Param('number') number: string, @Body() body: UseMaterialsDto, @WithKey() keyed: Keyed): Promise<CaseJson> {
    return this.desk.act(who, number, 'use-materials', body, keyed);
  }

  @Act('sign-off', "Enter the customer's signature, or that the work is not accepted")
  signOff(@Acting() who: Caller, @Param('number') number: string, @Body() body: SignOffDto, @WithKey() keyed: Keyed): Promise<CaseJson> {
    return this.desk.act(who, number, 'sign-off', body, keyed);
  }

  @Act('receipt', 'Enter the payment and its receipt')
  receipt(@Acting() who: Caller, @Param('number') number: string, @Body() body: ReceiptDto, @WithKey() keyed: Keyed): Promise<CaseJson> {
    return this.desk.act(who, number, 'receipt', body, keyed);
  }

  @Act('report', 'Report the result to the centre')
  report(@Acting() who: Caller, @Param('number') number: string, @Body() body: WordsDto, @WithKey() keyed: Keyed): Promise<CaseJson> {
    return this.desk.act(who, number, 'report', body, keyed);
  }

  @Act('return-stub', 'Return the stub of the order')
  returnStub(@Acting() who: Caller, @Param('number') number: string, @Body() body: ActDto, @WithKey() keyed: Keyed): Promise<CaseJson> {
    return this.desk.act(who, number, 'return-stub', body, keyed);
  }

  @Act('cannot-do', 'Report what cannot be done now')
  cannotDo(@Acting() who: Caller, @Param('number') number: string, @Body() body: CannotDoDto, @WithKey() keyed: Keyed): Promise<CaseJson> {
    return this.desk.act(who, number, 'cannot-do', body, keyed);
  }

  @Act('ask-help', 'Ask the equipment-power group supervisor for help')
  askHelp(@Acting() who: Caller, @Param('number') number: string, @Body() body: WordsDto, @WithKey() keyed: Keyed): Promise<CaseJson> {
    return this.desk.act(who, number, 'ask-help', body, keyed);
  }

  @Act('advise', 'Give technical advice')
  advise(@Acting() who: Caller, @Param('number') number: string, @Body() body: WordsDto, @WithKey() keyed: Keyed): Promise<CaseJson> {
    return this.desk.act(who, number, 'advise', body, keyed);
  }
}
