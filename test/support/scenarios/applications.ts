import { isRefusal, type Refusal } from '../../../domain/refusal.js';
import type { CaseState } from '../../../domain/case/case.js';
import { randomUUID } from 'node:crypto';
import { actorOf } from '../actors.js';
import type { TestLedger } from '../test-ledger.js';

type Organisation = 'power' | 'heating';
const sites = { power: 'river-county-power', heating: 'north-town-heat' } as const;
const counters = { power: 'w05', heating: 'h01' } as const;

/** Papers that make each type complete. */
const papersOf: Record<string, string[]> = {
  'low-voltage-home': ['identity', 'premises'],
  'low-voltage': ['identity', 'premises', 'load-list'],
  'high-voltage-one-source': ['identity', 'premises', 'load-list', 'project-approval'],
  'high-voltage-two-sources': ['identity', 'premises', 'load-list', 'project-approval'],
  'meter-change': ['identity'],
  'meter-test': ['identity'],
  'heating-entry': ['identity', 'premises', 'area-drawing'],
  'heating-entry-developer': ['business-licence', 'planning-permit', 'area-drawing'],
  'valve-opening': ['identity'],
  'valve-shutting': ['identity'],
  'fee-refund': ['identity', 'receipt'],
};
const forOthers = ['low-voltage', 'high-voltage-one-source', 'high-voltage-two-sources'];
export const allTold = { told: ['papers', 'course', 'fees', 'inquiry-number', 'complaint-number'] };
export const applicationWords = { subject: '申请办理', customer: '周敏', phone: '13500000000', place: '沿江路8号' };

/** A recorded application with all its papers, from the counter or the hall. */
export async function recorded(
  desk: TestLedger,
  organisation: Organisation,
  type: string,
  input: Record<string, unknown> = {},
): Promise<CaseState> {
  const answer = await attemptToRecord(desk, organisation, type, input);
  if (isRefusal(answer)) throw new Error(`Refused, ${answer.code}: ${answer.text.en}`);
  return answer;
}

export async function attemptToRecord(
  desk: TestLedger,
  organisation: Organisation,
  type: string,
  input: Record<string, unknown> = {},
): Promise<CaseState | Refusal> {
  const applicant =
    type === 'heating-entry-developer' ? 'developer' : forOthers.includes(type) ? 'organisation' : 'resident';
  const opening = {
    kind: 'application',
    rulebook: organisation,
    site: sites[organisation],
    input: {
      channel: 'counter',
      applicationType: type,
      applicant,
      papers: papersOf[type] ?? [],
      words: applicationWords,
      ...input,
    },
  };
  const answer = await desk.ledger.open(actorOf(counters[organisation]), opening, randomUUID());
  return isRefusal(answer) ? answer : answer.state;
}

/** An application that is taken: requirements told, papers complete. Gives its number. */
export async function taken(
  desk: TestLedger,
  organisation: Organisation,
  type: string,
  input: Record<string, unknown> = {},
): Promise<string> {
  const { number, facts } = await recorded(desk, organisation, type, input);
  if (facts['byCompany'] !== true) await desk.act(number, counters[organisation], 'tell-requirements', allTold);
  await desk.act(number, counters[organisation], 'accept');
  return number;
}

const sealed = { sealed: true, handover: 'signed', meterReading: 0 };
/** How each stage is passed: who, and with what in addition to the outcome. */
export const passes: Record<string, [who: string, more?: Record<string, unknown>]> = {
  'supply-plan': ['w12', { namedNobody: true }],
  'design-review': ['w12', { namedNobody: true, inWriting: true, papersReturned: true }],
  'midway-check': ['w11'],
  'completion-check': ['w11'],
  'meter-installation': ['w07', sealed],
  'meter-resealed': ['w07', sealed],
  connection: ['w09'],
  'damage-cause': ['w11', { causeConfirmed: true, workSheet: true }],
  'usage-check': ['w11', { certificateShown: true, workSheet: true }],
  'stop-approval': ['w06'],
  'stop-notice': ['w05'],
  'stop-reminder': ['w05'],
  stop: ['w09'],
  restoration: ['w09'],
  'area-survey': ['h01', { areaSquareMetres: 99 }],
  'area-check': ['h03', { areaSquareMetres: 100 }],
  'area-recheck': ['h04', { areaSquareMetres: 100 }],
  scheme: ['h04'],
  approval: ['h07'],
  handover: ['h03'],
  'heating-connection': ['h11'],
  'valve-open': ['h10', { valve: 'open' }],
  'valve-shut': ['h10', { valve: 'shut' }],
  'valve-follow-up': ['h12'],
  'visit-agreed': ['h01'],
  'home-visit': ['h12'],
  'fee-answer': ['h01'],
  'fee-check': ['h01'],
};

/** Passes the stages one by one, handing in what they wait for; fees are confirmed and paid, contracts signed. */
export async function passed(desk: TestLedger, number: string, ...stages: string[]): Promise<CaseState> {
  let state = await desk.state(number);
  for (const stage of stages) {
    const clerk = counters[state.rulebook as Organisation];
    if (state.status === 'waiting' && stage === 'design-review')
      await desk.act(number, clerk, 'add-papers', { papers: ['design-documents'] });
    if (state.status === 'waiting' && stage === 'completion-check')
      await desk.act(number, clerk, 'add-papers', { papers: ['completion-report'] });
    if (stage === 'supply-contract')
      state = await desk.act(number, 'w05', 'sign-contract', { contract: 'supply-contract', contractNumber: 'G-1' });
    else if (stage === 'entry-contract') {
      for (const contract of ['supply-contract', 'entry-agreement'])
        state = await desk.act(number, 'h03', 'sign-contract', { contract, contractNumber: 'R-1' });
    } else if (stage.endsWith('-fee')) {
      const amountCents = prices[stage]!;
      await desk.act(number, 'h12', 'confirm-fee', { amountCents });
      state = await desk.act(number, 'h12', 'pay', { amountCents, receiptNumber: 'S-1', way: 'bank' });
    } else {
      const [who, more] =
        passes[state.rulebook === 'heating' && stage === 'connection' ? 'heating-connection' : stage]!;
      state = await desk.act(number, who, 'pass-stage', { stage, outcome: '办理完毕', ...more });
    }
  }
  return state;
}

/** Of 100 square metres. */
export const prices: Record<string, number> = {
  'construction-fee': 300_000,
  'network-fee': 200_000,
  'heating-fee': 220_000,
  'standing-fee': 44_000,
};
