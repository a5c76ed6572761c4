import { test } from '@jest/globals';
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';

test('a class of the API has a name of its own: of two of one name the OpenAPI would show one alone', () => {
  const files = [...readdirSync('api', { recursive: true, encoding: 'utf8' })].filter((file) => file.endsWith('.ts'));
  const classes = files.flatMap((file) =>
    [...readFileSync(`api/${file}`, 'utf8').matchAll(/^(?:export )?(?:abstract )?class (\w+)/gm)].map(([, name]) => ({
      name: name!,
      file,
    })),
  );
  assert.ok(classes.length > 100, `${classes.length} classes`);
  const twice = classes.filter(({ name, file }) => classes.some((other) => other.name === name && other.file !== file));
  assert.deepEqual(twice, []);
});
