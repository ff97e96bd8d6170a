// What the district declared before its first files; the gate of a first roster compares with it.
import { z } from 'zod';
import type { Actor, AppContext } from '../app-context';
import { recordAudit } from '../audit/record';

const declared = z.number().int().min(0).nullable().optional();

/** Null takes back what was declared; what is not given stays. */
export const planningFormInput = z.strictObject({
  declaredStudents: declared,
  declaredSchools: declared,
  isMultilingual: z.boolean().nullable().optional(),
});

export interface PlanningForm {
  declaredStudents: number | null;
  declaredSchools: number | null;
  isMultilingual: boolean | null;
}

const EMPTY: PlanningForm = { declaredStudents: null, declaredSchools: null, isMultilingual: null };

export async function getPlanningForm(
  ctx: Pick<AppContext, 'db'>,
  tenantId: number,
): Promise<PlanningForm> {
  const form = await ctx.db.prisma.planningForm.findUnique({
    where: { tenantId },
    select: { declaredStudents: true, declaredSchools: true, isMultilingual: true },
  });
  return form ?? EMPTY;
}

export async function savePlanningForm(
  ctx: AppContext,
  actor: Actor,
  tenantId: number,
  changes: z.output<typeof planningFormInput>,
): Promise<void> {
  const values = { ...changes, updatedById: actor.userId, updatedAt: ctx.clock.now() };
  await ctx.db.prisma.$transaction(async (tx) => {
    await tx.planningForm.upsert({
      where: { tenantId },
      create: { tenantId, ...values },
      update: values,
    });
    await recordAudit(tx, actor, {
      action: 'planning-form.saved',
      tenantId,
      objectType: 'tenant',
      objectId: tenantId,
      detail: { fields: Object.keys(changes).sort().join(' ') },
    });
  });
}
