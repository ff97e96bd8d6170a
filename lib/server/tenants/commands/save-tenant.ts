import type { Refused } from '@/lib/core/refusals/catalogue';
import type { Actor, AppContext } from '../../app-context';
import { recordAudit } from '../../audit/record';
import type { Transaction } from '../../db';
import { slugFrom } from '../../../core/tenants/slug';
import type { NewTenantInput, TenantChanges } from './tenant-input';

export type CreateTenantResult =
  | { ok: true; tenant: { id: number; slug: string; name: string } }
  | Refused<'SLUG_TAKEN' | 'SLUG_NEEDED' | 'PSM_NOT_STAFF' | 'IMPLEMENTER_NOT_STAFF'>;

export async function createTenant(
  ctx: AppContext,
  actor: Actor,
  input: NewTenantInput,
  options: { isDemo?: boolean } = {},
): Promise<CreateTenantResult> {
  const slug = input.slug ?? slugFrom(input.name);
  if (slug.length < 2) return { ok: false, code: 'SLUG_NEEDED' };
  return ctx.db.prisma.$transaction(async (tx): Promise<CreateTenantResult> => {
    const problem = await findStaffProblem(tx, input);
    if (problem) return { ok: false, code: problem };
    const { firstDayOfSchoolDate, ...columns } = input;
    const [tenant] = await tx.tenant.createManyAndReturn({
      data: [
        {
          ...columns,
          slug,
          firstDayOfSchoolDate: dateColumn(firstDayOfSchoolDate),
          isDemo: options.isDemo ?? false,
          createdAt: ctx.clock.now(),
        },
      ],
      skipDuplicates: true,
      select: { id: true, slug: true, name: true },
    });
    if (!tenant) return { ok: false, code: 'SLUG_TAKEN' };
    await recordAudit(tx, actor, {
      action: 'tenant.created',
      tenantId: tenant.id,
      objectType: 'tenant',
      objectId: tenant.id,
      detail: { slug },
    });
    return { ok: true, tenant };
  });
}

export type UpdateTenantResult =
  { ok: true } | Refused<'TENANT_NOT_FOUND' | 'PSM_NOT_STAFF' | 'IMPLEMENTER_NOT_STAFF'>;

export async function updateTenant(
  ctx: AppContext,
  actor: Actor,
  tenantId: number,
  changes: TenantChanges,
): Promise<UpdateTenantResult> {
  return ctx.db.prisma.$transaction(async (tx): Promise<UpdateTenantResult> => {
    const problem = await findStaffProblem(tx, changes);
    if (problem) return { ok: false, code: problem };
    const { firstDayOfSchoolDate, ...columns } = changes;
    const { count } = await tx.tenant.updateMany({
      where: { id: tenantId },
      data: {
        ...columns,
        ...(firstDayOfSchoolDate === undefined
          ? {}
          : { firstDayOfSchoolDate: dateColumn(firstDayOfSchoolDate) }),
      },
    });
    if (count === 0) return { ok: false, code: 'TENANT_NOT_FOUND' };
    await recordAudit(tx, actor, {
      action: 'tenant.updated',
      tenantId,
      objectType: 'tenant',
      objectId: tenantId,
      detail: { fields: Object.keys(changes).sort().join(' ') },
    });
    return { ok: true };
  });
}

function dateColumn(date: string | null): Date | null {
  return date === null ? null : new Date(`${date}T00:00:00Z`);
}

async function findStaffProblem(
  tx: Pick<Transaction, 'user'>,
  { psmId, implementerId }: { psmId?: number | null; implementerId?: number | null },
): Promise<'PSM_NOT_STAFF' | 'IMPLEMENTER_NOT_STAFF' | null> {
  const isStaffMember = async (id: number) =>
    (await tx.user.count({
      where: { id, disabledAt: null, role: { not: 'DISTRICT_CONTACT' } },
    })) > 0;
  if (psmId && !(await isStaffMember(psmId))) return 'PSM_NOT_STAFF';
  if (implementerId && !(await isStaffMember(implementerId))) return 'IMPLEMENTER_NOT_STAFF';
  return null;
}
