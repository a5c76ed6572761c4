import type { DataSource } from 'typeorm';
import { recordNewRows } from '../../ledger/people/organisation-record.js';

/** Duties of the demo companies: who, for what, where, and the local hours; they take turns by the day. */
const duties: { people: string[]; role: string; site: string; hours: [from: number, length: number] }[] = [
  { people: ['h08', 'h07', 'h05'], role: 'leader-on-duty', site: 'north-town-heat', hours: [0, 24] },
  { people: ['h02', 'h03', 'h01'], role: 'heating-agent', site: 'north-town-heat', hours: [0, 24] },
  { people: ['h09', 'h11'], role: 'heating-dispatch', site: 'north-town-heat', hours: [0, 24] },
  { people: ['w06', 'w04'], role: 'duty-director', site: 'river-county-power', hours: [8.5, 9] },
  { people: ['p11', 'p14'], role: 'monitor-room', site: 'sunshine', hours: [17.5, 15] },
];

const [hourMs, dayMs] = [3_600_000, 86_400_000];
/** Shanghai, where the demo companies are, is eight hours ahead all the year. */
const aheadMs = 8 * hourMs;

/**
 * A week's duty roster of the three demo companies from the night before `now` (ledger's time) on, and a colleague who stands
 * in for the director of the estate for it; once.
 */
export async function seedDemoRoster(source: DataSource, now: Date): Promise<void> {
  const today = Math.floor((now.getTime() + aheadMs) / dayMs) * dayMs - aheadMs;
  const entries = [-1, 0, 1, 2, 3, 4, 5, 6].flatMap((day) =>
    duties.map(({ people, role, site, hours: [from, length] }) => ({
      person: people[(day + people.length) % people.length],
      role,
      site,
      from: new Date(today + day * dayMs + from * hourMs).toISOString(),
      until: new Date(today + day * dayMs + (from + length) * hourMs).toISOString(),
    })),
  );
  await source.transaction(async (manager) => {
    const [{ there }] = await manager.query(
      `SELECT EXISTS (SELECT FROM roster_entries) OR EXISTS (SELECT FROM delegations) AS there`,
    );
    if (there) return;
    await recordNewRows(manager, async () => {
      await manager.query(
        `INSERT INTO roster_entries (person_id, role, site_id, starts_at, ends_at)
         SELECT one.person, one.role, one.site, one."from", one.until FROM jsonb_to_recordset($1::jsonb) AS one (person text, role text, site text, "from" timestamptz, until timestamptz)
         JOIN people ON people.id = one.person JOIN sites ON sites.id = one.site`,
        [JSON.stringify(entries)],
      );
      await manager.query(
        `INSERT INTO delegations (from_person, to_person, starts_at, ends_at, reason) SELECT 'p04', 'p03', $1, $2, '年休假' WHERE EXISTS (SELECT FROM people WHERE id = 'p04') AND EXISTS (SELECT FROM people WHERE id = 'p03')`,
        [now.toISOString(), new Date(today + 7 * dayMs).toISOString()],
      );
    });
  });
}
