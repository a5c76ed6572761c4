import type { QueryRunner } from 'typeorm';
import type { SchemaMigration } from './schema-migration.js';

/**
 * Posts with a time, duty rosters, absences, delegations, attendance; who is on for a role at an instant, and for whom.
 */
export class People1700000100000 implements SchemaMigration {
  readonly oldestCode = '0.2.0';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE EXTENSION btree_gist;

      -- Ended, never deleted. What was there before has no beginning on record.
      ALTER TABLE people ADD COLUMN ended_at timestamptz;
      ALTER TABLE sites ADD COLUMN ended_at timestamptz;
      ALTER TABLE tokens ADD COLUMN id bigint GENERATED ALWAYS AS IDENTITY UNIQUE;
      CREATE INDEX tokens_of_person ON tokens (person_id);
      ALTER TABLE posts ADD COLUMN valid_from timestamptz NOT NULL DEFAULT '-infinity', ADD COLUMN valid_until timestamptz NOT NULL DEFAULT 'infinity', ADD CHECK (valid_from <= valid_until);
      ALTER TABLE posts DROP CONSTRAINT posts_person_id_role_site_id_department_key;
      -- One text, so that no look for a person or a role takes this index, which is many times slower than their own.
      ALTER TABLE posts ADD CONSTRAINT posts_held_once EXCLUDE USING gist (
        (person_id || '|' || role || '|' || COALESCE(site_id, '') || '|' || COALESCE(department, '')) WITH =, tstzrange(valid_from, valid_until) WITH &&);
      CREATE INDEX posts_of_person ON posts (person_id);

      -- Who changed what of people, sites, rosters, contacts, and from when it holds. Written with the change, in its transaction.
      CREATE TABLE organisation_changes (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        organisation text NOT NULL,
        what text NOT NULL CHECK (what IN ('person', 'post', 'token', 'site', 'roster-entry', 'swap', 'absence', 'delegation', 'attendance', 'contact')),
        subject text NOT NULL,
        person_id text,
        site_id text,
        change text NOT NULL CHECK (change IN ('created', 'changed', 'ended')),
        before jsonb,
        value jsonb NOT NULL,
        holds_from timestamptz NOT NULL,
        by text NOT NULL,
        at timestamptz NOT NULL
      );
      CREATE INDEX organisation_changes_of_person ON organisation_changes (person_id, id) WHERE person_id IS NOT NULL;
      CREATE INDEX organisation_changes_of_site ON organisation_changes (site_id, what, id) WHERE site_id IS NOT NULL;
      CREATE FUNCTION changes_are_immutable() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'What has been changed stays on record.'; END $$;
      CREATE TRIGGER changes_never_change BEFORE UPDATE OR DELETE ON organisation_changes FOR EACH ROW EXECUTE FUNCTION changes_are_immutable();
      CREATE TRIGGER changes_never_vanish BEFORE TRUNCATE ON organisation_changes FOR EACH STATEMENT EXECUTE FUNCTION changes_are_immutable();

      -- The answer to a request that changes something beside cases.
      ALTER TABLE idempotency_keys ADD COLUMN answer jsonb;

      -- What is withdrawn holds no more from then on; what was so before stays true.
      -- Duty roster (值班表). A swap withdraws two entries and enters two.
      CREATE TABLE roster_entries (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        person_id text NOT NULL REFERENCES people,
        role text NOT NULL,
        site_id text NOT NULL REFERENCES sites,
        department text,
        starts_at timestamptz NOT NULL,
        ends_at timestamptz NOT NULL,
        withdrawn_at timestamptz,
        CHECK (starts_at < ends_at)
      );
      CREATE INDEX roster_by_role ON roster_entries (site_id, role, ends_at);
      CREATE INDEX roster_by_person ON roster_entries (person_id, ends_at);
      CREATE TABLE roster_swaps (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        entry_id bigint NOT NULL REFERENCES roster_entries,
        other_id bigint NOT NULL REFERENCES roster_entries,
        asked_by text NOT NULL REFERENCES people,
        asked_at timestamptz NOT NULL,
        answered_by text REFERENCES people,
        answered_at timestamptz,
        agreed boolean
      );
      CREATE INDEX roster_swaps_by_entry ON roster_swaps (entry_id);
      CREATE INDEX roster_swaps_by_other ON roster_swaps (other_id);

