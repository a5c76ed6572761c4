// How each clock of the property rulebook comes to run, and what meets it: by the demo people.
import type { AttendedDesk } from './attended.js';

type Steps = (desk: AttendedDesk, number: string) => Promise<unknown>;

const act = (who: string, name: string, input: object | ((desk: AttendedDesk) => Promise<object>) = {}): Steps => async (desk, number) =>
  desk.act(who, number, name, typeof input === 'function' ? await input(desk) : input);

const all = (...steps: Steps[]): Steps => async (desk, number) => {
  for (const step of steps) await step(desk, number);
};

const inHours = (hours: number, name: string) => async (desk: AttendedDesk) => ({ [name]: new Date(Date.parse(await desk.now()) + hours * 3_600_000).toISOString(), apology: true });

const sort = (ground: string) => act('p01', 'sort', { valid: true, grounds: [ground], department: 'engineering' });
const [minor, important, major] = [sort('slight-inconvenience'), sort('service-at-fault'), sort('serious-loss-or-injury')];
const promise = act('p01', 'promise', inHours(6, 'promisedAt'));
const sign = act('p08', 'sign');
const reportUp = all(act('p01', 'report-up'), act('p03', 'submit-papers'));
const leadership = all(reportUp, act('p06', 'instruct', { words: 'at once' }), act('p06', 'call-meeting', { words: 'today' }), act('p06', 'answer', { words: 'we shall' }));
const finish = act('p08', 'finish', { done: 'lamp replaced' });
const done = all(minor, sign, finish);
const returned = all(done, act('p08', 'return-form'));
const revisit = (outcome: string) => act('p01', 'revisit', { outcome, channel: 'phone' });
const twiceMore = all(act('p01', 'urge'), async (desk) => desk.sleepUntil(new Date(Date.parse(await desk.now()) + 5 * 3_600_000).toISOString()), act('p01', 'urge'));
const askMore = (clock: string): Steps => async (desk, number) => {
  const { due } = (await desk.state(number)).clocks.find((one) => one.id === clock)!;
  await desk.act('p08', number, 'request-extension', { clock, until: new Date(Date.parse(due) + 3_600_000).toISOString(), reason: 'a part is missing' });
};

const notify = act('p01', 'notify');
const onSite = all(notify, act('p09', 'accept'), act('p09', 'arrive'));
const agreed = all(onSite, act('p09', 'quote', { content: 'new tap', labourCents: 0, materialCents: 0, serviceCents: 0 }), act('p09', 'confirm', { words: 'agreed' }));
const finished = all(agreed, act('p09', 'start'), act('p09', 'finish', { result: 'tap replaced' }));
const signedOff = all(finished, act('p09', 'sign-off', { accepted: true }), act('p09', 'return-stub'));
const reported = all(signedOff, act('p09', 'report', { words: 'done' }));

/** What has to happen after the record for the clock to run; nothing for those that run from the record. */
const situations: Record<string, Steps> = {
  'complaint/make-promise': minor,
  'complaint/promise-kept': all(minor, sign, promise),
  'complaint/report-director': important,
  'complaint/report-leader': major,
  'complaint/submit-papers': all(important, act('p01', 'report-up')),
  'complaint/sign': minor,
  'complaint/assist': act('p01', 'sort', { valid: false, reason: 'not ours' }),
  'complaint/instruct': all(major, reportUp),
  'complaint/call-meeting': all(major, reportUp, act('p06', 'instruct', { words: 'at once' })),
  'complaint/answer-major': all(major, reportUp),
  'complaint/solve-minor': all(minor, sign, promise),
  'complaint/solve-minor-again': all(returned, revisit('not-satisfied')),
  'complaint/solve-important': all(important, reportUp, sign),
  'complaint/solve-important-again': all(important, reportUp, sign, finish, act('p08', 'return-form'), revisit('not-satisfied')),
  'complaint/solve-major': all(major, leadership, sign),
  'complaint/solve-major-again': all(major, leadership, sign, finish, act('p08', 'return-form'), revisit('not-satisfied')),
  'complaint/month': all(minor, sign, promise),
  'complaint/return-form': done,
  'complaint/revisit-today': returned,
  'complaint/revisit-call': all(returned, act('p01', 'assign-revisit', { person: 'p12' })),
  'complaint/next-attempt': all(returned, revisit('no-answer')),
  'complaint/file': all(returned, revisit('satisfied')),
  'complaint/decide-extension-minor': all(minor, sign, promise, askMore('solve-minor')),
  'complaint/decide-extension-important': all(important, reportUp, sign, askMore('solve-important')),
  'complaint/decide-tier': all(minor, sign, twiceMore),
  'repair/accept': notify,
  'repair/arrive': all(notify, act('p09', 'accept')),
  'repair/arrive-emergency': all(notify, act('p09', 'accept')),
  'repair/finish-by-type': onSite,
  'repair/report': finished,
  'repair/sign-off': finished,
  'repair/return-stub': finished,
  'repair/return-stub-office': finished,
  'repair/tell-customer': all(notify, act('p09', 'cannot-do', { reason: 'no part' })),
  'repair/promise-kept': all(notify, act('p09', 'cannot-do', { reason: 'no part' }), promise),
  'repair/advise': all(onSite, act('p09', 'ask-help', { words: 'how?' })),
  'repair/revisit': reported,
  'repair/next-attempt': all(reported, revisit('no-answer')),
  'repair/file': all(reported, revisit('satisfied')),
};

