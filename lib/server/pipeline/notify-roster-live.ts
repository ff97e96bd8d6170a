// In the transaction that applies a first roster: whoever waited for it hears that it is live, once and surely.
import type pg from 'pg';
import type { AppContext } from '../app-context';
import type { RunKey } from '../db/roster-tables';
import { queueMailIn, type TenantForMail } from '../mail/outbox';
import { rosterLiveMail, type RosterSize } from '../mail/roster-live-message';

interface Reader {
  email: string;
  name: string;
  isStaff: boolean;
}

/** To the contacts, the PSM and the implementer; where no implementer is named, to every one and the leads. */
export async function notifyRosterLive(
  ctx: AppContext,
  client: pg.ClientBase,
  run: RunKey,
): Promise<void> {
  const tenant = await getTenant(client, run.tenantId);
  const size = await countRoster(client, run.tenantId);
  const isSiteReady = await hasSite(client, run.tenantId);
  for (const { email, name, isStaff } of await findReaders(client, run.tenantId))
    await queueMailIn(
      client,
      rosterLiveMail(ctx, {
        tenant,
        size,
        isStaff,
        isSiteReady,
        runId: run.id,
        to: { address: email, name },
      }),
    );
}

async function getTenant(client: pg.ClientBase, tenantId: number): Promise<TenantForMail> {
  const { rows } = await client.query<TenantForMail>(
    'SELECT id, slug, name, time_zone AS "timeZone" FROM tenant WHERE id = $1',
    [tenantId],
  );
  if (!rows[0]) throw new Error(`Tenant ${tenantId} does not exist.`);
  return rows[0];
}

/** Also of a first roster that was undone and comes again: its site is there. */
async function hasSite(client: pg.ClientBase, tenantId: number): Promise<boolean> {
  const { rowCount } = await client.query(
    `SELECT 1 FROM site WHERE tenant_id = $1 AND (address IS NOT NULL OR requested_how = 'BEFORE_RECORDS')`,
    [tenantId],
  );
  return rowCount !== 0;
}

async function findReaders(client: pg.ClientBase, tenantId: number): Promise<Reader[]> {
  const { rows } = await client.query<Reader>(
    `WITH implementer AS (
       SELECT u.id FROM tenant t JOIN user_account u ON u.id = t.implementer_id
       WHERE t.id = $1 AND u.disabled_at IS NULL AND u.role <> 'DISTRICT_CONTACT')
     SELECT u.email, u.name, u.role <> 'DISTRICT_CONTACT' AS "isStaff" FROM user_account u
     WHERE u.disabled_at IS NULL AND (
       (u.role = 'DISTRICT_CONTACT'
         AND EXISTS (SELECT 1 FROM tenant_member m WHERE m.tenant_id = $1 AND m.user_id = u.id))
       OR (u.role <> 'DISTRICT_CONTACT' AND u.id = (SELECT psm_id FROM tenant WHERE id = $1))
       OR u.id IN (SELECT id FROM implementer)
       OR (u.role IN ('ADMIN', 'IMPLEMENTATION') AND NOT EXISTS (SELECT 1 FROM implementer)))
     ORDER BY u.id`,
    [tenantId],
  );
  return rows;
}

async function countRoster(client: pg.ClientBase, tenantId: number): Promise<RosterSize> {
  const { rows } = await client.query<RosterSize>(
    `SELECT (SELECT count(*)::int FROM roster_org
             WHERE tenant_id = $1 AND type = 'school' AND removed_at IS NULL) AS schools,
       coalesce(sum(count) FILTER (WHERE entity = 'students'), 0)::int AS students,
       coalesce(sum(count) FILTER (WHERE entity = 'staff'), 0)::int AS staff,
       coalesce(sum(count) FILTER (WHERE entity = 'classes'), 0)::int AS classes
     FROM roster_count WHERE tenant_id = $1 AND facet = '' AND value = ''`,
    [tenantId],
  );
  return rows[0] ?? { schools: 0, students: 0, staff: 0, classes: 0 };
}
