// What the pages show is in both languages: fields, their values, facts.
import { test } from '@jest/globals';
import assert from 'node:assert/strict';
import { kindsJson } from '../../api/rulebooks/kinds.js';
import { fieldLabel } from '../../domain/case/field-label.js';
import { oneOf, type ActField, type ActFields } from '../../domain/case/fields.js';
import { factNames, internalFacts } from '../../domain/kinds/fact-names.js';
import { factsForPeople } from '../../domain/kinds/facts.js';
import { kinds } from '../../domain/kinds/kinds.js';
import { statusName } from '../../domain/case/statuses.js';
import type { Text } from '../../domain/text.js';
import { property, shipped } from '../support/shipped.js';
import { importFacts } from '../../domain/deciding/import-origin.js';

const chinese = /[\u4e00-\u9fff]/u;

function assertText(text: Text | undefined, where: string): void {
  assert.ok(text, where);
  assert.match(text['zh-CN'], chinese, where);
  assert.doesNotMatch(text['zh-CN'], /[。，;]$/, where);
  assert.match(text.en, /^[\x20-\x7e°²]+$/, where);
  assert.doesNotMatch(text.en, /[.;]$/, where);
}

/** The fields of every act, those of items too: where they stand, with their names. */
function* fieldLists(): Generator<[string, ActFields]> {
  for (const [kind, table] of Object.entries(kinds))
    for (const [act, { fields = {} }] of Object.entries(table)) yield* listsIn(`${kind} ${act}`, fields);
}
function* listsIn(where: string, fields: ActFields): Generator<[string, ActFields]> {
  yield [where, fields];
  for (const [name, { of }] of Object.entries(fields)) if (of) yield* listsIn(`${where} ${name}`, of);
}

test('every field has a label in both languages, in English another than its neighbours in the form', () => {
  for (const [where, fields] of fieldLists()) {
    const labels = Object.entries(fields).map(([name, field]) => fieldLabel(name, field));
    for (const label of labels) {
      assertText(label, where);
      assert.match(label.en, /^[A-Z]/, where);
      assert.ok(label.en.length <= 32, `${where}: ${label.en}`);
    }
    const english = labels.map(({ en }) => en);
    assert.deepEqual([...new Set(english)], english, where);
  }
});

test('a label is what the name of the field says, without the unit of money, unless the field says better', () => {
  const field = { zh: '时间' } as ActField;
  assert.equal(fieldLabel('answerBy', field).en, 'Answer by');
  assert.equal(fieldLabel('labourCents', field).en, 'Labour');
  assert.equal(fieldLabel('to', { ...field, label: 'Goes to' }).en, 'Goes to');
});

test('every value that may be chosen is named in both languages', () => {
  let found = 0;
  for (const [where, fields] of fieldLists())
    for (const [name, { type, values, valueNames }] of Object.entries(fields)) {
      if (type !== 'one-of') continue;
      found++;
      assert.deepEqual(Object.keys(valueNames!).sort(), [...values!].sort(), `${where} ${name}`);
      for (const value of values!) assertText(valueNames![value], `${where} ${name} ${value}`);
      const english = values!.map((value) => valueNames![value]!.en);
      assert.equal(new Set(english).size, english.length, `${where} ${name}`);
    }
  assert.ok(found > 28);
  // @ts-expect-error: a value without its names does not compile.
  oneOf('其一', 'One of two.', ['a', 'b']);
});

test('every fact of a kind is named in both languages, or known to be for the rules alone', () => {
  // What a table gives with a case is set for every kind alike.
  const set = new Set<string>(importFacts);
  for (const [kind, table] of Object.entries(kinds)) {
    const named = factsForPeople(kind, table);
    for (const fact of Object.values(table).flatMap(({ sets = [] }) => sets)) {
      set.add(fact).add(`${kind}.${fact}`);
      assert.ok(Object.hasOwn(named, fact) !== internalFacts.has(fact), `${kind} ${fact}`);
    }
    for (const [fact, { type, label, valueNames }] of Object.entries(named)) {
      assertText(label, `${kind} ${fact}`);
      assert.equal(type === 'one-of', valueNames !== undefined, `${kind} ${fact}`);
      for (const [value, name] of Object.entries(valueNames ?? {})) assertText(name, `${kind} ${fact} ${value}`);
    }
  }
  const idle = [...Object.keys(factNames), ...internalFacts].filter((name) => !set.has(name));
  assert.deepEqual(idle, []);
});

test('X-10 what is corrected is chosen as it was recorded; of another kind is asked what some kind is recorded with', () => {
  const named = new Set<string>();
  const met = new Set<string>();
  for (const rulebook of shipped) {
    const told = kindsJson(rulebook).kinds;
    const recordOf = (kind: string) =>
      told.find((one) => one.kind === kind)?.acts.find(({ act }) => act === 'record')?.fields ?? [];
    for (const { kind, acts, facts } of told)
      for (const { act, fields } of acts)
        for (const { name, asRecorded, recordOf: ofKind, list } of fields) {
          const of = fields.find((one) => one.name === (asRecorded ?? ofKind));
          const chosen = asRecorded ? of!.values!.filter((value) => facts.some((one) => one.name === value)) : [];
          for (const fact of chosen)
            assert.ok(
              recordOf(kind).some((one) => one.name === fact),
              `${kind} ${act} ${fact}`,
            );
          if (!ofKind) continue;
          named.add(name);
          for (const other of of!.among!)
            if (recordOf(other).some((one) => (list ? one.list === list : one.name === name))) met.add(name);
        }
  }
  assert.ok(named.size > 0);
  assert.deepEqual([...named].sort(), [...met].sort());
});

test('every status of a kind has a name, also where only an effect leads to it', () => {
  for (const table of Object.values(kinds))
    for (const { to, toOneOf = [] } of Object.values(table))
      for (const status of [...(to ? [to] : []), ...toOneOf]) assertText(statusName(status), status);
});

test('a page learns labels, values and facts of a rulebook: a fact is called as the field that sets it', () => {
  for (const rulebook of shipped) {
    for (const { kind, acts, facts } of kindsJson(rulebook).kinds) {
      assert.ok(
        facts.some(({ name }) => name === 'outcome'),
        kind,
      );
      for (const { fields } of acts)
        for (const { label, values, valueNames } of fields) {
          assertText(label, kind);
          for (const value of values ?? []) assertText(valueNames?.[value], `${kind} ${value}`);
        }
    }
  }
  const repair = kindsJson(property).kinds.find(({ kind }) => kind === 'repair')!;
  const fact = (name: string) => repair.facts.find((one) => one.name === name);
  assert.deepEqual(fact('repairType'), {
    name: 'repairType',
    label: { 'zh-CN': '维修类型', en: 'Repair type' },
    type: 'id',
    list: 'repairTypes',
  });
  assert.equal(fact('source')!.valueNames!['complaint']!['zh-CN'], '投诉');
  // An act takes `accepted` for the customer's acceptance; the fact says that the assignee has the work.
  assert.equal(fact('accepted')!.label.en, 'Work taken');
  assert.equal(fact('teamWhy'), undefined);
});