/** What meets each clock. */
export const meetings: Record<string, Steps> = {
  'complaint/relieve-harm': act('p12', 'relieve', { words: 'water shut off' }),
  'complaint/sort': minor,
  'complaint/make-promise': promise,
  'complaint/promise-kept': finish,
  'complaint/report-director': act('p01', 'report-up'),
  'complaint/report-leader': act('p01', 'report-up'),
  'complaint/submit-papers': act('p03', 'submit-papers'),
  'complaint/sign': sign,
  'complaint/assist': act('p01', 'assist', { words: 'explained' }),
  'complaint/instruct': act('p06', 'instruct', { words: 'at once' }),
  'complaint/call-meeting': act('p06', 'call-meeting', { words: 'today' }),
  'complaint/answer-major': act('p06', 'answer', { words: 'we shall' }),
  'complaint/solve-minor': finish,
  'complaint/solve-minor-again': finish,
  'complaint/solve-important': finish,
  'complaint/solve-important-again': finish,
  'complaint/solve-major': finish,
  'complaint/solve-major-again': finish,
  'complaint/month': all(finish, act('p08', 'return-form'), revisit('satisfied')),
  'complaint/return-form': act('p08', 'return-form'),
  'complaint/revisit-today': act('p01', 'assign-revisit', { person: 'p12' }),
  'complaint/revisit-call': act('p12', 'revisit', { outcome: 'satisfied', channel: 'phone' }),
  'complaint/next-attempt': revisit('satisfied'),
  'complaint/file': act('p01', 'close'),
  'complaint/decide-extension-minor': act('p04', 'refuse-extension', { clock: 'solve-minor', reason: 'no' }),
  'complaint/decide-extension-important': act('p07', 'grant-extension', { clock: 'solve-important' }),
  'complaint/decide-tier': act('p03', 'confirm-tier'),
  'repair/notify': notify,
  'repair/accept': act('p09', 'accept'),
  'repair/arrive': act('p09', 'arrive'),
  'repair/arrive-emergency': act('p09', 'arrive'),
  'repair/finish-by-type': all(act('p09', 'start'), act('p09', 'finish', { result: 'tap replaced' })),
  'repair/report': act('p09', 'report', { words: 'done' }),
  'repair/sign-off': act('p09', 'sign-off', { accepted: true }),
  'repair/return-stub': act('p09', 'return-stub'),
  'repair/return-stub-office': act('p09', 'return-stub'),
  'repair/tell-customer': promise,
  'repair/promise-kept': all(act('p09', 'arrive'), act('p09', 'start'), act('p09', 'finish', { result: 'done' })),
  'repair/advise': act('p08', 'advise', { words: 'so' }),
  'repair/revisit': revisit('satisfied'),
  'repair/next-attempt': revisit('satisfied'),
  'repair/file': act('p01', 'close'),
};

/** Records a case and brings it to where the clock of that rule runs; gives its number. */
export async function runningClock(desk: AttendedDesk, kind: string, rule: string): Promise<string> {
  const words = { subject: 'lamp out', customer: 'Zhang', phone: '13800000000' };
  const input =
    kind === 'complaint' ? { channel: 'phone', words, harm: rule === 'relieve-harm' } : { channel: 'phone', words, repairType: 'plumbing', emergency: rule === 'arrive-emergency' };
  const number = await desk.record('p01', { kind, input, ...(rule === 'return-stub-office' ? { site: 'riverside' } : {}) });
  await situations[`${kind}/${rule}`]?.(desk, number);
  const clock = (await desk.state(number)).clocks.find((one) => one.id === rule);
  if (!clock || clock.metAt || clock.stoppedAt) throw new Error(`The clock ${rule} does not run on ${number}.`);
  return number;
}
