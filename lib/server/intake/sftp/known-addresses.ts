// From where districts have signed in lately. Such addresses keep their places when strangers crowd the door, and are
// not counted together with their neighbours. Read from what was seen, so that a restart and the other SFTP processes
// know them too.
import type { AppContext } from '../../app-context';
import { sourceOf } from './source-address';

const KNOWN_MS = 30 * 24 * 3600_000;
// Other processes write their events a little later than they happened.
const OVERLAP_MS = 10 * 60_000;

export class KnownAddresses {
  private readonly pairs = new Map<string, number>();
  private readonly sources = new Map<string, number>();
  private readAt: Date | null = null;

  constructor(private readonly ctx: AppContext) {}

  /** The first time all of the last 30 days, later only what is new. */
  async read(): Promise<void> {
    const now = this.ctx.clock.now();
    const since = new Date(this.readAt ? +this.readAt - OVERLAP_MS : +now - KNOWN_MS);
    const { rows } = await this.ctx.db.pool.query<{
      address: string;
      userName: string;
      at: Date;
    }>(
      `SELECT event.source_address AS address, connection.sftp_user_name AS "userName", max(event.at) AS at
       FROM sftp_event event JOIN connection ON connection.id = event.connection_id
       WHERE event.kind = 'SIGNED_IN' AND event.at > $1
       GROUP BY 1, 2`,
      [since],
    );
    for (const row of rows) this.add(row.address, row.userName, row.at);
    this.readAt = now;
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
