import type { ActContext } from '../deciding/act.js';
import type { NoticeRequest } from '../case/case.js';
import { handlerRole, rolesInGroup } from '../rulebook/role-groups.js';

/** A notice to the role that handles the case now. */
export function notifyHandler(
  { state, rulebook }: Pick<ActContext, 'state' | 'rulebook'>,
  kind: NoticeRequest['kind'],
  clause: string,
  zh: string,
  en: string,
): NoticeRequest {
  return { role: handlerRole(state, rulebook), kind, clause, text: { 'zh-CN': zh, en } };
}

/** A notice to the customer-service centre, or to the role that handles the case where the rules name no centre. */
export function notifyCentre(
  { state, rulebook }: Pick<ActContext, 'state' | 'rulebook'>,
  kind: NoticeRequest['kind'],
  clause: string,
  zh: string,
  en: string,
): NoticeRequest {
  return {
    role: rolesInGroup('centre', rulebook, state.kind)?.[0] ?? handlerRole(state, rulebook),
    kind,
    clause,
    text: { 'zh-CN': zh, en },
  };
}
