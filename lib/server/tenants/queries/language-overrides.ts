// A district's own words for languages: what stands in its files, and which language it means.
import { languageName } from '@/lib/core/languages';
import type { AppContext } from '../../app-context';

export interface LanguageOverrideRow {
  text: string;
  code: string | null;
  languageName: string | null;
}

export async function listLanguageOverrides(
  ctx: AppContext,
  tenantId: number,
): Promise<LanguageOverrideRow[]> {
  const rows = await ctx.db.prisma.languageOverride.findMany({
    where: { tenantId },
    orderBy: { text: 'asc' },
    select: { text: true, code: true },
  });
  return rows.map((row) => ({
    ...row,
    languageName: row.code === null ? null : languageName(row.code),
  }));
}
