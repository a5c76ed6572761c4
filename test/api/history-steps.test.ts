// Recorded histories of whole cases, as an administrator reads them.
import { test } from '@jest/globals';
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { attributesOf, readableEvents, typeOf } from '../../api/cases/workflow-history-events.js';
import { historyNamesIn } from '../../api/cases/workflow-history-names.js';
import { historySteps, waitsFor } from '../../api/cases/workflow-history-steps.js';
import type { Language } from '../../domain/text.js';
import { historyFolder } from '../replay/record.js';
import { property } from '../support/shipped.js';
import { signature } from '../support/engine-keys.js';

const recorded = [...readdirSync(historyFolder)].filter((name) => name.endsWith('.json'));

function read(name: string, language: Language = 'en') {
  const events = readableEvents(JSON.parse(readFileSync(join(historyFolder, name), 'utf8')) as object, (said) =>
    signature.isGenuine(said),
  );
  const { name: kind } = attributesOf(events[0]!)['workflowType'] as { name: string };
  const names = historyNamesIn({ kind, clocks: [] }, property, language);
  return { events, names, steps: historySteps(events, names, (at) => at) };
}
const sentences = (name: string, language?: Language) => read(name, language).steps.map(({ sentence }) => sentence);

test('each event of a history is covered by one step, and each step says something', () => {
  assert.ok(recorded.length > 20);
  for (const name of recorded) {
    const { events, steps } = read(name);
    const covered = steps.flatMap((step) => step.events).sort((a, b) => Number(a) - Number(b));
    assert.deepEqual(
      covered,
      events.map(({ eventId }) => eventId),
      name,
    );
    for (const { sentence } of steps) assert.match(sentence, /^[A-Z].*[a-z].*\.$/, name);
    for (const { sentence } of read(name, 'zh-CN').steps) assert.match(sentence, /[\u4e00-\u9fff].*。$/u, name);
  }
});

test('a timer and an activity are one step each, from begin to end', () => {
  const { steps } = read('complaint-that-tells-those-joined-to-it.json');
  const [timer] = steps.filter(({ kind }) => kind === 'timer');
  assert.equal(
    timer!.sentence,
    "It waits until 24 Nov 2026, 10:50 at the latest for customer-service agent: 'the complaint sorted by validity, tier and department' (P-4.3.2); at 24 Nov 2026, 10:50 a warning goes out.",
  );
  assert.equal(timer!.ending, 'It no longer waits for that time: something has happened before.');
  assert.deepEqual(timer!.events, ['6', '22']);
  const [activity] = steps.filter(({ kind }) => kind === 'activity');
  assert.equal(activity!.sentence, 'It has something done: it tells the cases that are joined to this one.');
  assert.equal(activity!.ending, 'That is done.');
  assert.ok(activity!.endedAt! > activity!.at);
  assert.deepEqual(activity!.events.slice(0, 3), ['7', '8', '9']);
});

test('a clock that ran out is followed from the timer that waited for it to the entry of its moment', () => {
  const { steps } = read('signed-appeal-decided-late.json');
  assert.deepEqual(
    steps
      .filter(({ clock }) => clock === 'decide')
      .map(({ kind, moment, clockName, at, until }) => [kind, moment, clockName, until === null || until > at]),
    [
      ['timer', 'warn', 'the decision on the appeal', true],
      ['entered', 'warn', 'the decision on the appeal', true],
      ['timer', 'breach', 'the decision on the appeal', true],
      ['entered', 'breach', 'the decision on the appeal', true],
      ['timer', 'urge', 'the decision on the appeal', true],
    ],
  );
  const timers = steps.filter(({ kind }) => kind === 'timer');
  assert.deepEqual(
    timers.map(({ until, endedAt, ending }) => [ending!.includes('has come'), endedAt! >= until!]),
    [
      [true, true],
      [true, true],
      [false, false],
    ],
    'the last one was called off: the appeal was decided',
  );
  const others = steps.filter(({ kind }) => kind !== 'timer' && kind !== 'entered');
  assert.deepEqual([...new Set(others.map(({ clock, until }) => `${clock} ${until}`))], ['null null']);
});

test('acts, roles, statuses and outcomes have their names in the language that is asked for', () => {
  const name = 'raised-to-major-with-a-signal-from-outside.json';
  assert.ok(
    sentences(name).includes(
      "Told of entries 4 'Raise the tier' (customer-service supervisor), 5 'Report to the leader' (customer-service agent): the case is 'sorted' as of entry 5.",
    ),
  );
  const chinese = sentences(name, 'zh-CN');
  assert.ok(chinese.includes('收到台账以外的信号“note”，将提交台账裁定。'));
  assert.equal(chinese.at(-1), '案件已归档（客户撤回），跟办结束。');
  const moments = sentences('important-late-and-again.json', 'zh-CN').filter((one) => one.includes('预警'));
  assert.match(moments[0]!, /等待值班管理员办理“停止或挽救正在发生的损害”（P-4\.3\.8）；2026年11月24日 03:39 预警。$/);
  assert.ok(moments.some((one) => one.includes('9“预警”（办结系统）')));
});

test('what a workflow waits for: a worker, an activity, the next moment of a clock, anybody, nothing', () => {
  const { events, names } = read('raised-to-major-with-a-signal-from-outside.json');
  const until = (type: string, from: number) => {
    const at = events.findIndex((event, index) => index >= from && typeOf(event) === type);
    return events.slice(0, at + 1);
  };
  const done = until('TIMER_STARTED', 0);
  const moment = waitsFor(done, [], true, names);
  assert.match(
    moment,
    /^Customer-service agent: 'the promise to the customer' \(P-4\.3\.1\); at .* a warning goes out\.$/,
  );
  const signalled = until('WORKFLOW_TASK_SCHEDULED', done.length);
  assert.match(
    waitsFor(signalled, [], true, names),
    /^A worker that takes up what has happened since 24 Nov 2026, 07:30/,
  );
  const activity = {
    type: 'deliverNotices',
    summary: 'mails the notices that wait',
    attempt: 3,
    failure: 'no mail server',
  };
  assert.equal(
    waitsFor(done, [activity], true, names),
    'An activity to end: it sends the notices that wait (attempt 3, the last one failed: no mail server).',
  );
  assert.equal(waitsFor(done.slice(0, 2), [], true, names).startsWith('A worker'), true);
  assert.equal(waitsFor(events, [], false, names), 'Nothing: this run is over.');
  // As of its last signal the case is filed: no clock runs.
  const filed = events.filter((event) => typeOf(event) !== 'WORKFLOW_EXECUTION_COMPLETED');
  assert.equal(waitsFor(filed, [], true, names), 'The next act of somebody.');
});

test('a timer whose length the history leaves out is waited for without a time, in words that stay whole', () => {
  const { events, names } = read('complaint-that-tells-those-joined-to-it.json');
  const timers = structuredClone(events).filter((event) => typeOf(event) === 'TIMER_STARTED');
  for (const timer of timers) Object.assign(attributesOf(timer), { startToFireTimeout: {} });
  for (const { sentence } of historySteps(timers, names, (at) => at)) {
    assert.match(sentence, /^It waits\b/);
    assert.doesNotMatch(sentence, / {2}|at the latest|Invalid/);
  }
});
