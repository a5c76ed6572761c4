import type { Actor } from '../domain/actor.js';
import type { EntryDraft } from '../domain/case/case.js';
import { checkInput } from '../domain/case/check-input.js';
import { openingEnvelope, seenEntry } from '../domain/case/envelope-fields.js';
import { id } from '../domain/case/fields.js';
import { isId } from '../domain/case/input-values.js';
import { sizeProblem } from '../domain/case/input-size.js';
import type { ActRow, ActTable } from '../domain/deciding/act.js';
import { checkRecord, fieldsFrom, inputSourceOf } from '../domain/deciding/check-request.js';
import { admitAct } from '../domain/deciding/decide.js';
import type { ActRequest } from '../domain/deciding/enter-act.js';
import { kinds, rowOf } from '../domain/kinds/kinds.js';
import { isRefusal, unknownCaseRefusal, type Refusal } from '../domain/refusal.js';
import type { CaseWork } from './case-work.js';
import { namedReferenceProblem } from './named-references.js';
import type { AppendRequest, OpenRequest } from './request.js';
import type { Connection } from './transaction.js';

const actingFields = { act: id('操作', 'The act.'), ...seenEntry };
const openingFields = { kind: id('种类', 'The kind of case.'), ...openingEnvelope };

/** Why an act is not even looked at: what goes beside its input is no such thing, or the whole is too much. */
export function actingProblem({ number, act, input, ifSeq }: AppendRequest): Refusal | undefined {
  // What is no number of a case is not repeated: it may be anything.
  if (!isId(number)) return unknownCaseRefusal('?');
  const checked = checkInput(actingFields, { act, ifSeq }, 'person');
  return isRefusal(checked) ? checked : sizeProblem(input);
}

/** A new case with its time in UTC ISO, or why it is not looked at. */
export function checkedOpening<O extends OpenRequest>(opening: O): O | Refusal {
  const { kind, rulebook, site, receivedAt, input } = opening;
  const checked = checkInput(openingFields, { kind, rulebook, site, receivedAt }, 'person');
  return isRefusal(checked) ? checked : (sizeProblem(input) ?? { ...opening, ...checked.input });
}

/** An act as the domain takes it, with its input by the fields of the row; or why it has no such act or fields. */
export function admitToCase(
  actor: Actor,
  { act, input, happenedAt, deviceAt }: Omit<AppendRequest, 'number'>,
  { state, now }: CaseWork,
): ActRequest | Refusal {
  const asked: ActRequest = {
    actor,
    act,
    input: input as Record<string, unknown>,
    at: now,
    ...(happenedAt === undefined ? {} : { happenedAt }),
    ...(deviceAt === undefined ? {} : { deviceAt }),
  };
  const admitted = admitAct(state!, kinds[state!.kind] as ActTable, asked);
  return isRefusal(admitted) ? admitted : admitted.request;
}

/**
 * The same for a new case, before anything is looked up for it. Who is refused here is refused when it is decided, after
 * rulebook, kind and site.
 */
export function admitOpening(actor: Actor, opening: OpenRequest, imported: boolean): OpenRequest | Refusal {
  const row = rowOf(opening.kind, 'record') as ActRow | undefined;
  if (!row) return opening;
  const checked = checkRecord(row, opening.input, inputSourceOf(actor, imported));
  return isRefusal(checked) ? checked : { ...opening, ...checked };
}

/**
 * Why an act that the rules allow is not entered: it names somebody or a case that is not there. Asked last, so that
 * nobody learns by it who may not act; what the system names it has from the record.
 */
export async function strangerProblem(
  runner: Connection,
  { actor, imported }: { actor: Actor; imported?: boolean },
  { kind, site, at }: { kind: string; site: string; at: string },
  { act, input }: Pick<EntryDraft, 'act' | 'input'>,
): Promise<Refusal | undefined> {
  const source = inputSourceOf(actor, imported);
  const row = source === 'desk' ? undefined : (rowOf(kind, act) as ActRow | undefined);
  return row && namedReferenceProblem(runner, { site, at }, fieldsFrom(row, source), input);
}
