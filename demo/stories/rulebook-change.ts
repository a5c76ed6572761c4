import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../config.js';
import type { DemoStory } from '../stage.js';
import { sortComplaint } from './complaint-steps.js';

/** The shipped property rules with 'minor: 1 day', as an administrator writes them on a Tuesday. */
function changedText(version: string): string {
  const folder = join(projectRoot, 'rulebooks', 'property');
  const files = readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .sort();
  const text = files.map((name) => `--- # ${name}\n${readFileSync(join(folder, name), 'utf8')}`).join('');
  return text
    .replace(/^version: .*/m, `version: '${version}'`)
    .replace(/(id: solve-minor\n[\s\S]*?limit: )\{ amount: 2, unit: days \}/, '$1{ amount: 1, unit: days }');
}

const complaint = {
  kind: 'complaint',
  subject: '楼道灯不亮',
  description: '三号楼楼道灯不亮',
  customer: '张三',
  phone: '13800000000',
};

/** The rules change, and Monday's case is not broken: each keeps its own deadline. */
export const rulebookChange: DemoStory = {
  title: "the rules change to 'minor: 1 day'; Monday's case keeps its two days",
  clauses: 'X-1, P-4.3.10.1',
  // A desk of its own: the cases of other stories keep the rules they were written for.
  speed: 10_800,
  async play(stage, story) {
    const { desk } = stage;
    const monday = await desk.record('p01', complaint);
    stage.watch(story, monday.number);
    await sortComplaint(stage, monday.number, 'slight-inconvenience');
    const version = '003.2';
    await desk.send('p13', 'POST', '/v1/rulebooks/drafts', { text: changedText(version) });
    const { differences } = await desk.send<{ differences: { text: string }[] }>(
      'p13',
      'GET',
      `/v1/rulebooks/property/${version}/comparison`,
    );
    for (const { text } of differences) stage.say(`${version}  ${text}`);
    const dry = await desk.send<{ cases: number; all: { earlier: number; newlyLate: number } }>(
      'p13',
      'POST',
      `/v1/rulebooks/property/${version}/dry-run`,
      {},
    );
    stage.say(
      `${version}  run dry over ${dry.cases} cases: ${dry.all.earlier} deadlines earlier, ${dry.all.newlyLate} more would have been late`,
    );
    const from = stage.inHours(12);
    await desk.send('p13', 'POST', `/v1/rulebooks/property/${version}/publish`, { from });
    stage.say(`${version}  published from ${from}`);
    await stage.wait(0.5, from);
    const tuesday = await desk.record('p01', { ...complaint, subject: '单元门打不开' });
    stage.watch(story, tuesday.number);
    const cases = [monday.number, tuesday.number];
    await sortComplaint(stage, tuesday.number, 'slight-inconvenience');
    for (const number of cases) {
      const { version: own, clocks } = await desk.read('p01', number);
      stage.say(
        `${number}  under ${own}: solved by ${clocks.find(({ id }) => id === 'solve-minor')!.due.slice(0, 16)}`,
      );
    }
    for (const number of cases) {
      await desk.act('p09', number, 'sign');
      await desk.act('p08', number, 'finish', { done: '已修好' });
      await desk.act('p09', number, 'return-form');
      await desk.act('p03', number, 'revisit', { outcome: 'satisfied', channel: 'phone' });
      await desk.act('p01', number, 'close');
    }
    return monday.number;
  },
};
