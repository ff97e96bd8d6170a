import { z } from 'zod';
import { oneLine } from '@/lib/core/format/one-line';
import { languageName } from '@/lib/core/languages';
import type { Actor, AppContext } from '../../app-context';
import { recordAudit } from '../../audit/record';

export const languageOverrideInput = z.strictObject({
  text: oneLine('the text as it stands in the files', 80),
  /** '' for "no language". */
  code: z
    .string()
    .refine((code) => code === '' || languageName(code) !== null, 'Choose a language.'),
});

export async function saveLanguageOverride(
  ctx: AppContext,
  actor: Actor,
  tenantId: number,
  { text, code }: z.output<typeof languageOverrideInput>,
): Promise<{ ok: true }> {
  return ctx.db.prisma.$transaction(async (tx) => {
    const meaning = code === '' ? null : code;
    await tx.languageOverride.upsert({
      where: { tenantId_text: { tenantId, text } },
      create: { tenantId, text, code: meaning },
      update: { code: meaning },
    });
    await recordAudit(tx, actor, {
      action: 'language-override.saved',
      tenantId,
      objectType: 'tenant',
      objectId: tenantId,
      detail: { code: meaning },
    });
    return { ok: true } as const;
  });
}

export async function removeLanguageOverride(
  ctx: AppContext,
  actor: Actor,
  tenantId: number,
  text: string,
): Promise<{ ok: true }> {
  return ctx.db.prisma.$transaction(async (tx) => {
    const { count } = await tx.languageOverride.deleteMany({ where: { tenantId, text } });
    if (count > 0) {
      await recordAudit(tx, actor, {
        action: 'language-override.removed',
        tenantId,
        objectType: 'tenant',
        objectId: tenantId,
      });
    }
    return { ok: true } as const;
  });
}
