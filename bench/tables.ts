import type { Pool } from 'pg';

/** The database of the two other contenders, on the same server as Banjie's. */
export const benchDatabase = 'bench';

export async function prepareOpponents(pool: Pool): Promise<void> {
  const entries =
    'number text NOT NULL, seq integer NOT NULL, act text NOT NULL, status text NOT NULL, actor text NOT NULL, at timestamptz NOT NULL, input jsonb NOT NULL, PRIMARY KEY (number, seq)';
  await pool.query(`
    CREATE TABLE raw_entries (${entries});
    CREATE TABLE plain_cases (number text PRIMARY KEY, status text NOT NULL, seq integer NOT NULL);
    CREATE TABLE plain_entries (${entries}, FOREIGN KEY (number) REFERENCES plain_cases)`);
}

/**
 * Keeps which entries came with a row of the outbox, which is deleted as soon as the engine has it: of a moment, that
 * it was entered by the relay's net and not by the engine, which need not be signalled.
 */
export async function prepareBanjieDatabase(pool: Pool): Promise<void> {
  await pool.query(`
    CREATE TABLE bench_told (number text, seq integer);
    CREATE FUNCTION bench_tell() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$ BEGIN INSERT INTO public.bench_told VALUES (NEW.number, NEW.seq); RETURN NULL; END $$;
    CREATE TRIGGER bench_tell AFTER INSERT ON outbox FOR EACH ROW EXECUTE FUNCTION bench_tell();
    ALTER TABLE outbox DISABLE TRIGGER bench_tell`);
}

/** The trigger is on only while deadlines are measured: it costs every act an insert. */
export async function watchOutbox(pool: Pool, on: boolean): Promise<void> {
  await pool.query(`ALTER TABLE outbox ${on ? 'ENABLE' : 'DISABLE'} TRIGGER bench_tell`);
}
