import type { AppContext } from '../../app-context';
import type { LanguageCodeSet, TenantKind } from '../../db';

export interface TenantSettings {
  name: string;
  kind: TenantKind;
  state: string;
  timeZone: string;
  sis: string | null;
  firstDayOfSchoolDate: string | null;
  psmId: number | null;
  implementerId: number | null;
  languageCodeSet: LanguageCodeSet;
  acceptsUsDates: boolean;
  readsOtherRolesAsStaff: boolean;
  readsAidesAsProctors: boolean;
  allowsMissingCourse: boolean;
  showsCourseTitles: boolean;
}

/** What the settings page shows for changing. */
export async function getTenantSettings(
  ctx: AppContext,
  tenantId: number,
): Promise<TenantSettings> {
  const { firstDayOfSchoolDate, ...row } = await ctx.db.prisma.tenant.findUniqueOrThrow({
    where: { id: tenantId },
    select: {
      name: true,
      kind: true,
      state: true,
      timeZone: true,
      sis: true,
      firstDayOfSchoolDate: true,
      psmId: true,
      implementerId: true,
      languageCodeSet: true,
      acceptsUsDates: true,
      readsOtherRolesAsStaff: true,
      readsAidesAsProctors: true,
      allowsMissingCourse: true,
      showsCourseTitles: true,
    },
  });
  return {
    ...row,
    firstDayOfSchoolDate: firstDayOfSchoolDate?.toISOString().slice(0, 10) ?? null,
  };
}
