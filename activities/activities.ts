import { ApplicationFailure } from '@temporalio/common';
import { theDesk, theOperator } from '../domain/actor.js';
import type { CaseState } from '../domain/case.js';
import { isRefusal } from '../domain/refusal.js';
import type { CaseView } from '../domain/view.js';
import type { Answer, Ledger } from '../ledger/ledger.js';
import { caseState } from '../ledger/read.js';
import type { Refusal } from '../domain/refusal.js';
import type { Mailer } from './mailer.js';

export interface ActivityDependencies {
  ledger: Ledger;
  mailer: Mailer;
}

/**
 * What workflows may ask of the world. Every one may run twice: the ledger's keys and states make the second time harmless. All but `deliverNotices` are
 * short writes for local activities and answer with the newest view.
 */
export function createActivities({ ledger, mailer }: ActivityDependencies) {
  const newest = async (number: string): Promise<CaseView> => {
    const view = await ledger.attend(number);
    if (!view) throw ApplicationFailure.nonRetryable(`The ledger has no case ${number}.`, 'UnknownCase');
    return view;
  };
  return {
    /** Enters the moments that have come; where none has, the answer is simply the view ("not yet"). */
    attend: newest,

    /** A signal from outside the ledger, as an act of the operator of the engine. What it may not is entered as refused. */
    async putBefore(number: string, act: string, input: unknown, key: string): Promise<CaseView> {
      const body = typeof input === 'object' && input !== null && !Array.isArray(input) ? input : { words: input === undefined ? '' : JSON.stringify(input) };
      const answer = await ledger.append(theOperator, { number, act, input: body }, key);
      if (isRefusal(answer)) await ledger.append(theDesk, { number, act: 'refuse-signal', input: { act, code: answer.code } }, `${key}:refused`);
      return newest(number);
    },

    /** Opens the repair a complaint has asked for under `link`, and tells the complaint its number. */
    async openRepair(number: string, link: string): Promise<CaseView> {
      const complaint = await caseState(ledger.source, number);
      if (!complaint) throw ApplicationFailure.nonRetryable(`The ledger has no case ${number}.`, 'UnknownCase');
      const asked = await repairAskedFor(ledger, complaint, link);
      const repair = await ledger.open(theDesk, { kind: 'repair', rulebook: complaint.rulebook, site: complaint.site, input: { ...asked, forComplaint: number } }, `open-repair:${number}:${link}`);
      const opened = expectAnswer(repair);
      expectAnswer(await ledger.append(theDesk, { number, act: 'repair-opened', input: { key: link, number: opened.state.number } }, `repair-opened:${number}:${link}`));
      return newest(number);
    },

    /** Tells the complaint a repair was opened for how it ended. */
    async reportOutcome(number: string): Promise<CaseView> {
      const repair = await caseState(ledger.source, number);
      const complaint = repair?.links.find((link) => link.relation === 'complaint' && link.number)?.number;
      if (!repair || !complaint) throw ApplicationFailure.nonRetryable(`Case ${number} was opened for no complaint.`, 'NoComplaint');
      const outcome = String(repair.facts['outcome'] ?? 'handled');
      expectAnswer(await ledger.append(theDesk, { number: complaint, act: 'repair-outcome', input: { number, outcome } }, `repair-outcome:${number}:${repair.seq}`));
      return newest(number);
    },

    /** Sends the mails that wait for this case; how many went out. Runs on a queue of its own. */
    async deliverNotices(number: string): Promise<number> {
      return mailer.deliver(number);
    },
  };
}

export type Activities = ReturnType<typeof createActivities>;

/** What the complaint's entry asked for: type and item of the repair, with the customer's words taken along. */
async function repairAskedFor(ledger: Ledger, complaint: CaseState, link: string): Promise<object> {
  const rows = await ledger.source.query(
    `SELECT input FROM entries WHERE number = $1 AND act = 'open-repair' AND changes @> jsonb_build_array(jsonb_build_object('type', 'link', 'link', jsonb_build_object('key', $2::text)))`,
    [complaint.number, link],
  );
  const { repairType, item, emergency } = rows[0].input as { repairType: string; item: string; emergency?: boolean };
  return { channel: 'complaint', source: 'complaint', repairType, emergency: emergency ?? false, words: { ...complaint.words, subject: item } };
}

/** A refusal of what the desk itself does is a fault: somebody has to look, and the retry finds it once it is put right. */
function expectAnswer(answer: Answer | Refusal): Answer {
  if (!isRefusal(answer)) return answer;
  throw ApplicationFailure.create({ message: `The ledger refused the desk: ${answer.code}.`, type: 'DeskRefused', nonRetryable: answer.code !== 'case-moved-on' });
}
