// What a new user meets first: the help of every command, and commands to paste.
import { describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from '../config.js';

const { scripts } = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8')) as {
  scripts: Record<string, string>;
};

describe('--help', () => {
  it('answers for every command in a clone without packages, installs nothing and starts nothing', () => {
    const clone = mkdtempSync(join(tmpdir(), 'banjie-clone-'));
    try {
      for (const name of ['package.json', 'package-lock.json', '.env.example'])
        cpSync(join(projectRoot, name), join(clone, name));
      for (const name of [...readdirSync(join(projectRoot, 'embedded'))].filter((file) => file.endsWith('.mjs')))
        cpSync(join(projectRoot, 'embedded', name), join(clone, 'embedded', name));
      const asked = Object.entries(scripts).map(([script, command]) => ({ script, name: command.split(' ').at(-1)! }));
      assert.ok(asked.length >= 14);
      for (const { script, name } of asked) {
        const { status, stdout } = spawnSync(
          process.execPath,
          [join(clone, 'embedded', 'bootstrap.mjs'), name, '--help'],
          {
            encoding: 'utf8',
          },
        );
        assert.equal(status, 0, name);
        assert.match(stdout, new RegExp(`^npm (run )?${name}\\b`), `${script} has no help in embedded/help.mjs`);
        if (name === 'start') assert.match(stdout, /\nPORT=3000\n/);
      }
      const all = spawnSync(process.execPath, [join(clone, 'embedded', 'bootstrap.mjs'), 'help'], { encoding: 'utf8' });
      assert.match(all.stdout, /npm run rulebook -- check/);
      assert.deepEqual([...readdirSync(clone)].sort(), [
        '.env.example',
        'embedded',
        'package-lock.json',
        'package.json',
      ]);
    } finally {
      rmSync(clone, { recursive: true });
    }
  });
});

describe('what is to be pasted', () => {
  const documents = ['README.md', ...[...readdirSync(join(projectRoot, 'docs'))].map((name) => `docs/${name}`)].filter(
    (name) => name.endsWith('.md'),
  );
  const blocks = documents.flatMap((name) =>
    [...readFileSync(join(projectRoot, name), 'utf8').matchAll(/^```sh\n(.*?)^```$/gms)].map(
      ([, block]): [string, string] => [name, block!],
    ),
  );

  it('holds no comment, which zsh takes for arguments, and no ! that a shell would expand', () => {
    assert.ok(blocks.length > 12);
    for (const [name, block] of blocks)
      for (const line of block.split('\n')) {
        assert.doesNotMatch(line, /(^|\s)#/, `${name}: ${line}`);
        assert.doesNotMatch(line, /![^=( ]/, `${name}: ${line}`);
      }
  });

  it.each(['bash', 'zsh'])('is read by %s where there is one', (shell) => {
    if (spawnSync(shell, ['-c', 'true']).status !== 0) return assert.equal(shell, 'zsh');
    for (const [name, block] of blocks) {
      const { status, stderr } = spawnSync(shell, ['-n'], { input: block, encoding: 'utf8' });
      assert.deepEqual([status, stderr], [0, ''], `${name}: ${block}`);
    }
  });
});
