// The terms of the live roster, kept beside the connection: see lib/core/sync-run/late-files.
import type pg from 'pg';

/** In the transaction that changes the live roster. */
export async function keepSchoolTerms(
  client: pg.ClientBase,
  { tenantId, connectionId }: { tenantId: number; connectionId: number },
): Promise<void> {
  await client.query(
    `UPDATE connection SET school_terms = (
       SELECT jsonb_agg(jsonb_build_array(lower(span), upper(span) - 1) ORDER BY lower(span))
       FROM (
         SELECT unnest(range_agg(daterange(start_date, end_date, '[]'))) AS span FROM roster_academic_session
         WHERE tenant_id = $1 AND removed_at IS NULL AND type <> 'schoolYear' AND start_date <= end_date) terms)
     WHERE tenant_id = $1 AND id = $2`,
    [tenantId, connectionId],
  );
}
