import { afterAll, beforeAll, describe, it } from '@jest/globals';
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { Actor } from '../../domain/actor.js';
import type { CaseState } from '../../domain/case/case.js';
import { kinds } from '../../domain/kinds/kinds.js';
import { isRefusal, type Refusal } from '../../domain/refusal.js';
import { tasksFor } from '../../ledger/read/task-lists.js';
import { colleagues, isPersonOf } from '../../ledger/people/people.js';
import { accepted, TestLedger } from '../support/test-ledger.js';
import { actorOf } from '../support/actors.js';
import { sampleInput } from '../support/sample-input.js';
import { property } from '../support/shipped.js';
import {
  personOfOtherOrganisation,
  otherOrganisation,
  setUpOtherOrganisation,
  personPostedAtOtherSite,
} from '../support/scenarios/other-organisation.js';

describe('organisations side by side', () => {
  let desk: TestLedger;
  let theirs: CaseState;
  const open = async (by: Actor, more: object = {}) =>
    desk.ledger.open(
      by,
      {
        kind: 'complaint',
        rulebook: otherOrganisation.rulebook,
        site: otherOrganisation.site,
        input: { channel: 'phone', words: { subject: 'cold' } },
        ...more,
      },
      randomUUID(),
    );
  const notices = (number: string): Promise<{ role: string; person_id: string | null }[]> =>
    desk.database.source.query(`SELECT role, person_id FROM notices WHERE number = $1 AND kind <> 'step'`, [number]);

  beforeAll(async () => {
    desk = await TestLedger.start();
    await setUpOtherOrganisation(desk.database.source, desk.ledger.rulebooks, [
      'cs-agent',
      'cs-supervisor',
      'department-head',
    ]);
    theirs = accepted(await open(personOfOtherOrganisation('cs-agent'))).state;
  });
  afterAll(() => desk.stop());

  it('P-2 a case is opened under a rulebook that holds at the site, or refused with those that do', async () => {
    const wrong = (await open(personOfOtherOrganisation('cs-agent'), { rulebook: 'property' })) as Refusal;
    assert.equal(wrong.code, 'bad-input');
    assert.match(wrong.text.en, /'property' does not hold at 'next-door': use neighbourly/);
    assert.match(wrong.text['zh-CN'], /^客户服务工作规程003不适用于此项目，适用的有：客户服务工作规程003。$/);
    assert.equal(theirs.organisation, otherOrganisation.organisation);
    assert.equal((await desk.complaint()).organisation, 'property-company');
  });

  it('the site of another organisation is no site at all', async () => {
    for (const by of [
      actorOf('p01'),
      actorOf('p07'),
      await personPostedAtOtherSite(desk.database.source, 'stray-opener', 'cs-agent'),
    ]) {
      const answer = (await open(by)) as Refusal;
      assert.deepEqual([answer.code, answer.text.en], ['bad-input', "No site 'next-door'."]);
    }
  });

  it('no act on a case is open to people of another organisation, in whatever role, at all sites or at that one', async () => {
    const everything = Object.values(kinds['complaint']!)
      .flatMap((row) => [...row.by])
      .filter((role) => role !== 'desk' && role !== 'engine-operator');
    const outsiders: Actor[] = [null, otherOrganisation.site].map((site) => ({
      kind: 'person',
      id: 'out',
      organisation: 'property-company',
      posts: [...new Set(everything)].map((role) => ({ role, site, department: null })),
    }));
    for (const outsider of outsiders) {
      for (const [act, row] of Object.entries(kinds['complaint']!).filter(([one]) => one !== 'record')) {
        const input = sampleInput(row.fields ?? {}, property, desk.time.iso);
        const refusal = await desk.refused(theirs.number, outsider, act, input);
        assert.equal(refusal.code, 'role-may-not', act);
      }
    }
    assert.equal((await desk.state(theirs.number)).seq, theirs.seq);
    await desk.act(theirs.number, personOfOtherOrganisation('cs-agent'), 'note', { words: 'x' });
  });

  it('a case is not joined to one of another organisation', async () => {
    const ours = await desk.complaint();
    assert.equal(
      (await desk.refused(theirs.number, personOfOtherOrganisation('cs-agent'), 'join', { into: ours.number })).code,
      'unknown-case',
    );
    assert.equal((await desk.state(ours.number)).seq, ours.seq);
  });

  it('nobody of another organisation is told, also where a role has nobody here or a person is named', async () => {
    const outsider = await personPostedAtOtherSite(desk.database.source, 'stray-director', 'office-director');
    const { number } = accepted(
      await open(personOfOtherOrganisation('cs-agent'), {
        input: { channel: 'phone', harm: true, words: { subject: 'flood' } },
      }),
    ).state;
    await desk.act(number, personOfOtherOrganisation('cs-agent'), 'relieve', { words: 'done' });
    await desk.act(number, personOfOtherOrganisation('cs-agent'), 'sort', {
      valid: true,
      tier: 'major',
      grounds: ['serious-loss-or-injury'],
      department: 'engineering',
    });
    await desk.at('2026-11-25T01:00:00Z', number);
    const told = await notices(number);
    const people = new Set(told.map((notice) => notice.person_id));
    assert.deepEqual(
      [...people].filter((id) => id && !id.startsWith('next-')),
      [],
    );
    assert.ok(
      people.has(otherOrganisation.person('cs-supervisor')) && people.has(null),
      'the director is nobody’s here: it stays with the role',
    );
    assert.equal(people.has(outsider.id), false);
    desk.time.set('2026-11-23T01:00:00Z');
  });

  it('tasks of a case are its own organisation’s, also what was given to one person', async () => {
    const { source } = desk.database;
    const numbers = async (person: string, role: string, site: string | null, home: string[]) =>
      (
        await tasksFor(
          source,
          {
            person,
            posts: [{ role, site, department: null }],
            organisationSites: home,
            keys: [person],
            at: desk.time.iso,
          },
          undefined,
          200,
        )
      ).map(({ number }) => number);
    assert.ok((await numbers('next-cs-agent', 'cs-agent', null, [otherOrganisation.site])).includes(theirs.number));
    for (const site of [null, otherOrganisation.site])
      assert.equal((await numbers('p01', 'cs-agent', site, ['sunshine', 'riverside'])).includes(theirs.number), false);
    await source.query(`UPDATE tasks SET person = 'p01' WHERE number = $1`, [theirs.number]);
    assert.equal((await numbers('p01', 'cs-agent', null, ['sunshine', 'riverside'])).includes(theirs.number), false);
    await source.query(`UPDATE tasks SET person = NULL WHERE number = $1`, [theirs.number]);
  });

  it('colleagues are those of the organisation of a site', async () => {
    const { source } = desk.database;
    const ids = async (sites: string[]) => (await colleagues(source, { sites, at: desk.time.iso })).map(({ id }) => id);
    assert.deepEqual(await ids([otherOrganisation.site]), [
      'next-cs-agent',
      'next-cs-supervisor',
      'next-department-head',
    ]);
    assert.equal(
      (await ids(['sunshine', 'riverside'])).some((id) => id.startsWith('next-')),
      false,
    );
    assert.deepEqual(
      [
        await isPersonOf(source, 'sunshine', 'p03', desk.time.iso),
        await isPersonOf(source, otherOrganisation.site, 'p03', desk.time.iso),
        await isPersonOf(source, 'nowhere', 'p03', desk.time.iso),
      ],
      [true, false, false],
    );
  });

  it('the desk itself acts everywhere', async () => {
    const answer = await desk.ledger.append(
      { kind: 'operator', id: 'engine-operator', posts: [{ role: 'engine-operator', site: null, department: null }] },
      { number: theirs.number, act: 'note', input: { words: 'x' } },
      randomUUID(),
    );
    assert.equal(isRefusal(answer), false);
  });
});
