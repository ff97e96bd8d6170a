// Advisory locks that are held while something slow outside is waited for. All of one process share one session of the pool, so
// that a hundred servers that answer slowly do not take the sessions that everything else needs.
import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { LOCK_SPACES } from './lock-spaces';

const ASK_AGAIN_MS = 100;

type Work<T> = (lost: AbortSignal) => Promise<T>;

export class LockSession {
  private session: Promise<HeldSession> | null = null;

  constructor(private readonly pool: pg.Pool) {}

  /**
   * Waits for whichever other process has the lock, then does `work`. Within a process it keeps nobody out: PostgreSQL gives a session
   * a lock that it has already. A session that is lost loses its locks; then `lost` is aborted.
   */
  async whileLocked<T>(space: keyof typeof LOCK_SPACES, id: number, work: Work<T>): Promise<T> {
    const session = await this.enter();
    try {
      const key = [LOCK_SPACES[space], id];
      while (!(await session.isTrue('SELECT pg_try_advisory_lock($1, $2) AS yes', key)))
        await sleep(ASK_AGAIN_MS);
      try {
        return await work(session.lost.signal);
      } finally {
        // One that is gone has no lock any more.
        await session.isTrue('SELECT pg_advisory_unlock($1, $2) AS yes', key).catch(() => {});
      }
    } finally {
      this.leave(session);
    }
  }

  private async enter(): Promise<HeldSession> {
    for (;;) {
      const opening = (this.session ??= this.pool
        .connect()
        .then((client) => new HeldSession(client)));
      let session: HeldSession;
      try {
        session = await opening;
      } catch (error) {
        if (this.session === opening) this.session = null;
        throw error;
      }
      if (!session.isOver) {
        session.users += 1;
        return session;
      }
      if (this.session === opening) this.session = null;
    }
  }

  private leave(session: HeldSession): void {
    session.users -= 1;
    if (session.users === 0) session.end();
  }
}

class HeldSession {
  users = 0;
  /** Lost, or given back. */
  isOver = false;
  readonly lost = new AbortController();
  /** The driver takes one query after the other. */
  private asked: Promise<unknown> = Promise.resolve();
  private readonly lose = (): void => {
    this.isOver = true;
    this.lost.abort();
  };

  constructor(private readonly client: pg.PoolClient) {
    client.on('error', this.lose);
    client.on('end', this.lose);
  }

  isTrue(sql: string, values: readonly number[]): Promise<boolean> {
    const answer = this.asked.then(async () => {
      const { rows } = await this.client.query<{ yes: boolean }>(sql, [...values]);
      return rows[0]?.yes === true;
    });
    this.asked = answer.catch(() => {
      // What it says of this query may mean that a lock was neither given nor given back.
      this.lose();
    });
    return answer;
  }

  end(): void {
    this.isOver = true;
    this.client.off('error', this.lose);
    this.client.off('end', this.lose);
    // One that was lost is closed: its locks go with it.
    this.client.release(this.lost.signal.aborted);
  }
}
