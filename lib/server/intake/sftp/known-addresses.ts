// From where districts have signed in lately. Such addresses keep their places when strangers crowd the server, and are
// not counted together with their neighbours. Read from what was seen, so that a restart and the other SFTP processes
// know them too.
import type { AppContext } from '../../app-context';
import { sourceOf } from './source-address';

const KNOWN_MS = 30 * 24 * 3600_000;

const NEWEST = 'SELECT coalesce(max(id), 0) AS id FROM sftp_event';

export class KnownAddresses {
  private readonly pairs = new Map<string, number>();
  private readonly sources = new Map<string, number>();
  /** The newest event at the last read and at the one before it. Others are written when their process comes to it. */
  private newest: [last: number, before: number] | null = null;

  constructor(private readonly ctx: AppContext) {}

  /**
   * The first time all of the last 30 days, later only what was written since: other processes can write a sign-in long
   * after it was. One read is overlapped, since of two that are written at once the later number can be there first.
   */
  async read(): Promise<void> {
    const { pool } = this.ctx.db;
    const [newest] = (await pool.query<{ id: number }>(NEWEST)).rows;
    const { rows } = await pool.query<{
      address: string;
      userName: string;
      at: Date;
    }>(
      `SELECT event.source_address AS address, account.user_name AS "userName", max(event.at) AS at
       FROM sftp_event event JOIN sftp_account account ON account.connection_id = event.connection_id
       WHERE event.kind = 'SIGNED_IN' AND event.id > $1 AND event.at > $2
       GROUP BY 1, 2`,
      [this.newest?.[1] ?? 0, new Date(this.ctx.clock.now().getTime() - KNOWN_MS)],
    );
    for (const row of rows) this.add(row.address, row.userName, row.at);
    const last = newest?.id ?? 0;
    this.newest = [last, this.newest?.[0] ?? 0];
  }

  add(address: string, userName: string, at: Date): void {
    keepLatest(this.pairs, `${address}\0${userName}`, at.getTime());
    keepLatest(this.sources, sourceOf(address), at.getTime());
  }

  /** This user name, from this very address. */
  has(address: string, userName: string): boolean {
    return this.isLately(this.pairs.get(`${address}\0${userName}`));
  }

  /** Anybody, from this address or its IPv6 network. */
  hasSource(source: string): boolean {
    return this.isLately(this.sources.get(source));
  }

  private isLately(at: number | undefined): boolean {
    return at !== undefined && at > this.ctx.clock.now().getTime() - KNOWN_MS;
  }
}

function keepLatest(map: Map<string, number>, key: string, at: number): void {
  map.set(key, Math.max(at, map.get(key) ?? at));
}
