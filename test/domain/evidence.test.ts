import { test } from '@jest/globals';
import assert from 'node:assert/strict';
import { basename, join } from 'node:path';
import { act, type ActTable } from '../../domain/deciding/act.js';
import { systemActor } from '../../domain/actor.js';
import { decide } from '../../domain/deciding/decide.js';
import type { ActRequest } from '../../domain/deciding/enter-act.js';
import { openCase } from '../../domain/deciding/open-case.js';
import { fieldAt, filesIn } from '../../domain/deciding/evidence.js';
import { files, items, words } from '../../domain/case/fields.js';
import { isRefusal } from '../../domain/refusal.js';
import { checkRulebook } from '../../rulebooks/check.js';
import { rulebookFolder } from '../../rulebooks/load.js';
import { rulebookFiles } from '../../rulebooks/fragments.js';
import { at, person, thing, tinyRulebook } from '../support/tiny-rulebook.js';

const name = { 'zh-CN': '操作', en: 'Act' };
const photos = files('到场照片', 'Photos of the site.', { optional: true });
const table = {
  record: act({ name, clause: 'T-1', from: [], by: ['clerk', 'desk'], to: 'open', fields: { photos } }),
  arrive: act({
    name,
    clause: 'T-2',
    from: 'open',
    by: ['clerk', 'desk'],
    fields: {
      photos,
      rooms: items('房间', 'Rooms.', { name: words('名称', 'Which.'), photos }, { max: 3, optional: true }),
    },
  }),
} satisfies ActTable;

const evidence = [
  { act: 'arrive', field: 'photos', clause: 'T-8' },
  { act: 'record', field: 'photos', clause: 'T-9' },
];
const asked = (question: Partial<ActRequest>, strict: boolean) => {
  const rulebook = tinyRulebook([], strict ? { evidence } : {});
  const full: ActRequest = { actor: person('clerk'), act: 'arrive', input: {}, at: at('02:00'), ...question };
  const answer =
    full.act === 'record'
      ? openCase(thing({ status: 'new' }), table, full, rulebook)
      : decide(thing(), table, full, rulebook);
  return isRefusal(answer) ? [answer.code, answer.clause, answer.text.en, answer.text['zh-CN']] : 'done';
};

test('H-3b the same act comes with photos in an organisation whose rules say so, and may do without in another', () => {
  for (const act of ['arrive', 'record']) {
    assert.equal(asked({ act }, false), 'done');
    for (const input of [{}, { photos: [] }]) {
      const refused = asked({ act, input }, true);
      assert.deepEqual(refused.slice(0, 2), ['bad-input', act === 'arrive' ? 'T-8' : 'T-9']);
      assert.match(refused[2]!, /POST \/v1\/files.*'photos'/);
      assert.match(refused[3]!, /到场照片/);
    }
    assert.equal(asked({ act, input: { photos: ['f1'] } }, true), 'done');
    assert.equal(asked({ act, actor: systemActor }, true), 'done', 'the desk itself takes no photos');
  }
  assert.equal(asked({ actor: person('guest') }, true)[0], 'role-may-not');
});

test('every file an input names is found with its field, also inside items', () => {
  const input = {
    photos: ['a', 'b'],
    rooms: [{ name: 'x', photos: ['c'] }, { name: 'y', photos: ['c', 'd'] }, { name: 'z' }],
  };
  assert.deepEqual(
    filesIn(table.arrive.fields, input).map(({ field, id }) => `${field} ${id}`),
    ['photos a', 'photos b', 'rooms.photos c', 'rooms.photos d'],
  );
  assert.equal(fieldAt(table.arrive.fields, 'rooms.photos'), photos);
  assert.equal(fieldAt(table.arrive.fields, 'rooms.none'), undefined);
  assert.equal(fieldAt(table.arrive.fields, 'constructor'), undefined);
});

const shipped = rulebookFiles(join(rulebookFolder, 'property')).map((one) => ({ ...one, file: basename(one.file) }));
const faultsWith = (...lines: string[]) => {
  const changed = shipped.map((one) => ({
    ...one,
    text: one.text.replace(/^( +)prefix: PR$/m, (line, indent: string) =>
      [line, `${indent}evidence:`, ...lines.map((rule) => `${indent}  - ${rule}`)].join('\n'),
    ),
  }));
  return checkRulebook(changed).map(({ message }) => message.en);
};

test('the checker knows which acts can carry evidence', () => {
  assert.deepEqual(
    faultsWith(
      '{ act: arrive, field: photos, clause: P-4.2.7.2 }',
      '{ act: sign-off, field: signature, clause: P-4.2.4.9 }',
    ),
    [],
  );
  for (const [rule, expected] of [
    ['{ act: depart, field: photos, clause: P-4.2.7.2 }', /no act 'depart'/],
    ['{ act: arrive, field: video, clause: P-4.2.7.2 }', /no field 'video' for files: use one of photos/],
    ['{ act: quote, field: content, clause: P-4.2.7.2 }', /it takes none/],
    ['{ act: arrive, field: photos, clause: P-99 }', /P-99/],
    ['{ act: arrive, clause: P-4.2.7.2 }', /'field' is missing/],
  ] as const) {
    const faults = faultsWith(rule);
    assert.equal(faults.length, 1, faults.join('\n'));
    assert.match(faults[0]!, expected);
  }
  assert.match(
    faultsWith(
      '{ act: arrive, field: photos, clause: P-4.2.7.2 }',
      '{ act: arrive, field: photos, clause: P-4.2.7.2 }',
    )[0]!,
    /required twice/,
  );
});
