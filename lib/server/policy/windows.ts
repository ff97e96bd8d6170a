// Dated windows of a district: wider limits around a rollover, and days on which nothing passes by itself.
import { z } from 'zod';
import { daysBetween, isPlainDate, type PlainDate } from '@/lib/core/calendar/plain-date';
import { isTransitionTooLong } from '@/lib/core/circuit-break/profiles';
import type { Refused } from '@/lib/core/refusals/catalogue';
import type { Actor, AppContext } from '../app-context';
import { recordAudit } from '../audit/record';
import { PolicyWindowKind } from '../db/generated/enums';
import { listTransitions } from './transitions';

export interface WindowRow {
  id: number;
  kind: PolicyWindowKind;
  startDate: PlainDate;
  endDate: PlainDate;
  expectedStudents: number | null;
  expectedStaff: number | null;
  expectedContacts: number | null;
  expectedClasses: number | null;
  reason: string;
  createdBy: string | null;
  createdAt: Date;
  endedAt: Date | null;
}

/** Latest first. */
export async function listWindows(
  ctx: Pick<AppContext, 'db'>,
  tenantId: number,
): Promise<WindowRow[]> {
  const { rows } = await ctx.db.pool.query<WindowRow>(
    `SELECT w.id, w.kind::text AS kind, w.start_date AS "startDate", w.end_date AS "endDate",
       w.expected_students AS "expectedStudents", w.expected_staff AS "expectedStaff",
       w.expected_contacts AS "expectedContacts", w.expected_classes AS "expectedClasses",
       w.reason, u.name AS "createdBy", w.created_at AS "createdAt", w.ended_at AS "endedAt"
     FROM policy_window w LEFT JOIN user_account u ON u.id = w.created_by_id
     WHERE w.tenant_id = $1 ORDER BY w.start_date DESC, w.id DESC`,
    [tenantId],
  );
  return rows;
}

const plainDate = z.string().refine(isPlainDate, 'Enter a date such as 2026-08-17.');
const expectedCount = z.number().int().min(0).nullable().default(null);

export const windowInput = z.strictObject({
  kind: z.enum(PolicyWindowKind, 'Choose a kind of window.'),
  startDate: plainDate,
  endDate: plainDate,
  expectedStudents: expectedCount,
  expectedStaff: expectedCount,
  expectedContacts: expectedCount,
  expectedClasses: expectedCount,
  reason: z.string().trim().min(1, 'Say why.'),
});

export type WindowRefusal = 'DATES_REVERSED' | 'TOO_LONG' | 'OVERLAPS';

export async function addWindow(
  ctx: AppContext,
  actor: Actor,
  tenantId: number,
  input: z.output<typeof windowInput>,
): Promise<{ ok: true; id: number } | Refused<WindowRefusal>> {
  const { kind, startDate, endDate } = input;
  const days = daysBetween(startDate, endDate) + 1;
  if (days < 1) return { ok: false, code: 'DATES_REVERSED' };
  const dates = { startDate: dateColumn(startDate), endDate: dateColumn(endDate) };
  return ctx.db.prisma.$transaction(async (tx) => {
    // One after the other, so that two people cannot declare what only together is too long.
    await tx.$executeRaw`SELECT 1 FROM tenant WHERE id = ${tenantId} FOR UPDATE`;
    const overlaps = await tx.policyWindow.count({
      where: {
        tenantId,
        kind,
        endedAt: null,
        startDate: { lte: dates.endDate },
        endDate: { gte: dates.startDate },
      },
    });
    if (overlaps > 0) return { ok: false, code: 'OVERLAPS' } as const;
    if (kind === 'TRANSITION') {
      const declared = await listTransitions(tx, tenantId);
      if (isTransitionTooLong(declared, { startDate, endDate }))
        return { ok: false, code: 'TOO_LONG' } as const;
    }
    const { id } = await tx.policyWindow.create({
      data: { ...input, ...dates, tenantId, createdById: actor.userId, createdAt: ctx.clock.now() },
      select: { id: true },
    });
    await recordAudit(tx, actor, {
      action: 'policy-window.added',
      tenantId,
      objectType: 'policy-window',
      objectId: id,
      detail: { kind, startDate, endDate },
    });
    return { ok: true, id } as const;
  });
}

/** Before its end date; from now on the window has no effect. */
export async function endWindow(
  ctx: AppContext,
  actor: Actor,
  tenantId: number,
  windowId: number,
): Promise<{ ok: true } | Refused<'NO_SUCH_WINDOW'>> {
  return ctx.db.prisma.$transaction(async (tx) => {
    const { count } = await tx.policyWindow.updateMany({
      where: { id: windowId, tenantId, endedAt: null },
      data: { endedAt: ctx.clock.now(), endedById: actor.userId },
    });
    if (count === 0) return { ok: false, code: 'NO_SUCH_WINDOW' } as const;
    await recordAudit(tx, actor, {
      action: 'policy-window.ended',
      tenantId,
      objectType: 'policy-window',
      objectId: windowId,
    });
    return { ok: true } as const;
  });
}

const dateColumn = (date: PlainDate): Date => new Date(`${date}T00:00:00Z`);
