// The stories of the heating and the power company whose histories are kept: an authority that waits, work that is paid.
import { arrive, breaker, signature } from '../support/scenarios/power-drive.js';
import { eventually } from '../support/eventually.js';
import {
  playSteps,
  heating,
  heatingRepairRows,
  later,
  plain,
  power,
  said,
  satisfied,
  words,
  type Story,
} from './play.js';

export const utilityStories: Record<string, Story> = {
  'not-warm-with-a-repair-and-an-authority': async (desk) => {
    const number = await desk.record('h01', {
      kind: 'heating-complaint',
      ...heating,
      input: { channel: 'mayors-line', authorityDueAt: await later(desk, 24), words },
    });
    await playSteps(desk, number, [
      ['h04', 'sort', { category: 'not-warm', finding: said }],
      ['h01', 'report-up'],
      ['h06', 'instruct', { words: said }],
      ['h01', 'pass-on'],
      ['h13', 'accept', { responsible: 'h13' }],
    ]);
    await desk.settled();
    await eventually(async () => (await desk.state(number)).links[0]?.state === 'open');
    const opened = (await desk.state(number)).links[0]!.number!;
    await playSteps(desk, opened, heatingRepairRows);
    await desk.settled();
    await eventually(async () => (await desk.state(number)).links[0]?.state === 'ended');
    await playSteps(desk, number, [
      'late',
      ['h13', 'finish', { done: said }],
      ['h01', 'feed-back', { words: said }],
      ['h01', 'reply-to-authority', { answer: said }],
      ['h02', 'revisit', satisfied],
      ['h01', 'close'],
    ]);
    return [number];
  },
  'room-not-warm-and-nobody-comes': plain(
    'h01',
    { kind: 'heating-repair', ...heating, input: { channel: 'hotline', words: { ...words, place: 'lamp row' } } },
    heatingRepairRows,
  ),
  'complaint-handed-back-twice-and-decided': plain(
    'w01',
    { kind: 'power-complaint', ...power, input: { channel: 'phone', category: 'attitude', thanked: true, words } },
    [
      ['w01', 'pass-on', { department: 'marketing' }],
      ['w12', 'hand-back', { reason: said }],
      ['w01', 'pass-on', { department: 'metering' }],
      ['w12', 'hand-back', { reason: said }],
      'late',
      'late',
      ['w14', 'assign', { department: 'marketing', words: said }],
      ['w12', 'sign'],
      ['w12', 'finish', { done: said }],
      ['w01', 'answer', { how: 'told', words: said }],
      ['w02', 'revisit', satisfied],
      ['w01', 'close'],
    ],
  ),
  'crew-late-and-the-line-is-the-customers': plain(
    'w01',
    {
      kind: 'fault-repair',
      ...power,
      input: { channel: 'phone', area: 'town', side: 'customer', words: { ...words, place: 'lamp row' } },
    },
    [
      ['w01', 'request-paid', { announced: true }],
      ['w01', 'dispatch', { crew: 'town-crew' }],
      ['w07', 'accept'],
      'late',
      'late',
      ['w07', 'arrive', arrive],
      ['w07', 'quote', breaker],
      ['w07', 'confirm', signature],
      ['w07', 'start'],
      ['w07', 'finish', { result: said }],
      ['w07', 'hand-over', { advice: said, opinion: said, contactLeft: true }],
      ['w07', 'invoice', { amountCents: 7_850, invoiceNumber: 'F1' }],
      ['w02', 'revisit', satisfied],
      ['w01', 'close'],
    ],
  ),
  'help-to-hospital-late': plain(
    'p01',
    { kind: 'help-request', input: { channel: 'phone', helpKind: 'medical', words: { ...words, place: 'lamp room' } } },
    [
      ['p01', 'ask-wish', { wish: 'hospital' }],
      'late',
      'late',
      ['p11', 'send-guards', { guards: ['p10', 'p14'], where: 'home' }],
      ['p10', 'escort', { words: said }],
      ['p10', 'ask-before-leaving', { moreNeeded: true }],
      ['p04', 'more-help', { granted: true, words: said }],
      ['p12', 'finish', { outcome: 'met', result: said }],
      ['p01', 'revisit', satisfied],
      ['p01', 'close'],
    ],
  ),
  'report-late-and-unmasked': plain(
    'w01',
    {
      kind: 'report',
      ...power,
      input: { channel: 'hotline', leftChannel: 'message', about: ['w10'], thanked: true, words },
    },
    [
      ['w01', 'pass-on', { to: 'department', department: 'marketing' }],
      'late',
      ['w12', 'take-up'],
      ['w12', 'answer', { answer: said }],
      ['w04', 'unmask', { reason: said }],
      ['w04', 'revisit', { outcome: 'satisfied', channel: 'message' }],
      ['w01', 'close'],
    ],
  ),
};
