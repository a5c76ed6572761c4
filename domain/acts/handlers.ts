import type { ActContext } from '../deciding/act.js';
import type { NoticeOrder } from '../case/case.js';
import { handlerOf, partOf } from '../rulebook/parts.js';

/** Told to whoever has the case in hand. */
export function tellHandlers({ state, rulebook }: Pick<ActContext, 'state' | 'rulebook'>, kind: NoticeOrder['kind'], clause: string, zh: string, en: string): NoticeOrder {
  return { role: handlerOf(state, rulebook), kind, clause, text: { 'zh-CN': zh, en } };
}

/** Told to the customer-service centre, or to whoever has the case in hand where the rules know none. */
export function tellCentre({ state, rulebook }: Pick<ActContext, 'state' | 'rulebook'>, kind: NoticeOrder['kind'], clause: string, zh: string, en: string): NoticeOrder {
  return { role: partOf('centre', rulebook, state.kind)?.[0] ?? handlerOf(state, rulebook), kind, clause, text: { 'zh-CN': zh, en } };
}
