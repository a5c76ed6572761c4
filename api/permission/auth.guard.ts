import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Ledger } from '../../ledger/ledger.js';
import type { RequestWithCaller } from './caller.js';
import { isLimited, requireRight } from './rights.js';
import { accessOf } from './route-access.js';

/**
 * Lets a caller through to a route whose right they have somewhere; 403 for the rest. Who the caller is was found out
 * before (authentication.ts); what depends on the site or the case is decided where the case is known.
 */
@Injectable()
export class AuthGuard implements CanActivate {
  constructor(@Inject(Ledger) private readonly ledger: Ledger) {}

  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<RequestWithCaller>();
    const access = accessOf(request);
    if (access === 'public') return true;
    const { caller } = request;
    if (access === 'wall-link') return request.wallLink !== undefined;
    if (!access || !caller) return false;
    if (access === 'act-tables') return true;
    const { right, oneself } = access;
    const own = oneself !== undefined && (request.params as Record<string, string>)[oneself] === caller.actor.id;
    if (!own && isLimited(right)) requireRight(right, caller, this.ledger.rulebooks.all());
    return true;
  }
}