      CREATE TABLE absences (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        person_id text NOT NULL REFERENCES people,
        starts_at timestamptz NOT NULL,
        ends_at timestamptz NOT NULL,
        reason text,
        withdrawn_at timestamptz,
        CHECK (starts_at < ends_at)
      );
      CREATE INDEX absences_by_person ON absences (person_id, ends_at);

      -- Delegation (委托代理): of one post, or of all (no post).
      CREATE TABLE delegations (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        from_person text NOT NULL REFERENCES people,
        to_person text NOT NULL REFERENCES people,
        post_id bigint REFERENCES posts,
        starts_at timestamptz NOT NULL,
        ends_at timestamptz NOT NULL,
        reason text NOT NULL,
        withdrawn_at timestamptz,
        CHECK (starts_at < ends_at AND from_person <> to_person)
      );
      CREATE INDEX delegations_from ON delegations (from_person, ends_at);
      CREATE INDEX delegations_to ON delegations (to_person, ends_at);

      -- Attendance (考勤, HC-roster): a correction is a later entry of the same person and day.
      CREATE TABLE attendance (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        person_id text NOT NULL REFERENCES people,
        site_id text NOT NULL REFERENCES sites,
        department text NOT NULL,
        day date NOT NULL,
        state text NOT NULL,
        remark text,
        entered_by text NOT NULL REFERENCES people,
        entered_at timestamptz NOT NULL
      );
      CREATE INDEX attendance_of_department ON attendance (site_id, department, day, person_id, id);

      -- A role that nobody was on for when somebody had to be told: said once a day.
      CREATE TABLE unheld_roles (
        organisation text NOT NULL, site text NOT NULL, role text NOT NULL, department text NOT NULL, day date NOT NULL, number text NOT NULL, at timestamptz NOT NULL,
        PRIMARY KEY (organisation, day, site, role, department)
      );

      ALTER TABLE notices ADD COLUMN held_for text REFERENCES people;

      -- What somebody holds at an instant: posts, duty by the roster, and both of those they stand in for.
      CREATE FUNCTION held_at(of_person text, at_time timestamptz) RETURNS TABLE (post_id bigint, role text, site_id text, department text, held_for text, duty_until timestamptz) LANGUAGE sql STABLE AS $$
        WITH holder AS (
          SELECT of_person AS person, NULL::text AS held_for, NULL::bigint AS only_post
          UNION ALL
          SELECT from_person, from_person, post_id FROM delegations WHERE to_person = of_person AND starts_at <= at_time AND at_time < ends_at AND (withdrawn_at IS NULL OR at_time < withdrawn_at)
        )
        SELECT posts.id, posts.role, posts.site_id, posts.department, holder.held_for, NULL::timestamptz
        FROM holder JOIN posts ON posts.person_id = holder.person AND (holder.only_post IS NULL OR posts.id = holder.only_post)
        WHERE posts.valid_from <= at_time AND at_time < posts.valid_until
        UNION ALL
        SELECT NULL, duty.role, duty.site_id, duty.department, holder.held_for, duty.ends_at
        FROM holder JOIN roster_entries duty ON duty.person_id = holder.person AND duty.starts_at <= at_time AND at_time < duty.ends_at AND (duty.withdrawn_at IS NULL OR at_time < duty.withdrawn_at)
        WHERE holder.only_post IS NULL OR EXISTS (SELECT FROM posts WHERE posts.id = holder.only_post AND posts.role = duty.role AND (posts.site_id IS NULL OR posts.site_id = duty.site_id))
      $$;

