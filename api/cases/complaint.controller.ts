import { Body, Controller, Inject, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Acting, type Caller } from '../actor.js';
import { Act } from '../documentation.js';
import { WithKey, type Keyed } from '../keyed.js';
import { ActDto, DecideExtensionDto, ReasonDto, RequestExtensionDto, WordsDto } from './bodies/any-case.js';
import { AssignRevisitDto, CustomerTimeDto, OpenRepairDto, RaiseTierDto, SortDto, TransferDto } from './bodies/complaint.js';
import type { CaseJson } from './case-json.js';
import { Desk } from './desk.js';

/** Acts of complaints alone. */
@ApiTags('acts of complaints')
@Controller('v1/cases')
export class ComplaintController {
  constructor(@Inject(Desk) private readonly desk: Desk) {}

  @Act('sort', 'Decide whether the complaint is valid, its tier and its department')
  sort(@Acting() who: Caller, @Param('number') number: string, @Body() body: SortDto, @WithKey() keyed: Keyed): Promise<CaseJson> {
    return this.desk.act(who, number, 'sort', body, keyed);
  }

  @Act('relieve', 'Enter that the harm is stopped or relieved')
  relieve(@Acting() who: Caller, @Param('number') number: string, @Body() body: WordsDto, @WithKey() keyed: Keyed): Promise<CaseJson> {
    return this.desk.act(who, number, 'relieve', body, keyed);
  }

  @Act('assist', 'Explain and help where the complaint is invalid')
  assist(@Acting() who: Caller, @Param('number') number: string, @Body() body: WordsDto, @WithKey() keyed: Keyed): Promise<CaseJson> {
    return this.desk.act(who, number, 'assist', body, keyed);
  }

  @Act('customer-time', "Enter the customer's own time")
  customerTime(@Acting() who: Caller, @Param('number') number: string, @Body() body: CustomerTimeDto, @WithKey() keyed: Keyed): Promise<CaseJson> {
    return this.desk.act(who, number, 'customer-time', body, keyed);
  }

  @Act('sign', 'Sign for the complaint form')
  sign(@Acting() who: Caller, @Param('number') number: string, @Body() body: ActDto, @WithKey() keyed: Keyed): Promise<CaseJson> {
    return this.desk.act(who, number, 'sign', body, keyed);
  }

  @Act('report-up', 'Put the complaint before the director or the responsible leader')
  reportUp(@Acting() who: Caller, @Param('number') number: string, @Body() body: ActDto, @WithKey() keyed: Keyed): Promise<CaseJson> {
    return this.desk.act(who, number, 'report-up', body, keyed);
  }

  @Act('submit-papers', 'Pass the complaint form up')
  submitPapers(@Acting() who: Caller, @Param('number') number: string, @Body() body: ActDto, @WithKey() keyed: Keyed): Promise<CaseJson> {
    return this.desk.act(who, number, 'submit-papers', body, keyed);
  }

  @Act('organise', 'Organise the solution')
  organise(@Acting() who: Caller, @Param('number') number: string, @Body() body: WordsDto, @WithKey() keyed: Keyed): Promise<CaseJson> {
    return this.desk.act(who, number, 'organise', body, keyed);
  }

  @Act('instruct', "Give the responsible leader's instruction (批示)")
  instruct(@Acting() who: Caller, @Param('number') number: string, @Body() body: WordsDto, @WithKey() keyed: Keyed): Promise<CaseJson> {
    return this.desk.act(who, number, 'instruct', body, keyed);
  }

  @Act('call-meeting', 'Call the office meeting')
  callMeeting(@Acting() who: Caller, @Param('number') number: string, @Body() body: WordsDto, @WithKey() keyed: Keyed): Promise<CaseJson> {
    return this.desk.act(who, number, 'call-meeting', body, keyed);
  }

  @Act('answer', 'Give the customer the clear answer')
  answer(@Acting() who: Caller, @Param('number') number: string, @Body() body: WordsDto, @WithKey() keyed: Keyed): Promise<CaseJson> {
    return this.desk.act(who, number, 'answer', body, keyed);
  }

  @Act('return-form', 'Return the complaint form')
  returnForm(@Acting() who: Caller, @Param('number') number: string, @Body() body: ActDto, @WithKey() keyed: Keyed): Promise<CaseJson> {
    return this.desk.act(who, number, 'return-form', body, keyed);
  }

  @Act('assign-revisit', 'Give the revisit to somebody')
  assignRevisit(@Acting() who: Caller, @Param('number') number: string, @Body() body: AssignRevisitDto, @WithKey() keyed: Keyed): Promise<CaseJson> {
    return this.desk.act(who, number, 'assign-revisit', body, keyed);
  }

  @Act('request-extension', 'Ask for more time (延期)')
  requestExtension(@Acting() who: Caller, @Param('number') number: string, @Body() body: RequestExtensionDto, @WithKey() keyed: Keyed): Promise<CaseJson> {
    return this.desk.act(who, number, 'request-extension', body, keyed);
  }

  @Act('grant-extension', 'Grant more time')
  grantExtension(@Acting() who: Caller, @Param('number') number: string, @Body() body: DecideExtensionDto, @WithKey() keyed: Keyed): Promise<CaseJson> {
    return this.desk.act(who, number, 'grant-extension', body, keyed);
  }

  @Act('refuse-extension', 'Refuse more time')
  refuseExtension(@Acting() who: Caller, @Param('number') number: string, @Body() body: DecideExtensionDto, @WithKey() keyed: Keyed): Promise<CaseJson> {
    return this.desk.act(who, number, 'refuse-extension', body, keyed);
  }

  @Act('raise-tier', 'Raise the tier')
  raiseTier(@Acting() who: Caller, @Param('number') number: string, @Body() body: RaiseTierDto, @WithKey() keyed: Keyed): Promise<CaseJson> {
    return this.desk.act(who, number, 'raise-tier', body, keyed);
  }

  @Act('confirm-tier', 'Confirm the tier that the desk proposes')
  confirmTier(@Acting() who: Caller, @Param('number') number: string, @Body() body: ActDto, @WithKey() keyed: Keyed): Promise<CaseJson> {
    return this.desk.act(who, number, 'confirm-tier', body, keyed);
  }

  @Act('decline-tier', 'Decline the tier that the desk proposes')
  declineTier(@Acting() who: Caller, @Param('number') number: string, @Body() body: ReasonDto, @WithKey() keyed: Keyed): Promise<CaseJson> {
    return this.desk.act(who, number, 'decline-tier', body, keyed);
  }

  @Act('transfer', 'Pass the case to another department')
  transfer(@Acting() who: Caller, @Param('number') number: string, @Body() body: TransferDto, @WithKey() keyed: Keyed): Promise<CaseJson> {
    return this.desk.act(who, number, 'transfer', body, keyed);
  }

  @Act('open-repair', 'Have a repair opened for the complaint')
  openRepair(@Acting() who: Caller, @Param('number') number: string, @Body() body: OpenRepairDto, @WithKey() keyed: Keyed): Promise<CaseJson> {
    return this.desk.act(who, number, 'open-repair', body, keyed);
  }
}
