// Who is connected now. A set whose files are all here is checked sooner once its sender has gone, so this has to be
// known across processes, and an SFTP server that died must not leave a client behind that never goes.
import type { AppContext } from '../app-context';
import type { Transaction } from '../db';

/** Sessions say every few seconds that they are there; one that was silent this long is over. */
const SILENT_MS = 30_000;

export interface ClientSession {
  id: string;
  tenantId: number;
  connectionId: number;
}

/** Whatever order these arrive in, an end stays an end. */
export async function recordSessions(
  ctx: AppContext,
  sessions: readonly ClientSession[],
  { haveEnded = false } = {},
): Promise<void> {
  if (sessions.length === 0) return;
  const now = ctx.clock.now();
  await ctx.db.pool.query(
    `INSERT INTO sftp_session (tenant_id, id, connection_id, seen_at, ended_at)
     SELECT tenant_id, id, connection_id, $4, $5
     FROM unnest($1::int[], $2::uuid[], $3::int[]) AS given (tenant_id, id, connection_id)
     ON CONFLICT (tenant_id, id) DO UPDATE SET
       seen_at = CASE WHEN sftp_session.ended_at IS NULL THEN excluded.seen_at ELSE sftp_session.seen_at END,
       ended_at = coalesce(sftp_session.ended_at, excluded.ended_at)`,
    [
      sessions.map(({ tenantId }) => tenantId),
      sessions.map(({ id }) => id),
      sessions.map(({ connectionId }) => connectionId),
      now,
      haveEnded ? now : null,
    ],
  );
}

export interface ClientPresence {
  isConnected: boolean;
  /** When the last one was there; null where none was lately. */
  seenAt: Date | null;
}

export async function findClientPresence(
  db: Pick<Transaction, 'sftpSession'>,
  { id, tenantId }: { id: number; tenantId: number },
  now: Date,
): Promise<ClientPresence> {
  const where = { tenantId, connectionId: id };
  const open = await db.sftpSession.count({
    where: { ...where, endedAt: null, seenAt: { gt: new Date(now.getTime() - SILENT_MS) } },
  });
  const last = await db.sftpSession.aggregate({ where, _max: { seenAt: true } });
  return { isConnected: open > 0, seenAt: last._max.seenAt };
}
