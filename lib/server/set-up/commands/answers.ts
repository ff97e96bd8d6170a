// What a district answers in its set-up. Each answer can be given again; the newest counts, and the audit log keeps who gave it.
import type { Transaction } from '../../db';
import { guideOfSis } from '@/lib/core/set-up/sis-guides';
import type { Refused } from '@/lib/core/refusals/catalogue';
import type { Actor, AppContext } from '../../app-context';
import { recordAudit } from '../../audit/record';

/**
 * `sis` as the vendor writes it. Staff see it in the district's settings, and what they wrote more exactly ("PowerSchool 22.7, hosted")
 * stays where the same SIS is chosen again.
 */
export async function chooseSis(
  ctx: AppContext,
  actor: Actor,
  tenantId: number,
  sis: string,
): Promise<{ ok: true }> {
  await ctx.db.prisma.$transaction(async (tx) => {
    const before = await tx.tenant.findUniqueOrThrow({
      where: { id: tenantId },
      select: { sis: true },
    });
    const chosen = guideOfSis(sis);
    const isSame =
      before.sis === sis || (chosen?.id !== 'other' && guideOfSis(before.sis)?.id === chosen?.id);
    if (isSame) return;
    await tx.tenant.update({ where: { id: tenantId }, data: { sis } });
    await recordAudit(tx, actor, {
      action: 'set-up.sis-chosen',
      tenantId,
      objectType: 'tenant',
      objectId: tenantId,
      detail: { sis },
    });
  });
  return { ok: true };
}

/** The export is built, somebody of the district says. What they send says it without them. */
export async function sayFilesReady(
  ctx: AppContext,
  actor: Actor,
  tenantId: number,
): Promise<{ ok: true }> {
  await ctx.db.prisma.$transaction(async (tx) => {
    const before = await tx.setUp.findUnique({ where: { tenantId } });
    if (before?.filesReadyAt) return;
    await keep(tx, tenantId, { filesReadyAt: ctx.clock.now(), filesReadyById: actor.userId });
    await recordAudit(tx, actor, {
      action: 'set-up.files-ready',
      tenantId,
      objectType: 'tenant',
      objectId: tenantId,
    });
  });
  return { ok: true };
}

export interface Schedule {
  /** Local time of the export, "HH:MM"; null where it is not known. */
  exportAt: string | null;
  /** The contacts who were asked about, and those of them who get the mail that files are late. */
  asked: readonly number[];
  lateMailTo: readonly number[];
}

/** Refused where nobody would be told of late files. People who are no contacts of the district are left out in silence. */
export async function setSchedule(
  ctx: AppContext,
  actor: Actor,
  tenantId: number,
  { exportAt, asked, lateMailTo }: Schedule,
): Promise<{ ok: true } | Refused<'NO_ONE_GETS_LATE_MAIL'>> {
  return ctx.db.prisma.$transaction(async (tx) => {
    const chosen = { tenantId, userId: { in: [...lateMailTo] } };
    const told = await tx.tenantMember.updateMany({ where: chosen, data: { getsLateMail: true } });
    if (told.count === 0) return { ok: false, code: 'NO_ONE_GETS_LATE_MAIL' };
    await tx.tenantMember.updateMany({
      // Not of somebody who became a contact since the question was shown.
      where: { tenantId, userId: { in: asked.filter((id) => !lateMailTo.includes(id)) } },
      data: { getsLateMail: false },
    });
    await keep(tx, tenantId, {
      exportAt,
      scheduleSetAt: ctx.clock.now(),
      scheduleSetById: actor.userId,
    });
    await recordAudit(tx, actor, {
      action: 'set-up.schedule-set',
      tenantId,
      objectType: 'tenant',
      objectId: tenantId,
      detail: { exportAt: exportAt ?? 'not known', lateMails: told.count },
    });
    return { ok: true };
  });
}

interface Kept {
  filesReadyAt?: Date;
  filesReadyById?: number | null;
  exportAt?: string | null;
  scheduleSetAt?: Date;
  scheduleSetById?: number | null;
}

async function keep(
  tx: Pick<Transaction, 'setUp'>,
  tenantId: number,
  answers: Kept,
): Promise<void> {
  await tx.setUp.upsert({
    where: { tenantId },
    create: { tenantId, ...answers },
    update: answers,
  });
}