      -- The keys under which a case may be about somebody (domain/case/subjects.ts, keysOf).
      CREATE FUNCTION keys_at(of_person text, at_time timestamptz) RETURNS text[] LANGUAGE sql STABLE AS $$
        SELECT ARRAY(SELECT of_person UNION SELECT '@' || department FROM posts WHERE person_id = of_person AND department IS NOT NULL AND valid_from <= at_time AND at_time < valid_until)
      $$;
      CREATE FUNCTION is_about(keys text[], of_person text, at_time timestamptz) RETURNS boolean LANGUAGE sql STABLE AS $$
        SELECT cardinality(keys) > 0 AND keys_at(of_person, at_time) && keys
      $$;
      CREATE FUNCTION is_away(of_person text, at_time timestamptz) RETURNS boolean LANGUAGE sql STABLE AS $$
        SELECT EXISTS (SELECT FROM absences WHERE person_id = of_person AND starts_at <= at_time AND at_time < ends_at AND (withdrawn_at IS NULL OR at_time < withdrawn_at))
      $$;

      -- Those who stand in for some people in a role at a site, and for whom. Never on behalf of whoever the case is about; what is held for another is not passed on.
      CREATE FUNCTION stand_ins(of_people text[], in_role text, at_site text, in_department text, at_time timestamptz, about text[]) RETURNS TABLE (person_id text, held_for text) LANGUAGE sql STABLE AS $$
        SELECT to_person, min(from_person) FROM delegations
        WHERE from_person = ANY (of_people) AND NOT to_person = ANY (of_people) AND starts_at <= at_time AND at_time < ends_at AND (withdrawn_at IS NULL OR at_time < withdrawn_at)
          AND (post_id IS NULL OR EXISTS (
            SELECT FROM posts WHERE posts.id = delegations.post_id AND posts.role = in_role AND (posts.site_id IS NULL OR posts.site_id = at_site) AND (posts.department IS NULL OR posts.department = in_department)))
          AND EXISTS (SELECT FROM posts own WHERE own.person_id = to_person AND (own.site_id IS NULL OR own.site_id = at_site) AND own.valid_from <= at_time AND at_time < own.valid_until)
          AND NOT is_away(to_person, at_time) AND NOT is_about(about, to_person, at_time) AND NOT is_about(about, from_person, at_time)
        GROUP BY to_person
      $$;

