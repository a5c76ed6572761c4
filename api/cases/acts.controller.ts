import { Body, Controller, Inject, Param, type Type } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Rulebook } from '../../domain/rulebook/rulebook.js';
import { CurrentCaller, type Caller } from '../permission/caller.js';
import { DecidedByActTables } from '../permission/route-access.js';
import { ActRoute } from '../documentation.js';
import { Idempotency, type IdempotencyContext } from '../idempotency.js';
import { BodyOfKind } from './body-of-kind.js';
import { personActs, rowsOfAct } from './act-table.js';
import { bodyOf, type ActDto } from './bodies/acts.js';
import type { CaseJson } from './case-json.js';
import { CaseService } from './case.service.js';

/**
 * One route for each act of people in the act tables; a new act needs nothing here. From `rulebooks` the documentation
 * of a route knows which roles belong to its role groups.
 */
export function actsController(rulebooks: Rulebook[]): Type {
  @Controller('v1/cases')
  class ActsController {
    constructor(@Inject(CaseService) readonly caseService: CaseService) {}
  }
  for (const act of personActs()) addRoute(ActsController.prototype, act, rulebooks);
  return ActsController;
}

/**
 * What the compiler would make of a method `act(@CurrentCaller() who, @Param('number') number, @Body() body: …,
 * @Idempotency() keyed)` with its decorators.
 */
function addRoute(prototype: { caseService: CaseService }, act: string, rulebooks: Rulebook[]): void {
  // A method of that name: the documentation finds parameters by the name of the function itself.
  const methods = {
    [act](
      this: { caseService: CaseService },
      who: Caller,
      number: string,
      body: ActDto,
      keyed: IdempotencyContext,
    ): Promise<CaseJson> {
      return this.caseService.act(who, number, act, body, keyed);
    },
  };
  const descriptor = Object.getOwnPropertyDescriptor(methods, act)!;
  Object.defineProperty(prototype, act, descriptor);
  const body = bodyOf(act);
  const sameForAllKinds = typeof body === 'function';
  Reflect.defineMetadata(
    'design:paramtypes',
    [Object, String, sameForAllKinds ? body : Object, Object],
    prototype,
    act,
  );
  CurrentCaller()(prototype, act, 0);
  Param('number')(prototype, act, 1);
  (sameForAllKinds ? Body() : BodyOfKind(body))(prototype, act, 2);
  Idempotency()(prototype, act, 3);
  const kinds = rowsOfAct(act).map(({ kind }) => kind);
  ApiTags(kinds.length === 1 ? `acts of ${kinds[0]} cases` : 'acts')(prototype, act, descriptor);
  DecidedByActTables()(prototype, act, descriptor);
  ActRoute(act, rulebooks)(prototype, act, descriptor);
}
