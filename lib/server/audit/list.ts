// What the audit log says, newest first: the one reader of it.
import { actionLabel, districtActions } from '@/lib/core/audit/actions';
import type { Actor, AppContext } from '../app-context';

export interface AuditFilter {
  /** A district by its id, null for what belongs to none, 'every' for all: said every time, so that nobody forgets it. */
  tenantId: number | null | 'every';
  actorId?: number;
  actorKind?: Actor['kind'];
  /** Names of before are searched too, so any text may be asked for. */
  actions?: readonly string[];
  target?: { objectType: string; objectId: string };
  from?: Date;
  /** Without this instant itself. */
  until?: Date;
}

/** Where a page ended; the next one goes on after it. */
export interface AuditPosition {
  at: Date;
  id: number;
}

export interface AuditRow extends AuditPosition {
  tenantId: number | null;
  tenantName: string | null;
  actorKind: string;
  actorId: number | null;
  actorName: string | null;
  sourceAddress: string | null;
  action: string;
  words: string;
  objectType: string;
  objectId: string;
  /** Ids, codes and counts; see audit/record.ts. */
  detail: Record<string, string | number | boolean | null>;
}

const MOST = 200;

/** A page of the log, and where the next one starts; null where there is none. Rows that come meanwhile move nothing. */
export async function listAuditEvents(
  { db }: Pick<AppContext, 'db'>,
  filter: AuditFilter,
  { after = null, limit = 50 }: { after?: AuditPosition | null; limit?: number } = {},
): Promise<{ rows: AuditRow[]; next: AuditPosition | null }> {
  const values: unknown[] = [];
  const value = (of: unknown): string => `$${values.push(of)}`;
  const where: string[] = [];
  if (filter.tenantId === null) where.push('e.tenant_id IS NULL');
  else if (filter.tenantId !== 'every') where.push(`e.tenant_id = ${value(filter.tenantId)}`);
  if (filter.actorId !== undefined) where.push(`e.actor_id = ${value(filter.actorId)}`);
  if (filter.actorKind !== undefined) where.push(`e.actor_kind = ${value(filter.actorKind)}`);
  if (filter.actions) where.push(`e.action = ANY(${value(filter.actions)})`);
  if (filter.target) {
    const { objectType, objectId } = filter.target;
    where.push(`e.object_type = ${value(objectType)} AND e.object_id = ${value(objectId)}`);
  }
  if (filter.from) where.push(`e.at >= ${value(filter.from)}`);
  if (filter.until) where.push(`e.at < ${value(filter.until)}`);
  if (after)
    where.push(`(e.at, e.id) < (${value(after.at)}::timestamptz, ${value(after.id)}::int)`);
  const size = Math.min(limit, MOST);
  const { rows: found } = await db.pool.query<Omit<AuditRow, 'words'>>(
    `SELECT e.id, e.at, e.tenant_id AS "tenantId", t.name AS "tenantName", e.actor_kind AS "actorKind",
       e.actor_id AS "actorId", u.name AS "actorName", e.source_address AS "sourceAddress", e.action,
       e.object_type AS "objectType", e.object_id AS "objectId", e.detail
     FROM audit_event e
     LEFT JOIN tenant t ON t.id = e.tenant_id
     LEFT JOIN user_account u ON u.id = e.actor_id
     ${where.length > 0 ? `WHERE ${where.join(' AND ')}` : ''}
     ORDER BY e.at DESC, e.id DESC LIMIT ${value(size + 1)}`,
    values,
  );
  const rows = found.slice(0, size).map((row) => ({ ...row, words: actionLabel(row.action) }));
  const last = rows.at(-1);
  return { rows, next: found.length > size && last ? { at: last.at, id: last.id } : null };
}

export interface DistrictLogRow {
  id: number;
  at: Date;
  what: string;
  /** Staff, and whoever works on a machine of ours, are TalkingPoints to a district; what runs by itself is the Connector. */
  who: string;
}

/** What a district reads about itself, newest first. */
export async function listDistrictLog(
  ctx: Pick<AppContext, 'db'>,
  tenantId: number,
  limit: number,
): Promise<DistrictLogRow[]> {
  const { rows } = await listAuditEvents(ctx, { tenantId, actions: districtActions }, { limit });
  const theirs = await ctx.db.prisma.user.findMany({
    where: {
      id: { in: rows.flatMap(({ actorId }) => actorId ?? []) },
      role: 'DISTRICT_CONTACT',
    },
    select: { id: true, name: true },
  });
  return rows.map(({ id, at, words, actorId, actorKind }) => ({
    id,
    at,
    what: words,
    who:
      theirs.find((person) => person.id === actorId)?.name ??
      (actorKind === 'worker' || actorKind === 'sftp' ? 'Connector' : 'TalkingPoints'),
  }));
}
