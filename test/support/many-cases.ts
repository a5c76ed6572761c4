import { withClient } from './database.js';

/**
 * 100,000 cases like the first of the desk, which must have one: their own numbers, places and phones, half of them
 * with the word 电梯 and one in a thousand with 白蚁, and an open task each for one of eight roles. As the owner of the tables; nothing of them is in the record.
 */
export async function addManyCases(ownerUrl: string): Promise<void> {
  await withClient(ownerUrl, async (client) => {
    await client.query(
      `INSERT INTO cases SELECT (jsonb_populate_record(cases, jsonb_build_object('number', 'PC-2020-' || lpad(i::text, 6, '0'), 'imported_from', 'x' || i, 'opened_at', now() - i * interval '1 minute', 'received_at', now() - i * interval '1 minute'))).*
       FROM cases, generate_series(1, 100000) AS i WHERE cases.number = (SELECT min(number) FROM cases)`,
    );
    await client.query(
      `INSERT INTO case_search (number, site, opened_at, words, matter, place, place_order, guarded, said)
       SELECT cases.number, cases.site, cases.opened_at, array_to_tsvector(ARRAY['+' || told.phone, '@' || told.place, '…' || right(told.phone, 4), CASE WHEN abs(hashtext(number)) % 2 = 0 THEN '电梯' ELSE '门禁' END, CASE WHEN number LIKE '%777' THEN '白蚁' ELSE '其他' END]), '', told.place, told.place, false, jsonb_build_object('place', told.place, 'phone', told.phone, 'subject', 'x')
       FROM cases CROSS JOIN LATERAL (
         SELECT (abs(hashtext(number)) % 300) || '号楼' || abs(hashtext('p' || number)) % 20 AS place, '139' || lpad((abs(hashtext('f' || number)) % 30000)::text, 8, '0') AS phone
       ) AS told WHERE number LIKE 'PC-2020-%'`,
    );
    await client.query(
      `INSERT INTO tasks (number, id, role, site, acts, clause, since, due)
       SELECT number, 'solve-minor', (ARRAY['guard', 'cs-agent', 'department-head', 'maintenance', 'monitor-room', 'reception', 'office-director', 'duty-supervisor'])[1 + abs(hashtext(number)) % 8], site, '{}', 'X-9', now(), opened_at FROM cases WHERE number LIKE 'PC-2020-%'`,
    );
    await client.query('VACUUM ANALYZE case_search');
    await client.query('ANALYZE cases; ANALYZE tasks');
  });
}
