import { act, type ActContext } from '../deciding/act.js';
import type { NoticeRequest } from '../case/case.js';
import { person, words, yesNo } from '../case/fields.js';
import { rolesInGroup } from '../rulebook/role-groups.js';
import { refuse, type Refusal } from '../refusal.js';
import { wordsFields } from './shared-fields.js';

const firstAskedClause = { property: 'P-3.1', heating: 'H-1', power: 'W-11.2' };
const hardCallClause = { property: 'P-3.1', heating: 'H-1b', power: 'W-14.8' };
const contact = words('联系方式', 'Exact contact for the customer: name, phone, address.', {
  max: 300,
  example: '营业厅 2 号柜台 李工 0731-8800000',
});

/**
 * First asked owns it (首问负责): a case passes from hand to hand with a contact for the customer, and is never dropped.
 */
export const ownerActs = {
  'new-owner': act({
    name: { 'zh-CN': '移交首问责任', en: 'Hand over ownership' },
    clause: firstAskedClause,
    from: 'open',
    by: ['supervisor', 'staff'],
    fields: {
      person: person('移交给', 'Id of the colleague; holds a post at the site: see /v1/people.', {
        label: 'New owner',
        withPost: true,
      }),
      reason: words('原因', 'Why it is handed over.'),
      contact,
    },
    sets: ['owner'],
    check: newOwnerProblem,
    effects: ({ input, rulebook, state, clause }) => ({
      facts: { owner: input.person },
      notices: [
        {
          role: supervisorOf({ state, rulebook }),
          person: input.person,
          kind: 'inform',
          clause,
          text: { 'zh-CN': '首问责任移交给您', en: 'The case is yours from now on' },
        },
      ],
    }),
  }),
  'hard-call': act({
    name: {
      'zh-CN': '将难以处理的来电转交上级',
      en: 'Hand a hard call up',
    },
    clause: hardCallClause,
    from: 'open',
    by: ['front'],
    fields: wordsFields,
    effects: (context) => ({
      notices: [
        notifySupervisor(context, 'inform', '有难以处理的来电，请接手', 'A hard call waits for you: take it over'),
      ],
    }),
  }),
  'take-over': act({
    name: { 'zh-CN': '接手', en: 'Take the case over oneself' },
    clause: hardCallClause,
    from: 'open',
    by: ['supervisor'],
    sets: ['owner'],
    check: ({ state, actor, clause }) =>
      state.facts['owner'] === actor.id
        ? refuse('already-done', 'The case is yours already.', '案件已由您负责。', clause)
        : undefined,
    effects: ({ actor }) => ({ facts: { owner: actor.id } }),
  }),
  nuisance: nuisanceCall(['recorded']),
} as const;

/**
 * W-14.7. Only before anything was done about it (`from`), and it stays on record: a complaint is not hidden this way
 * (W-34).
 */
export function nuisanceCall<const S extends string>(from: readonly S[]) {
  return act({
    name: {
      'zh-CN': '登记骚扰电话',
      en: 'Enter a nuisance call',
    },
    clause: { property: 'P-3.1', heating: 'H-flow3', power: 'W-14.7' },
    from,
    by: ['front'],
    to: 'closed',
    fields: {
      warned: yesNo('已警告', 'Whether the caller was warned before the call was ended.', { label: 'Caller warned' }),
      ...wordsFields,
    },
    sets: ['outcome'],
    check: ({ input, clause }) =>
      input.warned
        ? undefined
        : refuse(
            'missing-step',
            'Warn the caller first, in fitting words; then end the call and enter it.',
            '请先以恰当的言语警告，再挂断并登记。',
            clause,
          ),
    effects: (context) => ({
      closes: true,
      facts: { outcome: 'nuisance' },
      notices: [
        notifySupervisor(
          context,
          'inform',
          '骚扰电话，已警告并挂断',
          'A nuisance call: the caller was warned and the call ended',
        ),
      ],
    }),
  });
}

/**
 * Politely declined and referred (H-out, W-11.2, P-4.4.2c): with whom the customer is now, how to reach them, and that
 * they know.
 */
export function refer<const S extends string>(from: readonly S[], to: S) {
  return act({
    name: { 'zh-CN': '婉拒并转介', en: 'Refer the customer' },
    clause: { property: 'P-4.4.2c', heating: 'H-out', power: 'W-11.2' },
    from,
    by: ['front', 'supervisor'],
    to,
    fields: {
      office: words('受理单位', 'Name of the office or person that is in charge.', { max: 200 }),
      contact,
      words: words('说明', 'What the customer was told.', { label: 'Details', optional: true, toCustomer: true }),
    },
    sets: ['referred'],
    effects: () => ({ facts: { referred: true } }),
  });
}

function newOwnerProblem({
  state,
  actor,
  for: behalf,
  role,
  input,
  rulebook,
  clause,
}: ActContext<{ person: string; reason: string; contact: string }>): Refusal | undefined {
  const { owner, aboutPerson } = state.facts;
  const supervises = rolesInGroup('supervisor', rulebook, state.kind)?.includes(role) ?? false;
  if (typeof owner !== 'string' && !supervises)
    return refuse(
      'missing-step',
      'Nobody owns this case: there is nothing to hand over. A supervisor names an owner.',
      '案件尚无首问责任人，无可移交；由主管指定。',
      clause,
    );
  if (owner !== actor.id && (behalf === undefined || owner !== behalf) && !supervises)
    return refuse(
      'role-may-not',
      'Only the owner of the case or a supervisor hands it over.',
      '只有首问责任人或主管可以移交。',
      clause,
    );
  if (input.person === owner)
    return refuse(
      'already-done',
      'That colleague owns the case already: name another.',
      '该同事已是首问责任人，请另选他人。',
      clause,
    );
  if (input.person === aboutPerson)
    return refuse(
      'about-yourself',
      'The case is about that colleague: name another.',
      '案件涉及该同事，请另选他人。',
      clause,
    );
  return undefined;
}

function supervisorOf({ state, rulebook }: Pick<ActContext, 'state' | 'rulebook'>): string {
  const role = rolesInGroup('supervisor', rulebook, state.kind)?.[0];
  if (!role) throw new Error(`Rulebook ${rulebook.name} says nobody plays the supervisor of a ${state.kind}.`);
  return role;
}

function notifySupervisor(
  context: Pick<ActContext, 'state' | 'rulebook' | 'clause'>,
  kind: NoticeRequest['kind'],
  zh: string,
  en: string,
): NoticeRequest {
  return { role: supervisorOf(context), kind, clause: context.clause, text: { 'zh-CN': zh, en } };
}
