// Faults that the check reports at several places, or at another place than the one that was changed.
import { test } from '@jest/globals';
import assert from 'node:assert/strict';
import { kinds } from '../../domain/kinds/kinds.js';
import { checkRulebook } from '../../rulebooks/check.js';
import { changedFiles, text, rulebook } from '../support/rulebook-fault.js';

test('the check finds a way up that goes in a circle, at every role on it', () => {
  const { all, lines } = changedFiles('company manager } }', 'company manager }, reportsTo: office-director }');
  const found = checkRulebook(all);
  assert.deepEqual(
    found.map(({ message }) => /up from role '([a-z-]+)' goes in a circle: correct reportsTo/.exec(message.en)?.[1]),
    ['office-director', 'responsible-leader', 'company-manager'],
  );
  assert.deepEqual(
    found.map(({ line }) => lines[line - 1]?.trim().split(':')[0]),
    ['office-director', 'responsible-leader', 'company-manager'],
  );
});

test('the check finds a part that acts name and nobody plays, at every kind that needs it', () => {
  const changed = text.replace('  caller: [cs-agent, cs-supervisor, duty-administrator]\n', '');
  const found = checkRulebook([{ file: 'upload', text: changed }]);
  const calling = Object.keys(rulebook.kinds).filter((kind) =>
    Object.values(kinds[kind]!).some((row) => row.by.includes('caller')),
  );
  assert.ok(calling.length > 1);
  assert.deepEqual(
    found.map(({ line }) => changed.split('\n')[line - 1]?.trim()).sort(),
    calling.map((kind) => `${kind}:`).sort(),
  );
  assert.match(
    found.find(({ message }) => message.en.includes('a complaint'))!.message.en,
    /^Acts of a complaint \(revisit\) are for 'caller', which is neither a part nor a role here: say under roleGroups which roles play it\.$/,
  );
  const inKind = text.replace(
    '      handler: [maintenance]',
    '      handler: [maintenance]\n      caller: [reception]',
  );
  assert.deepEqual(
    checkRulebook([
      { file: 'upload', text: inKind.replace('  caller: [cs-agent, cs-supervisor, duty-administrator]\n', '') },
    ]).length,
    calling.length - 1,
  );
});

test('the check finds a kind that nobody has in hand', () => {
  const found = checkRulebook([{ file: 'upload', text: text.replace('  supervisor: [cs-supervisor]\n', '') }]);
  assert.ok(
    found.some(({ message }) => /Nobody has a complaint in hand: name a handler or a supervisor/.test(message.en)),
    JSON.stringify(found),
  );
});

test('a rulebook without a clause or a list that the acts of its kinds need is refused', () => {
  const other = checkRulebook([{ file: 'upload', text: text.replace('name: property', 'name: elsewhere') }]);
  assert.match(
    other[0]!.message.en,
    /^Acts of a complaint \(urge, add, withdraw, join, receive-duplicate, new-owner, hard-call, take-over, nuisance, link, receive-link, not-similar\) have no clause in this rulebook: add it to their rows in domain\/kinds\.$/,
  );
  const notThere = checkRulebook([{ file: 'upload', text: text.replaceAll('P-4.2.8.3', 'P-4.2.8.9') }]);
  assert.match(notThere[0]!.message.en, /Clause P-4\.2\.8\.3 is cited but not among the clauses/);
});

test('what is wrong in an anchor is reported where it is written', () => {
  const { all, lines } = changedFiles('extensionApprover: company-manager', 'extensionApprover: nobody');
  assert.deepEqual(
    [...new Set(checkRulebook(all).map(({ line }) => lines[line - 1]?.trim()))],
    ['extensionApprover: nobody'],
  );
});
