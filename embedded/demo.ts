// `npm run demo [-- word]`: documented cases (those with the word in their title) played through the API of a real
// desk, faster than life, with every clock as it is met or runs out.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { demoTokens } from '../demo/people.js';
import { ApiClient, type ApiCase, type ApiEntry } from '../demo/api-client.js';
import type { DemoStage, DemoStory } from '../demo/stage.js';
import { stories } from '../demo/stories.js';
import { startStack } from './stack.js';

const hourMs = 3_600_000;
const wanted = stories.filter(({ title }) => title.includes(process.argv[2] ?? ''));
const say = (text = ''): void => void process.stdout.write(`${text}\n`);

/** Plays the stories of one speed on a desk of its own, thrown away afterwards. */
async function playAt(speed: number): Promise<void> {
  const dataDir = await mkdtemp(join(tmpdir(), 'banjie-demo-'));
  // Monday morning at the office, whatever the day is; the system has half a minute to come up before the clock strikes
  // nine.
  const real = Date.now() + 30_000;
  const start = Date.parse('2026-11-23T09:00:00+08:00');
  say(`\nStarting a desk of its own on which an hour of a case takes ${(3_600 / speed).toFixed(1)} s …`);
  const stack = await startStack({
    dataDir,
    env: {
      DEMO: 'true',
      CLOCK: `${speed}@${new Date(real).toISOString()}@${new Date(start).toISOString()}`,
      LOG_LEVEL: 'warn',
    },
  });
  try {
    const desk = new ApiClient(stack.apiUrl, demoTokens(dataDir), 30_000);
    const caseNow = (): number => start + (Date.now() - real) * speed;
    const stage: DemoStage = {
      desk,
      wait: async (hours, from) =>
        pause(Math.max(0, ((from ? Date.parse(from) : caseNow()) + hours * hourMs - caseNow()) / speed)),
      say,
      inHours: (hours) => new Date(caseNow() + hours * hourMs).toISOString(),
      watch: (story, number) => void commentaries.push(comment(desk, story, number)),
    };
    const commentaries: Promise<void>[] = [];
    await pause(Math.max(0, real - Date.now()));
    // Not all at the same second: five minutes of case time apart.
    await Promise.all(
      wanted
        .filter((story) => story.speed === speed)
        .map((story, i) => pause((i * 300_000) / speed).then(() => story.play(stage, story))),
    );
    await Promise.all(commentaries);
  } finally {
    await stack.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

/** Says what happens to a case as it happens, and shows its clocks at the end. */
async function comment(desk: ApiClient, story: DemoStory, number: string): Promise<void> {
  say(`${number}  ${story.title} (${story.clauses})`);
  const { reader = 'p01' } = story;
  let heard = 0;
  for (;;) {
    const shown = await desk.read(reader, number);
    for (const entry of (await desk.timeline(reader, number)).filter(({ seq }) => seq > heard && seq <= shown.seq)) {
      heard = entry.seq;
      say(line(number, entry));
    }
    if (shown.status === 'closed') return say(clocksOf(shown, story));
    await pause(300);
  }
}

const alarms: Record<string, string> = {
  warn: 'runs out soon',
  breach: 'LATE',
  escalate: 'still late, one level up',
  urge: 'chased',
};

function line(number: string, { at, act, roleName, facts, changes, notices }: ApiEntry): string {
  const when = `${number}  ${at.slice(0, 16).replace('T', ' ')}`;
  const recipients = [...new Set(notices.map((notice) => notice.roleName))].join(', ');
  const alarm = alarms[act];
  if (!alarm) return `${when}    ${act}, by ${roleName}${recipients ? ` → ${recipients}` : ''}`;
  const clock = changes.clocks.find((item) => item.clock === facts['clock']);
  return `${when}  ! ${alarm}: ${clock?.name ?? String(facts['clock'])} (${String(facts['clause'])}) → ${recipients}`;
}

function clocksOf(shown: ApiCase, story: DemoStory): string {
  const rows = shown.clocks.map((clock) => {
    const outcome = clock.breachedAt ? 'LATE' : clock.metAt ? 'met' : 'replaced';
    const extended = clock.extensions.some((item) => item.granted)
      ? `, extended from ${clock.originalDue.slice(0, 16)}`
      : '';
    return `    ${outcome.padEnd(8)} ${clock.clause.padEnd(12)}${clock.house ? ' (house limit)' : ''} ${clock.name}: due ${clock.due.slice(0, 16)}${clock.metAt ? `, done ${clock.metAt.slice(0, 16)}` : ''}${extended}`;
  });
  return `\n  ${shown.number} is filed: ${story.title}\n${rows.join('\n')}\n`;
}

try {
  if (wanted.length === 0) throw new Error(`No story has '${process.argv[2]}' in its title.`);
  for (const speed of new Set(wanted.map((story) => story.speed))) await playAt(speed);
  say('The end. Every line above came from a real API, ledger, Temporal server and worker.');
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
process.exit();
