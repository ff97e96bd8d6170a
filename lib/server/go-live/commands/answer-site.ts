// A contact says of a school, or of the whole district, that its site looks right, or what does not.
import type { Refused } from '@/lib/core/refusals/catalogue';
import type { Actor, AppContext } from '../../app-context';
import { recordAudit } from '../../audit/record';
import { queueReviewMail, type ReviewReader } from '../../mail/recipients';
import { siteLooksWrongMail } from '../../mail/site-messages';

export interface NewSiteAnswer {
  /** Empty: the whole district. */
  schoolSourcedId: string;
  looksRight: boolean;
  /** What does not. */
  text: string | null;
}

export type AnswerRefusal = 'SITE_NOT_READY' | 'WHAT_IS_WRONG_NEEDED' | 'SITE_SCHOOL_NOT_FOUND';

/** Answers are added, never changed: what is wrong stays open until the school, or the whole district, looks right. Staff hear at once of what is wrong. */
export async function answerSite(
  ctx: AppContext,
  actor: Actor,
  tenantId: number,
  { schoolSourcedId, looksRight, text }: NewSiteAnswer,
): Promise<{ ok: true } | Refused<AnswerRefusal>> {
  const wrong = looksRight ? null : (text?.trim() ?? '');
  if (wrong === '') return { ok: false, code: 'WHAT_IS_WRONG_NEEDED' };
  return ctx.db.prisma.$transaction(async (tx) => {
    const site = await tx.site.findUnique({ where: { tenantId }, select: { address: true } });
    if (!site?.address) return { ok: false, code: 'SITE_NOT_READY' } as const;
    const school =
      schoolSourcedId === ''
        ? null
        : await tx.rosterOrg.findFirst({
            where: { tenantId, sourcedId: schoolSourcedId, type: 'school', removedAt: null },
            select: { name: true },
          });
    if (schoolSourcedId !== '' && !school)
      return { ok: false, code: 'SITE_SCHOOL_NOT_FOUND' } as const;
    await tx.siteCheck.create({
      data: {
        ...{ tenantId, schoolSourcedId, looksRight, text: wrong },
        ...{ answeredById: actor.userId, answeredAt: ctx.clock.now() },
      },
    });
    await recordAudit(tx, actor, {
      action: looksRight ? 'site.looks-right' : 'site.looks-wrong',
      tenantId,
      objectType: 'tenant',
      objectId: tenantId,
      detail: { school: schoolSourcedId },
    });
    if (looksRight) return { ok: true } as const;
    const person =
      actor.userId === null
        ? null
        : await tx.user.findUnique({ where: { id: actor.userId }, select: { name: true } });
    const tell = (readers: readonly ReviewReader[]) =>
      queueReviewMail(tx, tenantId, readers, (to, tenant) =>
        siteLooksWrongMail(ctx, {
          to,
          tenant,
          place: school?.name ?? null,
          actorName: person?.name ?? 'Someone in the district',
        }),
      );
    // The page says that we were told: somebody always is.
    if ((await tell(['implementer', 'psm'])) === 0) await tell(['lead']);
    return { ok: true } as const;
  });
}
