// docs/by-hand.md as a reader pastes it: every story into bash, and into zsh where there is one, against a desk.
import { afterAll, beforeAll, describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from '../../config.js';
import { startStack, type Stack } from '../../embedded/stack.js';

interface Story {
  title: string;
  blocks: string[];
}

const text = readFileSync(join(projectRoot, 'docs', 'by-hand.md'), 'utf8');
const [opening = '', ...sections] = text.split(/^## /m);
const blocksIn = (section: string) => [...section.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, block]) => block!);
const helpers = blocksIn(opening).join('');
const stories: Story[] = sections.map((section) => ({ title: section.split('\n')[0]!, blocks: blocksIn(section) }));
/** What starts a desk of its own. */
const nightBlock = stories.flatMap(({ blocks }) => blocks).find((block) => block.includes('npm start'))!;

const publishing = stories.find(({ title }) => title.startsWith('The rules change'))!;

/** What a shell or an answer says where something is wrong. */
const notAsTold =
  /NOT AS TOLD: \d|command not found|parse error|syntax error|no matches found|bad pattern|event not found/i;

function faultsOf([title, printed]: [string, string]): string[] {
  const lines = printed.split('\n').filter((line) => notAsTold.test(line));
  return [
    ...lines.map((line) => `${title}: ${line.slice(-600)}`),
    ...(/^pasted to the end\r?$/m.test(printed) ? [] : [`${title}: ${printed.slice(-3_000)}`]),
  ];
}

/** Interactive, as where one pastes: history is expanded, and zsh knows no comments. */
const shells: Record<string, string[]> = { bash: ['--norc', '-i', '-s'], zsh: ['-f', '-i', '-s'] };
const isThere = (shell: string) => spawnSync(shell, ['-c', 'true']).status === 0;

describe('docs/by-hand.md', () => {
  const folders: string[] = [];
  const desks: Record<'day' | 'night', Stack | undefined> = { day: undefined, night: undefined };
  beforeAll(async () => {
    const clock = /CLOCK="(.*?)@\$\(date.*?\)@(.*?)"/.exec(nightBlock)!;
    const start = async (env: NodeJS.ProcessEnv) => {
      const dataDir = await mkdtemp(join(tmpdir(), 'banjie-by-hand-'));
      folders.push(dataDir);
      return startStack({ dataDir, env: { TELL_WITHIN: '0', DEMO: 'true', LOG_LEVEL: 'warn', ...env } });
    };
    [desks.day, desks.night] = await Promise.all([
      start({}),
      start({ CLOCK: `${clock[1]}@${new Date().toISOString()}@${clock[2]}` }),
    ]);
  }, 240_000);
  afterAll(async () => {
    for (const desk of Object.values(desks)) await desk?.stop();
    for (const folder of folders) await rm(folder, { recursive: true, force: true });
  }, 60_000);

  /** All that a shell has printed to somebody who pastes the blocks one after the other. */
  async function paste(shell: string, { blocks }: Story, desk: Stack): Promise<string> {
    const made = await mkdtemp(join(tmpdir(), 'banjie-pasted-'));
    folders.push(made);
    const child = spawn(shell, shells[shell]!, {
      cwd: projectRoot,
      detached: true,
      env: {
        ...process.env,
        API: desk.apiUrl,
        DATA_DIR: join(desk.logs, '..'),
        TMPDIR: made,
        PS1: '',
        PS2: '',
        TERM: 'dumb',
      },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    let printed = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (printed += chunk));
    child.stdin.end(
      `${helpers}\n${blocks.filter((block) => block !== nightBlock).join('\n')}\necho; echo pasted to the end\n`,
    );
    return new Promise((resolve) => child.on('close', () => resolve(printed)));
  }

  const told = async (shell: string, story: Story): Promise<[string, string]> => [
    story.title,
    await paste(shell, story, story.blocks.includes(nightBlock) ? desks.night! : desks.day!),
  ];

  it('has a desk for each of its stories', () => {
    assert.ok(stories.length >= 11);
    assert.equal([...text.matchAll(/\brefused '/g)].length, 9);
    for (const { title, blocks } of stories) assert.ok(blocks.length > 0, title);
  });

  it.each(Object.keys(shells).filter((shell) => shell === 'bash' || isThere(shell)))(
    'every story runs as it stands in %s: what is to be refused is refused, everything else is done',
    async (shell) => {
      const printed = await Promise.all(
        stories.filter((story) => story !== publishing).map((story) => told(shell, story)),
      );
      assert.deepEqual(printed.flatMap(faultsOf), []);
      const said = Object.fromEntries(printed);
      const of = (start: string) => said[Object.keys(said).find((title) => title.startsWith(start))!]!;
      assert.match(of('A minor complaint'), /"code":"role-may-not"/);
      assert.match(of('A duty that goes late'), /"breachedAt":"20/);
      assert.match(of('Three in the morning'), /^h06$.*"kind":"/ms);
    },
    300_000,
  );

  // Once, as a version is, and by itself: it changes the rules of the other stories, and is read within so many seconds.
  it('the story of a version that comes into force runs as it stands', async () => {
    const printed = await told('bash', publishing);
    assert.deepEqual(faultsOf(printed), []);
    assert.match(printed[1], /^003\.2-draft: 20.*^003\.1: 20/ms);
  }, 120_000);

  it('npm run rulebook -- publish puts a version in force on the running desk', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'banjie-rulebook-'));
    folders.push(folder);
    spawnSync('cp', ['-r', join(projectRoot, 'rulebooks', 'property'), folder]);
    const file = join(folder, 'property', 'rulebook.yaml');
    spawnSync('sed', ['-i', 's/^version: .*/version: by-hand-9/', file]);
    const env = { ...process.env, DATA_DIR: join(desks.day!.logs, '..') };
    const command = join(projectRoot, 'dist', 'embedded', 'publish-rulebook.js');
    const publish = (path: string) =>
      spawnSync(process.execPath, [command, 'publish', path], { env, encoding: 'utf8' });
    const done = publish(join(folder, 'property'));
    assert.match(done.stdout, /^property by-hand-9 holds for new cases from \d{4}-/, done.stderr);
    const again = publish(join(folder, 'property'));
    assert.equal(again.status, 1);
    assert.match(again.stderr, /^The desk refuses it \(409\): /);
    assert.match(publish(join(folder, 'nowhere')).stderr, /there is no such file or folder/);
  }, 120_000);
});
