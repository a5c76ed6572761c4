import type { DataSource } from 'typeorm';
import { readSchema, schemaFault } from '../database/schema-version.js';
import { nearestMoment, overdueCases } from '../ledger/outbox.js';
import type { TimeSource } from '../ledger/time-source.js';
import { attendingWorkers } from '../ledger/worker-heartbeats.js';
import { fail, ok, warn, type Finding } from './finding.js';

const clockOffMs = { warn: 2_000, fail: 30_000 };
const untoldSeconds = { warn: 30, fail: 300 };
const unsentSeconds = 600;
const headHours = 26;
/** The worker enters without the engine what is later than 15 s: longer than this, nobody does. */
const momentLateMs = 60_000;
const shownCases = 1_000;

/** What the database tells of itself, the workers, the outbox, what is late and what could not be sent. */
export async function examineDatabase(source: DataSource, time: TimeSource): Promise<Finding[]> {
  const fault = schemaFault(await readSchema(source));
  if (fault) return [fail('schema', fault, 'Upgrading in docs/upgrading.md says how, step by step.')];
  return [
    ok('schema', 'it is the one this code was written for'),
    ...(await Promise.all([
      roleFinding(source),
      clockFinding(source),
      workerFinding(source),
      outboxFinding(source),
      momentFinding(source, time),
      sendingFinding(source),
      headFinding(source),
    ])),
  ];
}

async function roleFinding(source: DataSource): Promise<Finding> {
  const [{ may, role }] = await source.query(
    `SELECT has_table_privilege('entries', 'UPDATE') AS may, current_user AS role`,
  );
  return may
    ? warn(
        'role',
        `DATABASE_URL connects as ${role}, which may change entries of the record`,
        'Connect as banjie_app; only migrations and restores use DATABASE_OWNER_URL.',
      )
    : ok('role', `${role} can neither change nor delete an entry`);
}

async function clockFinding(source: DataSource): Promise<Finding> {
  const sentAt = Date.now();
  const [{ now }] = await source.query(`SELECT clock_timestamp() AS now`);
  const answeredAt = Date.now();
  // The database looked at its clock at some moment between.
  const offMs = Math.max(0, sentAt - now.getTime(), now.getTime() - answeredAt);
  const says = `the clocks of this machine and the database differ by ${(offMs / 1_000).toFixed(1)} s`;
  const remedy = 'Let a time service keep both clocks (timedatectl status): deadlines go by that of the database.';
  if (offMs >= clockOffMs.fail) return fail('clock', says, remedy);
  return offMs >= clockOffMs.warn ? warn('clock', says, remedy) : ok('clock', says);
}

async function workerFinding(source: DataSource): Promise<Finding> {
  const count = await attendingWorkers(source);
  return count > 0
    ? ok('worker', `${count} ${count === 1 ? 'attends' : 'attend'} to the cases`)
    : fail(
        'worker',
        'none attends to the cases: no moment is entered and nothing is sent',
        'Start it; where it runs, its log says what stops it.',
      );
}

async function outboxFinding(source: DataSource): Promise<Finding> {
  const [{ cases, seconds }] = await source.query(
    `SELECT count(DISTINCT number)::integer AS cases, COALESCE(extract(epoch FROM clock_timestamp() - min(tell_by)), 0)::integer AS seconds FROM outbox WHERE tell_by < clock_timestamp()`,
  );
  const says = `${cases} cases wait for the engine to be told of them, the first for ${seconds} s`;
  const remedy = 'It empties by itself once engine and worker are there; afterwards npm run reconcile.';
  if (seconds >= untoldSeconds.fail) return fail('outbox', says, remedy);
  if (seconds >= untoldSeconds.warn) return warn('outbox', says, remedy);
  return ok('outbox', cases === 0 ? 'it is empty' : says);
}

async function momentFinding(source: DataSource, time: TimeSource): Promise<Finding> {
  const now = await time.now((await nearestMoment(source)).now);
  const late = await overdueCases(source, new Date(now.getTime() - momentLateMs * time.speed), shownCases);
  if (late.length === 0) return ok('moments', 'none is late by more than a minute');
  return fail(
    'moments',
    `${late.length === shownCases ? 'at least ' : ''}${late.length} cases have a moment that nobody has entered for more than a minute (${late.slice(0, 3).join(', ')})`,
    'Start the worker; the log of one that runs names the cases it cannot enter. npm run verify tells whether they are whole.',
  );
}

async function sendingFinding(source: DataSource): Promise<Finding> {
  const [{ waiting, given }] = await source.query(
    `SELECT count(*) FILTER (WHERE state = 'waiting' AND due_at < clock_timestamp() - $1 * interval '1 second')::integer AS waiting,
       count(*) FILTER (WHERE state = 'given-up' AND created_at > clock_timestamp() - interval '1 day')::integer AS given
     FROM deliveries WHERE state IN ('waiting', 'given-up')`,
    [unsentSeconds],
  );
  if (waiting + given === 0) return ok('notices', 'what was to be sent was sent');
  return warn(
    'notices',
    `${waiting} wait for more than ten minutes, ${given} of the last day were given up`,
    'Mail, chat and SMS in docs/operations.md has the query that says why (last_code).',
  );
}

async function headFinding(source: DataSource): Promise<Finding> {
  const [{ hours }] = await source.query(
    `SELECT (extract(epoch FROM clock_timestamp() - max(at)) / 3600)::integer AS hours FROM heads`,
  );
  if (hours !== null && hours <= headHours) return ok('heads', `the last was signed ${hours} hours ago`);
  return warn(
    'heads',
    hours === null ? 'no head over the cases was signed yet' : `the last was signed ${hours} hours ago`,
    'The worker signs one a day with HEAD_KEY_FILE: Heads in docs/operations.md says how the key is made.',
  );
}
