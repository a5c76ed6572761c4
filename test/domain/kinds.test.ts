// What holds for the act table of every kind, whatever its rules.
import { test } from '@jest/globals';
import assert from 'node:assert/strict';
import type { ActRow } from '../../domain/deciding/act.js';
import { decide } from '../../domain/deciding/decide.js';
import { openCase } from '../../domain/deciding/open-case.js';
import type { ActField, ActFields } from '../../domain/case/fields.js';
import { kinds } from '../../domain/kinds/kinds.js';
import { isRefusal } from '../../domain/refusal.js';
import type { Scalar } from '../../domain/text.js';
import { holder, record } from '../support/model.js';
import { property } from '../support/shipped.js';
import { later, monday } from '../support/monday.js';
import { moves } from '../support/moves.js';
import { sampleInput } from '../support/sample-input.js';

const rows = Object.entries(kinds).flatMap(([kind, table]) =>
  Object.entries(table).map(([act, row]): [string, string, ActRow] => [kind, act, row]),
);
const fieldsIn = (fields: ActFields): [string, ActField][] =>
  Object.entries(fields).flatMap(([name, field]) => [[name, field] as [string, ActField], ...fieldsIn(field.of ?? {})]);
/** Chinese, and no sentence: it stands on a button or beside a field. */
const label = /^[^。，]*[\u4e00-\u9fff][^。]*$/u;

test('every act has a name in both languages, and every field what a form calls it and what it is', () => {
  for (const [kind, act, row] of rows) {
    assert.match(row.name['zh-CN'], label, `${kind} ${act}`);
    assert.match(row.name.en, /^[A-Z].*[^.]$/s, `${kind} ${act}`);
    for (const [name, field] of fieldsIn(row.fields ?? {})) {
      assert.match(field.zh, label, `${kind} ${act} ${name}`);
      assert.match(field.en, /^[A-Z].*[.…]$/s, `${kind} ${act} ${name}`);
    }
  }
});

test('a field has what its type needs', () => {
  for (const [kind, act, row] of rows) {
    for (const [name, { type, values, of, min, max }] of fieldsIn(row.fields ?? {})) {
      const where = `${kind} ${act} ${name}`;
      if (type === 'one-of') assert.ok(values?.length, where);
      if (type === 'items') assert.ok(of && Object.keys(of).length > 0 && max, where);
      if (type === 'number') assert.ok(min !== undefined && max !== undefined, where);
      assert.ok(
        !['happenedAt', 'kind', 'rulebook', 'site', 'receivedAt'].includes(name) ||
          (act !== 'record' && name === 'kind'),
        `${where} is taken by what every act or record takes`,
      );
    }
  }
});

test('a sample fits its fields: no list of the rulebook refuses it', () => {
  for (const [kind, act, row] of rows) {
    if (!property.kinds[kind] || act === 'record') continue;
    const { state } = record(kind);
    for (const by of ['cs-agent', 'desk']) {
      const answer = decide(
        state,
        kinds[kind]!,
        { actor: holder(by), act, input: sampleInput(row.fields ?? {}, property, monday), at: monday },
        property,
      );
      assert.ok(!isRefusal(answer) || !answer.text.en.includes('of the rulebook'), `${kind} ${act}`);
    }
  }
});

test('facts, which go to the engine, never hold what somebody wrote', () => {
  for (const [kind, table] of Object.entries(kinds)) {
    if (!property.kinds[kind]) continue;
    const row = table['record']!;
    const full = sampleInput(row.fields ?? {}, property, monday);
    const { state } = record(
      kind,
      Object.fromEntries(Object.entries(full).filter(([name]) => !row.fields![name]!.word)),
    );
    assert.doesNotMatch(JSON.stringify(state.facts), /SECRET/);
    for (const { actor, act, input } of moves(state, later(monday, 1))) {
      const answer = decide(state, table, { actor, act, input, at: later(monday, 1) }, property);
      if (isRefusal(answer)) continue;
      const set = answer.entry.changes.map((change): Record<string, Scalar> =>
        change.type === 'facts' ? change.set : {},
      );
      assert.doesNotMatch(JSON.stringify([set, answer.entry.facts]), /SECRET/, `${kind} ${act}`);
    }
  }
});

test('a case of every kind is recorded by whoever works there, with what its fields say', () => {
  for (const kind of Object.keys(property.kinds)) {
    if (kind === 'appeal') continue; // one appeals for oneself: appeals.test.ts
    const { state, entries } = record(kind, {}, { by: 'guard' });
    assert.equal(state.words.subject, 'SECRET-subject');
    const refused = openCase(
      { ...state, seq: 0 },
      kinds[kind]!,
      { actor: holder('customer'), act: 'record', input: entries[0]!.input, at: monday },
      property,
    );
    assert.ok(isRefusal(refused) && refused.code === 'role-may-not');
  }
});
