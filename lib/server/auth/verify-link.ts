import type { Refused } from '@/lib/core/refusals/catalogue';
import type { AppContext } from '../app-context';
import { lockAddress } from './attempts';
import { letIn, type LetInResult } from './let-in';
import { isLinkOf, isLinkOver, rowOfLink } from './sign-in-link';

export interface LinkTry {
  token: string;
  /** Of the browser in which the link was opened, whichever asked for it. */
  browserToken: string;
  sourceAddress: string;
  userAgent: string;
}

export type LinkTryResult =
  | LetInResult
  /** Cut off, changed, or of a mail that is gone. */
  | Refused<'LINK_UNKNOWN'>
  | Refused<'LINK_EXPIRED'>
  | Refused<'LINK_USED'>;

/** Wrong links are not counted: one in 2^256 is right. */
export async function verifyLink(ctx: AppContext, attempt: LinkTry): Promise<LinkTryResult> {
  const id = rowOfLink(attempt.token);
  if (id === null) return { ok: false, code: 'LINK_UNKNOWN' };
  return ctx.db.prisma.$transaction(async (tx): Promise<LinkTryResult> => {
    const named = await tx.signInCode.findUnique({ where: { id } });
    if (!named || !isLinkOf(ctx.settings.secret, attempt.token, named)) {
      return { ok: false, code: 'LINK_UNKNOWN' };
    }
    await lockAddress(tx, named.email);
    const row = await tx.signInCode.findUnique({ where: { id } });
    if (!row) return { ok: false, code: 'LINK_UNKNOWN' };
    if (row.usedAt) return { ok: false, code: 'LINK_USED' };
    if (isLinkOver(row, ctx.clock.now())) return { ok: false, code: 'LINK_EXPIRED' };
    return letIn(ctx, tx, row, attempt);
  });
}

/** What the page of a link shows before anything is done: null where it cannot let in any more. */
export async function findLinkAddress(ctx: AppContext, token: string): Promise<string | null> {
  const id = rowOfLink(token);
  const row = id === null ? null : await ctx.db.prisma.signInCode.findUnique({ where: { id } });
  if (!row || !isLinkOf(ctx.settings.secret, token, row)) return null;
  return row.usedAt || isLinkOver(row, ctx.clock.now()) ? null : row.email;
}
