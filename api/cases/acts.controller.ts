import { Controller, Inject, Param, type Type } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Rulebook } from '../../domain/rulebook/rulebook.js';
import { CurrentCaller, type Caller } from '../permission/caller.js';
import { DecidedByActTables } from '../permission/route-access.js';
import { ActRoute } from '../documentation.js';
import { Attempt, type ActAttempt } from '../idempotency.js';
import { BodyInContract } from './body-in-contract.js';
import { personActs, rowsOfAct } from './act-table.js';
import { bodyOf } from './bodies/acts.js';
import type { ActPreviewJson } from './act-preview-json.js';
import { ActPreviewService } from './act-preview.service.js';
import type { CaseJson } from './case-json.js';
import { CaseService } from './case.service.js';

/**
 * One route for each act of people in the act tables; a new act needs nothing here. From `rulebooks` the documentation
 * of a route knows which roles belong to its role groups.
 */
export function actsController(rulebooks: Rulebook[]): Type {
  @Controller('v1/cases')
  class ActsController {
    constructor(
      @Inject(CaseService) readonly caseService: CaseService,
      @Inject(ActPreviewService) readonly previews: ActPreviewService,
    ) {}
  }
  for (const act of personActs()) addRoute(ActsController.prototype, act, rulebooks);
  return ActsController;
}

interface ActServices {
  caseService: CaseService;
  previews: ActPreviewService;
}

/**
 * What the compiler would make of a method `act(@CurrentCaller() who, @Param('number') number, @Body() body: …,
 * @Attempt() attempt)` with its decorators.
 */
function addRoute(prototype: ActServices, act: string, rulebooks: Rulebook[]): void {
  // A method of that name: the documentation finds parameters by the name of the function itself.
  const methods = {
    [act](
      this: ActServices,
      who: Caller,
      number: string,
      body: unknown,
      attempt: ActAttempt,
    ): Promise<CaseJson | ActPreviewJson | undefined> {
      return attempt.dry
        ? this.previews.act(who, number, act, body, attempt)
        : this.caseService.act(who, number, act, body, attempt);
    },
  };
  const descriptor = Object.getOwnPropertyDescriptor(methods, act)!;
  Object.defineProperty(prototype, act, descriptor);
  Reflect.defineMetadata('design:paramtypes', [Object, String, Object, Object], prototype, act);
  CurrentCaller()(prototype, act, 0);
  Param('number')(prototype, act, 1);
  BodyInContract(bodyOf(act))(prototype, act, 2);
  Attempt()(prototype, act, 3);
  const kinds = rowsOfAct(act).map(({ kind }) => kind);
  ApiTags(kinds.length === 1 ? `acts of ${kinds[0]} cases` : 'acts')(prototype, act, descriptor);
  DecidedByActTables()(prototype, act, descriptor);
  ActRoute(act, rulebooks)(prototype, act, descriptor);
}
