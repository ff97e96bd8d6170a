// Mail that waited, for the morning or for a mail server, and says what is no longer so: files came after it was written.
import type { AppContext } from '../app-context';

/**
 * What was tried without a known end may have arrived, so it stays in the list of mails. So does the mail of a demo, which
 * goes to no one: its weeks are played before the first of it is looked at.
 */
const DROP_SQL = `
  DELETE FROM outbox_mail m
  WHERE m.sent_at IS NULL AND m.failed_at IS NULL AND m.next_attempt_at <= $1
    AND (m.attempts = 0 OR m.last_error_code IS NOT NULL)
    AND NOT EXISTS (SELECT FROM tenant t WHERE t.id = m.tenant_id AND t.is_demo)
    AND (
      (m.kind = 'files-late' AND EXISTS (SELECT FROM sync_run newer
        WHERE newer.tenant_id = m.tenant_id AND newer.last_arrival_at > m.created_at))
      OR (m.kind = 'files-incomplete' AND EXISTS (SELECT FROM sync_run told
        JOIN sync_run newer ON newer.tenant_id = told.tenant_id AND newer.connection_id = told.connection_id
        WHERE told.tenant_id = m.tenant_id AND m.thread_key = 'run-' || told.id
          AND newer.last_arrival_at > m.created_at)))`;

/** Deleted rather than kept as unsent: the same words about the newer files are said again, and count as said for the first time. */
export async function dropOutdatedMail(ctx: AppContext): Promise<void> {
  const { rowCount } = await ctx.db.pool.query(DROP_SQL, [ctx.clock.now()]);
  if (rowCount)
    ctx.log.info({ count: rowCount }, 'mail dropped, newer files came before it was sent');
}
