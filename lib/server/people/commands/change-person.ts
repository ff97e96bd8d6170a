import type { AuditAction } from '@/lib/core/audit/actions';
import type { Refused } from '@/lib/core/refusals/catalogue';
import type { Actor, AppContext } from '../../app-context';
import { recordAudit } from '../../audit/record';
import { STAFF_ROLES, type StaffRole } from '../../auth/permissions';
import { revokeSessionsOf } from '../../auth/sessions';
import type { Role, Transaction } from '../../db';

export type ChangePersonResult =
  { ok: true } | Refused<'PERSON_NOT_FOUND' | 'OWN_ACCOUNT' | 'LAST_ADMIN'>;

/** Nobody of this name gets in any more, and whoever is in is out with the next request. */
export async function disablePerson(
  ctx: AppContext,
  actor: Actor,
  userId: number,
): Promise<ChangePersonResult> {
  return changePerson(ctx, actor, userId, async (tx, person) => {
    if (person.disabledAt) return null;
    await tx.user.update({ where: { id: userId }, data: { disabledAt: ctx.clock.now() } });
    const sessionCount = await revokeSessionsOf(ctx, tx, userId);
    return { action: 'person.disabled', detail: { sessionCount } };
  });
}

export async function enablePerson(
  ctx: AppContext,
  actor: Actor,
  userId: number,
): Promise<ChangePersonResult> {
  return changePerson(ctx, actor, userId, async (tx, person) => {
    if (!person.disabledAt) return null;
    await tx.user.update({ where: { id: userId }, data: { disabledAt: null } });
    return { action: 'person.enabled', detail: {} };
  });
}

/** Staff only: a district contact does not become staff by a click, nor the other way round. */
export async function changeStaffRole(
  ctx: AppContext,
  actor: Actor,
  userId: number,
  role: StaffRole,
): Promise<ChangePersonResult> {
  return changePerson(
    ctx,
    actor,
    userId,
    async (tx, person) => {
      if (person.role === role) return null;
      await tx.user.update({ where: { id: userId }, data: { role } });
      return { action: 'person.role-changed', detail: { from: person.role, to: role } };
    },
    STAFF_ROLES,
  );
}

type Change = (
  tx: Transaction,
  person: { role: Role; disabledAt: Date | null },
) => Promise<{ action: AuditAction; detail: Record<string, string | number> } | null>;

async function changePerson(
  ctx: AppContext,
  actor: Actor,
  userId: number,
  change: Change,
  roles?: readonly Role[],
): Promise<ChangePersonResult> {
  return ctx.db.prisma.$transaction(async (tx): Promise<ChangePersonResult> => {
    // Two admins who disable each other at once must not both succeed.
    await tx.$queryRaw`SELECT id FROM user_account WHERE role = 'ADMIN' ORDER BY id FOR UPDATE`;
    const person = await tx.user.findUnique({
      where: { id: userId },
      select: { role: true, disabledAt: true },
    });
    if (!person || (roles && !roles.includes(person.role))) {
      return { ok: false, code: 'PERSON_NOT_FOUND' };
    }
    if (actor.userId === userId) return { ok: false, code: 'OWN_ACCOUNT' };
    if (person.role === 'ADMIN' && !person.disabledAt) {
      const others = await tx.user.count({
        where: { role: 'ADMIN', disabledAt: null, id: { not: userId } },
      });
      if (others === 0) return { ok: false, code: 'LAST_ADMIN' };
    }
    const done = await change(tx, person);
    if (done) {
      await recordAudit(tx, actor, {
        action: done.action,
        tenantId: null,
        objectType: 'person',
        objectId: userId,
        detail: done.detail,
      });
    }
    return { ok: true };
  });
}
