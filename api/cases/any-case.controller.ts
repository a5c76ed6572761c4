import { Body, Controller, Inject, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Acting, type Caller } from '../actor.js';
import { Act } from '../documentation.js';
import { WithKey, type Keyed } from '../keyed.js';
import { BodyOfKind } from '../validation.js';
import { ActDto, CorrectDto, JoinDto, PromiseDto, ReasonDto, RevisitDto, UrgeDto, WordsDto } from './bodies/any-case.js';
import { FinishComplaintDto } from './bodies/complaint.js';
import { FinishRepairDto } from './bodies/repair.js';
import type { CaseJson } from './case-json.js';
import { Desk } from './desk.js';

/** Acts that more than one kind of case knows. */
@ApiTags('acts')
@Controller('v1/cases')
export class AnyCaseController {
  constructor(@Inject(Desk) private readonly desk: Desk) {}

  @Act('promise', 'Promise the customer a time')
  promise(@Acting() who: Caller, @Param('number') number: string, @Body() body: PromiseDto, @WithKey() keyed: Keyed): Promise<CaseJson> {
    return this.desk.act(who, number, 'promise', body, keyed);
  }

  @Act('finish', 'Finish the work and write down what was done')
  finish(@Acting() who: Caller, @Param('number') number: string, @BodyOfKind({ complaint: FinishComplaintDto, repair: FinishRepairDto }) body: ActDto, @WithKey() keyed: Keyed): Promise<CaseJson> {
    return this.desk.act(who, number, 'finish', body, keyed);
  }

  @Act('revisit', 'Call the customer back (回访)')
  revisit(@Acting() who: Caller, @Param('number') number: string, @Body() body: RevisitDto, @WithKey() keyed: Keyed): Promise<CaseJson> {
    return this.desk.act(who, number, 'revisit', body, keyed);
  }

  @Act('close', 'File the case')
  close(@Acting() who: Caller, @Param('number') number: string, @Body() body: ActDto, @WithKey() keyed: Keyed): Promise<CaseJson> {
    return this.desk.act(who, number, 'close', body, keyed);
  }

  @Act('urge', 'Enter that the customer chases (催办)')
  urge(@Acting() who: Caller, @Param('number') number: string, @Body() body: UrgeDto, @WithKey() keyed: Keyed): Promise<CaseJson> {
    return this.desk.act(who, number, 'urge', body, keyed);
  }

  @Act('add', 'Add what the customer says later')
  add(@Acting() who: Caller, @Param('number') number: string, @Body() body: WordsDto, @WithKey() keyed: Keyed): Promise<CaseJson> {
    return this.desk.act(who, number, 'add', body, keyed);
  }

  @Act('note', 'Leave a remark for colleagues')
  note(@Acting() who: Caller, @Param('number') number: string, @Body() body: WordsDto, @WithKey() keyed: Keyed): Promise<CaseJson> {
    return this.desk.act(who, number, 'note', body, keyed);
  }

  @Act('withdraw', 'File a case the customer takes back')
  withdraw(@Acting() who: Caller, @Param('number') number: string, @Body() body: ReasonDto, @WithKey() keyed: Keyed): Promise<CaseJson> {
    return this.desk.act(who, number, 'withdraw', body, keyed);
  }

  @Act('correct', 'Correct what was written down')
  correct(@Acting() who: Caller, @Param('number') number: string, @Body() body: CorrectDto, @WithKey() keyed: Keyed): Promise<CaseJson> {
    return this.desk.act(who, number, 'correct', body, keyed);
  }

  @Act('join', 'Join a case to another about the same matter')
  join(@Acting() who: Caller, @Param('number') number: string, @Body() body: JoinDto, @WithKey() keyed: Keyed): Promise<CaseJson> {
    return this.desk.act(who, number, 'join', body, keyed);
  }
}
