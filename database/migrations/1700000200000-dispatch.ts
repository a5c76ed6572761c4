import type { QueryRunner } from 'typeorm';
import type { SchemaMigration } from './schema-migration.js';

/**
 * Teams with their people and areas, who is able to do what, and where somebody was last: what a case is dispatched by
 * (派工). Rows are ended, never deleted.
 */
export class Dispatch1700000200000 implements SchemaMigration {
  readonly oldestCode = '0.2.0';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE teams (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        site_id text NOT NULL REFERENCES sites,
        name text NOT NULL,
        -- What its people do, and (heating, power) the department that stands for it in the rulebook.
        role text NOT NULL,
        department text,
        -- Takes what lies in no area.
        last_resort boolean NOT NULL DEFAULT false,
        latitude double precision,
        longitude double precision,
        created_by text NOT NULL REFERENCES people,
        created_at timestamptz NOT NULL,
        ended_by text REFERENCES people,
        ended_at timestamptz,
        CHECK ((latitude IS NULL) = (longitude IS NULL))
      );
      CREATE UNIQUE INDEX teams_by_name ON teams (site_id, name) WHERE ended_at IS NULL;
      CREATE UNIQUE INDEX teams_of_last_resort ON teams (site_id, role) WHERE last_resort AND ended_at IS NULL;

      CREATE TABLE team_members (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        team_id bigint NOT NULL REFERENCES teams,
        person_id text NOT NULL REFERENCES people,
        lead boolean NOT NULL DEFAULT false,
        from_at timestamptz NOT NULL,
        until_at timestamptz,
        created_by text NOT NULL REFERENCES people,
        created_at timestamptz NOT NULL,
        ended_by text REFERENCES people,
        CHECK (until_at IS NULL OR until_at >= from_at)
      );
      CREATE INDEX team_members_of_team ON team_members (team_id, from_at);
      CREATE INDEX team_members_by_person ON team_members (person_id);

      CREATE FUNCTION works_in(of_team bigint, of_person text, at_time timestamptz) RETURNS boolean LANGUAGE sql STABLE AS $$
        SELECT EXISTS (SELECT FROM team_members WHERE team_id = of_team AND person_id = of_person AND from_at <= at_time AND (until_at IS NULL OR at_time < until_at))
      $$;

      -- An area belongs to one team: moved, it ends and begins anew.
      CREATE TABLE areas (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        site_id text NOT NULL REFERENCES sites,
        team_id bigint NOT NULL REFERENCES teams,
        name text NOT NULL,
        latitude double precision,
        longitude double precision,
        created_by text NOT NULL REFERENCES people,
        created_at timestamptz NOT NULL,
        ended_by text REFERENCES people,
        ended_at timestamptz,
        CHECK ((latitude IS NULL) = (longitude IS NULL))
      );
      CREATE INDEX areas_of_site ON areas (site_id, name) WHERE ended_at IS NULL;

      -- Addresses as they were given and as they are compared (domain/address.ts), and supply lines.
      CREATE TABLE area_rules (
        area_id bigint NOT NULL REFERENCES areas,
        site_id text NOT NULL,
        role text NOT NULL,
        kind text NOT NULL CHECK (kind IN ('address', 'line')),
        value text NOT NULL,
        compared text NOT NULL,
        ended_at timestamptz,
        PRIMARY KEY (area_id, kind, compared)
      );
      -- What makes an area in two teams impossible, whoever asks at the same moment.
      CREATE UNIQUE INDEX area_rules_once ON area_rules (site_id, role, kind, compared) WHERE ended_at IS NULL;

      CREATE TABLE skills (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        person_id text NOT NULL REFERENCES people,
        skill text NOT NULL,
        created_by text NOT NULL REFERENCES people,
        created_at timestamptz NOT NULL,
        ended_by text REFERENCES people,
        ended_at timestamptz
      );
      CREATE UNIQUE INDEX skills_once ON skills (person_id, skill) WHERE ended_at IS NULL;

      -- The last place only: where people were is nobody's business afterwards.
      CREATE TABLE positions (person_id text PRIMARY KEY REFERENCES people, latitude double precision NOT NULL, longitude double precision NOT NULL, at timestamptz NOT NULL);
      CREATE INDEX files_with_place ON files (uploaded_by, created_at DESC) WHERE latitude IS NOT NULL;
      CREATE INDEX entries_with_place ON entries (actor, at DESC) WHERE input ? 'latitude';

      -- Whose a task is where the case is with a team.
      ALTER TABLE tasks ADD team bigint;
      CREATE INDEX tasks_of_team ON tasks (team) WHERE team IS NOT NULL;
      CREATE INDEX tasks_of_person ON tasks (person) WHERE person IS NOT NULL;

      GRANT SELECT ON teams, team_members, areas, area_rules, skills, positions TO banjie_app;
      GRANT INSERT ON teams, team_members, areas, area_rules, skills, positions TO banjie_app;
      GRANT UPDATE (ended_by, ended_at) ON teams, areas, skills TO banjie_app;
      GRANT UPDATE (ended_by, until_at) ON team_members TO banjie_app;
      GRANT UPDATE (ended_at) ON area_rules TO banjie_app;
      GRANT UPDATE ON positions TO banjie_app;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: restore a backup instead.');
  }
}
