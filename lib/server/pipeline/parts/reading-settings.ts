import { createLanguageMapper } from '@/lib/core/languages';
import type { RowSettings } from '@/lib/core/oneroster';
import type { AppContext } from '../../app-context';

/** Raise it when reading a line can come out differently: every line is then read again. */
const READING_RULES = 3;

export interface ReadingSettings {
  settings: Omit<RowSettings, 'mode'>;
  /** A text that changes when the same bytes would be read differently. */
  rules: string;
  showsCourseTitles: boolean;
}

/** How the tenant's files are read. */
export async function readingSettings(ctx: AppContext, tenantId: number): Promise<ReadingSettings> {
  const {
    languageCodeSet: codeSet,
    showsCourseTitles,
    ...flags
  } = await ctx.db.prisma.tenant.findUniqueOrThrow({
    where: { id: tenantId },
    select: {
      languageCodeSet: true,
      acceptsUsDates: true,
      readsOtherRolesAsStaff: true,
      readsAidesAsProctors: true,
      allowsMissingCourse: true,
      showsCourseTitles: true,
    },
  });
  const overrides = await ctx.db.prisma.languageOverride.findMany({
    where: { tenantId },
    orderBy: { text: 'asc' },
  });
  return {
    settings: {
      languages: createLanguageMapper({
        overrides: Object.fromEntries(overrides.map(({ text, code }) => [text, code])),
        codeSet: codeSet === 'CALIFORNIA' ? 'california' : codeSet === 'TEXAS' ? 'texas' : null,
      }),
      acceptUsDates: flags.acceptsUsDates,
      readOtherRolesAsStaff: flags.readsOtherRolesAsStaff,
      readAidesAsProctors: flags.readsAidesAsProctors,
      allowMissingCourse: flags.allowsMissingCourse,
    },
    // Said only where it is on: the lines of all others are still known by what they were read with.
    rules: JSON.stringify([
      READING_RULES,
      codeSet,
      flags,
      overrides,
      ...(showsCourseTitles ? ['course titles'] : []),
    ]),
    showsCourseTitles,
  };
}
