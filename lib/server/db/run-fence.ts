// Keeps whoever lost a run from writing into it. The lock under which a worker takes a run is one session's, and that
// session can end while the worker lives on, or stands still with work half done: then another one takes the run. So
// every attempt has a number (`takes`), and two things hold it:
//
// - each session that works on the run holds a lock it shares with the others of its attempt. Who begins the next attempt
//   ends the sessions that still hold it, and one that comes later is refused, for its number is not the run's any more.
//   This is for what is written without one transaction around it: the staged tables.
// - each transaction ends with a look at the run's row, locked: it must still be the attempt that it was.
import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';
import type { Database, Transaction } from '.';
import { LOCK_SPACES } from './lock-spaces';
import { sqlOf } from './sql-of';
import { isOfLostSession, WatchedClient } from './watched-client';

export type RunTable = 'sync_run' | 'attendance_run';

/** Which attempt at which run. */
export interface RunAttempt {
  table: RunTable;
  id: number;
  tenantId: number;
  take: number;
  /** Aborted when the lock under which the run was taken is gone. */
  lost: AbortSignal;
}

/** First key of the lock; the second is the run's id. */
const FENCE_LOCKS: Readonly<Record<RunTable, number>> = {
  sync_run: LOCK_SPACES.rosterAttempt,
  attendance_run: LOCK_SPACES.attendanceAttempt,
};
const END_SESSION_MS = 5_000;
const MAX_TRIES = 12;
const UNLOCK_MS = 5_000;

/** One of the attempt's, with its lock. */
interface Session {
  client: pg.PoolClient;
  /** To the pool it came from; `true` closes it. */
  giveBack: pg.PoolClient['release'];
}

/** Somebody else works on the run, or has finished it: whatever this attempt still holds is of no use. */
export class RunLostError extends Error {
  constructor({ table, id, take }: RunAttempt) {
    super(`attempt ${take} at ${table} ${id} is over: another one has begun, or its lock is gone`);
    this.name = 'RunLostError';
  }
}

/**
 * In the transaction that begins the next attempt: afterwards no session of an earlier one works on the run. The caller
 * holds the lock that makes it the only one to begin one.
 */
export async function shutOutOthers(
  client: pg.ClientBase,
  table: RunTable,
  runId: number,
): Promise<void> {
  const lock = [FENCE_LOCKS[table], runId];
  for (let tries = 1; tries <= MAX_TRIES; tries += 1) {
    const { rows } = await client.query<{ isFree: boolean }>(
      'SELECT pg_try_advisory_xact_lock($1, $2) AS "isFree"',
      lock,
    );
    if (rows[0]?.isFree) return;
    await client.query(
      `SELECT pg_terminate_backend(pid, ${END_SESSION_MS}) FROM pg_locks
       WHERE locktype = 'advisory' AND classid = $1::int::oid AND objid = $2::int::oid AND objsubid = 2 AND granted
         AND database = (SELECT oid FROM pg_database WHERE datname = current_database()) AND pid <> pg_backend_pid()`,
      lock,
    );
  }
  throw new Error(`sessions of an earlier attempt at ${table} ${runId} do not end`);
}

/** Locks the run's row until the transaction ends. Throws where it is not this attempt's any more. */
async function requireAttempt(
  tx: Transaction | pg.ClientBase,
  attempt: RunAttempt,
  state?: string,
): Promise<void> {
  const [row] = await sqlOf(tx)<{ takes: number; state: string }>(
    `SELECT takes, state::text AS state FROM ${attempt.table} WHERE id = $1 AND tenant_id = $2 FOR NO KEY UPDATE`,
    [attempt.id, attempt.tenantId],
  );
  if (row?.takes !== attempt.take || (state !== undefined && row.state !== state))
    throw new RunLostError(attempt);
}

/**
 * Before a transaction that writes of a run commits: the run must be in this state, and still this attempt's. Without an
 * attempt there is nothing to be lost.
 */
export async function requireStillOurs(
  { attempt }: { attempt?: RunAttempt },
  tx: Transaction | pg.ClientBase,
  state?: string,
): Promise<void> {
  if (attempt) await requireAttempt(tx, attempt, state);
}

export interface Fence<Context> {
  /** The same context, whose every session and transaction is refused once the attempt is over. */
  fenced: Context;
  /** Gives back the session that was kept, once nothing of the attempt is at work any more; may be called again. */
  close(): Promise<void>;
}

export function openFence<Context extends { db: Database }>(
  ctx: Context,
  attempt: RunAttempt,
): Fence<Context> {
  const { pool, prisma } = ctx.db;
  const sessions = fencePool(pool, attempt);
  return {
    fenced: {
      ...ctx,
      attempt,
      db: { ...ctx.db, pool: sessions.pool, prisma: fencePrisma(prisma, attempt) },
    },
    close: sessions.close,
  };
}