      -- Who is on for the first role of the ladder that anybody is on for: by the roster, else by post, without those who are away and those the case is about;
      -- with whoever stands in. On duty for a role of "standing" (the monitor room after hours, P-3.4) is on duty for the first. Where one person is named it is for them
      -- alone. It stops at the first level that somebody is found at. Every act that tells somebody asks this: one statement a level, but where somebody is away or
      -- stood in for, or the case is about somebody.
      CREATE FUNCTION who_is_on(of_organisation text, at_site text, ladder text[], in_department text, at_time timestamptz, about text[], named text DEFAULT NULL, standing text[] DEFAULT '{}')
      RETURNS TABLE (person_id text, held_for text, way text, level integer) LANGUAGE plpgsql STABLE ROWS 3 AS $$
      #variable_conflict use_column
      DECLARE rung text; place integer := 0; on_duty text[]; holders text[]; people text[]; particular boolean; somebody boolean;
      BEGIN
        IF named IS NOT NULL THEN
          IF NOT EXISTS (SELECT FROM people staff WHERE staff.id = named AND staff.organisation = of_organisation) OR is_about(about, named, at_time) THEN RETURN; END IF;
          RETURN QUERY SELECT named, NULL::text, 'named', 1;
          RETURN QUERY SELECT one.person_id, one.held_for, 'delegation', 1 FROM stand_ins(ARRAY[named], ladder[1], at_site, in_department, at_time, about) AS one;
          RETURN;
        END IF;
        FOREACH rung IN ARRAY ladder LOOP
          place := place + 1;
          SELECT array_agg(DISTINCT one.person_id) FILTER (WHERE one.duty), array_agg(DISTINCT one.person_id) FILTER (WHERE NOT one.duty), bool_or(
              EXISTS (SELECT FROM absences WHERE absences.person_id = one.person_id AND starts_at <= at_time AND at_time < ends_at)
              OR EXISTS (SELECT FROM delegations WHERE from_person = one.person_id AND starts_at <= at_time AND at_time < ends_at))
            INTO on_duty, holders, particular
          FROM (
            SELECT entry.person_id, true AS duty FROM roster_entries entry
            WHERE entry.site_id = at_site AND entry.role = rung AND entry.starts_at <= at_time AND at_time < entry.ends_at AND (entry.withdrawn_at IS NULL OR at_time < entry.withdrawn_at)
              AND (entry.department IS NULL OR entry.department = in_department)
            UNION ALL
            -- Not a join: setting one up costs more here than the rest of the function.
            SELECT post.person_id, false FROM posts post
            WHERE post.role = rung AND (post.site_id IS NULL OR post.site_id = at_site) AND (post.department IS NULL OR post.department = in_department) AND post.valid_from <= at_time AND at_time < post.valid_until
              AND (SELECT staff.organisation = of_organisation AND (staff.ended_at IS NULL OR staff.ended_at > at_time) FROM people staff WHERE staff.id = post.person_id)
          ) AS one;
          IF place = 1 AND cardinality(standing) > 0 THEN
            people := ARRAY(
              SELECT DISTINCT entry.person_id FROM roster_entries entry
              WHERE entry.site_id = at_site AND entry.role = ANY (standing) AND entry.starts_at <= at_time AND at_time < entry.ends_at AND (entry.withdrawn_at IS NULL OR at_time < entry.withdrawn_at));
            IF cardinality(people) > 0 THEN on_duty := on_duty || people; particular := true; END IF;
          END IF;
          IF on_duty IS NULL AND holders IS NULL THEN CONTINUE; END IF;
          -- Nobody of them is away or stood in for, and the case is about nobody: by far the most.
          IF NOT particular AND cardinality(about) = 0 THEN
            held_for := NULL; way := CASE WHEN on_duty IS NULL THEN 'post' ELSE 'roster' END; level := place;
            FOREACH person_id IN ARRAY COALESCE(on_duty, holders) LOOP RETURN NEXT; END LOOP;
            RETURN;
          END IF;
          FOR turn IN 1..2 LOOP
            people := CASE turn WHEN 1 THEN on_duty ELSE holders END;
            IF people IS NULL THEN CONTINUE; END IF;
            people := ARRAY(SELECT DISTINCT one FROM unnest(people) AS one WHERE NOT is_about(about, one, at_time));
            RETURN QUERY SELECT one, NULL::text, CASE turn WHEN 1 THEN 'roster' ELSE 'post' END, place FROM unnest(people) AS one WHERE NOT is_away(one, at_time);
            somebody := FOUND;
            RETURN QUERY SELECT one.person_id, one.held_for, 'delegation', place FROM stand_ins(people, rung, at_site, in_department, at_time, about) AS one;
            IF somebody OR FOUND THEN RETURN; END IF;
          END LOOP;
        END LOOP;
      END $$;

      -- Who left stays on record with an end.
      REVOKE DELETE ON sites, people, posts, tokens FROM banjie_app;
      GRANT SELECT ON organisation_changes, roster_entries, roster_swaps, absences, delegations, attendance, unheld_roles TO banjie_app;
      GRANT INSERT ON organisation_changes, roster_entries, roster_swaps, absences, delegations, attendance, unheld_roles TO banjie_app;
      GRANT UPDATE (withdrawn_at) ON roster_entries, absences, delegations TO banjie_app;
      GRANT UPDATE (answered_by, answered_at, agreed) ON roster_swaps TO banjie_app;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: restore a backup instead.');
  }
}
