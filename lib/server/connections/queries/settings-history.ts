import { settingsChangeText } from '@/lib/core/connections/settings-change-text';
import type { AuditAction } from '@/lib/core/audit/actions';
import type { AppContext } from '../../app-context';
import { listAuditEvents } from '../../audit/list';

export interface SettingsChange {
  id: number;
  at: Date;
  what: string;
  detail: string | null;
  /** To a contact, staff and whoever works on a machine of ours are TalkingPoints. */
  who: string;
}

const ACTIONS: readonly AuditAction[] = [
  'connection.created',
  'connection.updated',
  'connection.api-changed',
  'connection.api-secret-changed',
  'connection.feed-moved',
  'connection.paused',
  'connection.resumed',
];

/** Who changed what of a connection, newest first. */
export async function listSettingsChanges(
  ctx: AppContext,
  { tenantId, connectionId }: { tenantId: number; connectionId: number },
  { isStaff, limit = 10 }: { isStaff: boolean; limit?: number },
): Promise<SettingsChange[]> {
  const target = { objectType: 'connection', objectId: String(connectionId) };
  const { rows } = await listAuditEvents(ctx, { tenantId, actions: ACTIONS, target }, { limit });
  const contacts = await ctx.db.prisma.user.findMany({
    where: { id: { in: rows.flatMap(({ actorId }) => actorId ?? []) }, role: 'DISTRICT_CONTACT' },
    select: { id: true },
  });
  const isTheirs = new Set(contacts.map(({ id }) => id));
  return rows.map(({ id, at, words, detail, actorId, actorName }) => ({
    id,
    at,
    what: words,
    detail: settingsChangeText(detail),
    who:
      isStaff || (actorId !== null && isTheirs.has(actorId))
        ? (actorName ?? 'TalkingPoints')
        : 'TalkingPoints',
  }));
}