/**
 * Sessions that hold the lock of the attempt. One that is given back is kept for the next query: to lock, to look and to
 * unlock around each of them would cost four answers instead of one.
 */
function fencePool(pool: pg.Pool, attempt: RunAttempt): { pool: pg.Pool; close(): Promise<void> } {
  const lock = [FENCE_LOCKS[attempt.table], attempt.id];
  const atWork = new Set<pg.PoolClient>();
  let kept: Session | null = null;
  let isClosed = false;

  const takeKept = (): Session | null => {
    const session = kept;
    kept = null;
    return session;
  };

  attempt.lost.addEventListener('abort', () => {
    // What they are at fails, and with it the work.
    for (const client of atWork)
      if (client instanceof WatchedClient) void (client as pg.Client).end().catch(() => {});
    takeKept()?.giveBack(true);
  });

  /** With the lock, or not at all. */
  const begin = async (): Promise<Session> => {
    const client = await pool.connect();
    const release = client.release.bind(client);
    let isGivenBack = false;
    const giveBack: Session['giveBack'] = (problem) => {
      if (isGivenBack) return;
      isGivenBack = true;
      client.off('end', leaveIfKept);
      release(problem);
    };
    const leaveIfKept = (): void => {
      if (kept?.client === client) takeKept()?.giveBack(true);
    };
    client.on('end', leaveIfKept);
    try {
      if (attempt.lost.aborted) throw new RunLostError(attempt);
      // One after the other: the number is read once the lock is held.
      await client.query('SELECT pg_advisory_lock_shared($1, $2)', lock);
      const { rows } = await client.query<{ takes: number }>(
        `SELECT takes FROM ${attempt.table} WHERE id = $1 AND tenant_id = $2`,
        [attempt.id, attempt.tenantId],
      );
      if (rows[0]?.takes !== attempt.take || attempt.lost.aborted) throw new RunLostError(attempt);
    } catch (error) {
      // A session in doubt is closed: its lock goes with it.
      giveBack(true);
      throw error;
    }
    return { client, giveBack };
  };

  /** Without its lock it is any session of the pool. One that does not answer soon is closed: nobody waits for it. */
  const end = async ({ client, giveBack }: Session): Promise<void> => {
    const waiting = new AbortController();
    const unlocked = client.query('SELECT pg_advisory_unlock_shared($1, $2)', lock).then(
      () => giveBack(),
      () => giveBack(true),
    );
    const closed = delay(UNLOCK_MS, undefined, { signal: waiting.signal }).then(
      () => giveBack(true),
      () => {},
    );
    await Promise.race([unlocked, closed]);
    waiting.abort();
  };

  const connect = async (): Promise<pg.PoolClient> => {
    if (attempt.lost.aborted) throw new RunLostError(attempt);
    const session = takeKept() ?? (await begin());
    const { client, giveBack } = session;
    atWork.add(client);
    client.release = (problem) => {
      if (!atWork.delete(client)) return;
      const isGone = client instanceof WatchedClient && client.isGone;
      if (problem || isGone || attempt.lost.aborted) giveBack(problem || true);
      // Whoever waits for a session would wait for this one as well.
      else if (kept || isClosed || pool.waitingCount > 0) void end(session);
      else kept = session;
    };
    return client;
  };
  const query = async (...asked: Parameters<pg.ClientBase['query']>): Promise<unknown> => {
    const client = await connect();
    try {
      const answer: unknown = await client.query(...asked);
      client.release();
      return answer;
    } catch (error) {
      client.release(isOfLostSession(error) || isFatal(error));
      throw error;
    }
  };
  return {
    pool: replaceMethods(pool, { connect, query }),
    async close() {
      isClosed = true;
      const last = takeKept();
      if (last) await end(last);
    },
  };
}

/** PostgreSQL says that it ends the session, which the driver hears a moment later. */
const isFatal = (error: unknown): boolean =>
  error instanceof Error && 'severity' in error && error.severity === 'FATAL';

function fencePrisma(prisma: Database['prisma'], attempt: RunAttempt) {
  const $transaction: typeof prisma.$transaction = (...[work, options]: unknown[]): never => {
    if (typeof work !== 'function') throw new TypeError('a run writes in a transaction of its own');
    const fenced = async (tx: Transaction): Promise<unknown> => {
      const result: unknown = await (work as (tx: Transaction) => Promise<unknown>)(tx);
      await requireAttempt(tx, attempt);
      return result;
    };
    return prisma.$transaction(
      fenced,
      options as Parameters<typeof prisma.$transaction>[1],
    ) as never;
  };
  return replaceMethods(prisma, { $transaction });
}

function replaceMethods<T extends object>(
  target: T,
  methods: Readonly<Record<string, unknown>>,
): T {
  return new Proxy(target, {
    get(from, name) {
      if (typeof name === 'string' && name in methods) return methods[name];
      const value: unknown = Reflect.get(from, name, from);
      return typeof value === 'function' ? (value.bind(from) as unknown) : value;
    },
  });
}
