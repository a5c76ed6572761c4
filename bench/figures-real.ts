import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { PersonRow, PostRow, SiteRow } from '../database/entities/organisation.js';
import type { Actor } from '../domain/actor.js';
import { isRefusal } from '../domain/refusal.js';
import { demoPeople, demoRows } from '../demo/people.js';
import type { Ledger } from '../ledger/ledger.js';
import { lifecycle } from './lifecycle.js';

/** Sites and people of the demo. */
export async function seed(source: DataSource): Promise<void> {
  for (const [table, rows] of [
    [SiteRow, demoRows.sites],
    [PersonRow, demoRows.people],
    [PostRow, demoRows.posts],
  ] as const)
    await source
      .createQueryBuilder()
      .insert()
      .into(table)
      .values(rows as never)
      .orIgnore()
      .execute();
}

/**
 * So many complaints from record to filing, eight at a time; how many acts, and how long they took together, one client
 * after the other.
 */
export async function realCases(ledger: Ledger, cases: number): Promise<{ acts: number; actMs: number }> {
  let [left, acts, actMs] = [cases, 0, 0];
  const client = async (): Promise<void> => {
    for (; left > 0;) {
      left -= 1;
      let number = '';
      for (const { act, who, input } of lifecycle) {
        const started = performance.now();
        const answer =
          act === 'open'
            ? await ledger.open(actorOf(who), openingOf(input()), randomUUID())
            : await ledger.append(actorOf(who), { number, act, input: input() }, randomUUID());
        if (isRefusal(answer)) throw new Error(`${act}: ${answer.text.en}`);
        number = answer.state.number;
        acts += 1;
        actMs += performance.now() - started;
      }
    }
  };
  await Promise.all(Array.from({ length: 8 }, client));
  return { acts, actMs };
}

function openingOf({ channel, ...words }: Record<string, unknown>) {
  return { kind: 'complaint', rulebook: 'property', site: 'sunshine', input: { channel, words } };
}

function actorOf(id: string): Actor {
  const person = demoPeople.find((item) => item.id === id)!;
  return {
    kind: 'person',
    id,
    organisation: person.organisation,
    posts: person.posts.map(([role, site, department]) => ({ role, site, department: department ?? null })),
  };
}
