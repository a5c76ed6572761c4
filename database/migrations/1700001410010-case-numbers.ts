import type { QueryRunner } from 'typeorm';
import type { SchemaMigration } from './schema-migration.js';

/** The numbers of cases are counted for each organisation (ledger/case-numbers.ts). */
export class CaseNumbers1700001410010 implements SchemaMigration {
  readonly oldestCode = '0.4.0';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- The last digits of a number are what its organisation has counted.
      CREATE INDEX cases_by_serial ON cases ((right(substring(number from '[0-9]+$'), 7)::integer));

      -- began: the first number counted for this organisation alone; next: the first that was not drawn yet.
      CREATE TABLE number_counters (organisation text PRIMARY KEY, began integer NOT NULL, next integer NOT NULL, CHECK (0 < began AND began <= next AND next < 10000000));
      -- Organisations whose numbers begin alike are told apart by the digit before the serial; the first has none.
      CREATE TABLE number_lanes (prefix text, organisation text, lane integer NOT NULL, PRIMARY KEY (prefix, organisation), UNIQUE (prefix, lane));
      -- Numbers that were drawn and are not used yet. What a process has not used by held_until is free again.
      CREATE TABLE number_blocks (organisation text, first integer, last integer NOT NULL, drawn_at timestamptz NOT NULL, held_until timestamptz NOT NULL, PRIMARY KEY (organisation, first), CHECK (first <= last));
      CREATE INDEX number_blocks_by_end ON number_blocks (organisation, held_until);
      -- Empty places from when one sequence counted for all, which lost up to 32 numbers at a crash.
      CREATE TABLE number_gaps (first integer PRIMARY KEY, last integer NOT NULL);

      WITH serials AS (SELECT DISTINCT right(substring(number from '[0-9]+$'), 7)::integer AS serial FROM cases),
      places AS (SELECT serial, lead(serial) OVER (ORDER BY serial) AS following FROM (SELECT serial FROM serials UNION SELECT 0) AS all_serials WHERE serial IS NOT NULL)
      INSERT INTO number_gaps SELECT serial + 1, following - 1 FROM places WHERE following > serial + 1;
      INSERT INTO number_counters
      SELECT organisation, counted.next, counted.next
      FROM (SELECT DISTINCT organisation FROM cases JOIN sites ON sites.id = cases.site) AS counting,
        (SELECT max(right(substring(number from '[0-9]+$'), 7)::integer) + 1 AS next FROM cases) AS counted;
      INSERT INTO number_lanes
      SELECT prefix, organisation, row_number() OVER (PARTITION BY prefix ORDER BY since, organisation) - 1
      FROM (SELECT split_part(number, '-', 1) AS prefix, organisation, min(opened_at) AS since FROM cases JOIN sites ON sites.id = cases.site GROUP BY 1, 2) AS used;
      DROP SEQUENCE case_numbers;

      -- Numbers for a process to use: what a block that nobody holds any more has left, else a new block.
      CREATE FUNCTION take_case_numbers(of_organisation text, how_many integer, held_seconds integer) RETURNS SETOF integer LANGUAGE plpgsql AS $$
      DECLARE block number_blocks; free integer[]; from_number integer; until timestamptz := clock_timestamp() + make_interval(secs => held_seconds);
      BEGIN
        FOR block IN SELECT * FROM number_blocks WHERE organisation = of_organisation AND held_until < clock_timestamp() ORDER BY first FOR UPDATE SKIP LOCKED LOOP
          free := ARRAY(
            SELECT serial FROM generate_series(block.first, block.last) AS serial
            WHERE NOT EXISTS (SELECT FROM cases JOIN sites ON sites.id = cases.site WHERE right(substring(number from '[0-9]+$'), 7)::integer = serial AND sites.organisation = of_organisation)
            ORDER BY serial);
          IF cardinality(free) = 0 THEN
            DELETE FROM number_blocks WHERE organisation = of_organisation AND first = block.first;
            CONTINUE;
          END IF;
          UPDATE number_blocks SET first = free[1], last = free[cardinality(free)], held_until = until WHERE organisation = of_organisation AND first = block.first;
          RETURN QUERY SELECT unnest(free);
          RETURN;
        END LOOP;
        INSERT INTO number_counters VALUES (of_organisation, 1, 1) ON CONFLICT DO NOTHING;
        UPDATE number_counters SET next = next + how_many WHERE organisation = of_organisation RETURNING next - how_many INTO from_number;
        INSERT INTO number_blocks VALUES (of_organisation, from_number, from_number + how_many - 1, clock_timestamp(), until);
        RETURN QUERY SELECT generate_series(from_number, from_number + how_many - 1);
      END $$;

      CREATE FUNCTION case_number_lane(of_prefix text, of_organisation text) RETURNS integer LANGUAGE plpgsql AS $$
      DECLARE found_lane integer;
      BEGIN
        LOOP
          SELECT lane INTO found_lane FROM number_lanes WHERE prefix = of_prefix AND organisation = of_organisation;
          IF FOUND THEN RETURN found_lane; END IF;
          INSERT INTO number_lanes SELECT of_prefix, of_organisation, COALESCE(max(lane) + 1, 0) FROM number_lanes WHERE prefix = of_prefix ON CONFLICT DO NOTHING;
        END LOOP;
      END $$;

      GRANT SELECT, INSERT, UPDATE ON number_counters TO banjie_app;
      GRANT SELECT, INSERT ON number_lanes TO banjie_app;
      GRANT SELECT, INSERT, UPDATE, DELETE ON number_blocks TO banjie_app;
      GRANT SELECT ON number_gaps TO banjie_app;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: restore a backup instead.');
  }
}
