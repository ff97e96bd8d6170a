import type { Refused } from '@/lib/core/refusals/catalogue';
import type { AppContext } from '../app-context';
import {
  addressRetryAt,
  callerOf,
  callerRetryAt,
  later,
  lockAddress,
  recordAttempt,
  type Caller,
} from './attempts';
import { parseEmailAddress, type AddressRefusal } from './email-address';
import { isSameText, keyedHash } from './keyed-hash';
import { isKnownBrowser } from './known-browser';
import { letIn, type SignedIn } from './let-in';
import { CODE_TRIES } from './sign-in-limits';
import { hashCode } from './request-code';

export interface CodeTry {
  /** The address the code was asked for, as typed. */
  email: string;
  /** As typed: spaces, hyphens and full-width digits are accepted. */
  code: string;
  browserToken: string;
  browserProof?: string;
  sourceAddress: string;
  userAgent: string;
}

export type CodeTryResult =
  | { ok: true; signedIn: SignedIn }
  | AddressRefusal
  /** Not six digits; no try was used up. */
  | Refused<'CODE_MALFORMED'>
  | Refused<'CODE_WRONG'>
  /** Right once, but a newer code was asked for since. */
  | Refused<'CODE_REPLACED'>
  | Refused<'CODE_EXPIRED'>
  | Refused<'CODE_USED'>
  | Refused<'NO_TRIES_LEFT'>
  /** No code was asked for in this browser. */
  | Refused<'CODE_NOT_ASKED_HERE'>
  /** In this browser or source (then nothing works here), or for this address: the link in the mail lets in. */
  | Refused<'TOO_MANY_FAILURES'>
  | Refused<'INVITATION_NOT_USABLE'>;

/** Spaces, hyphens and full-width digits come from mail programs and keyboards, not from guessing. */
export function readCode(
  typed: string,
): { ok: true; digits: string } | { ok: false; digitCount: number } {
  const text = typed
    .slice(0, 100)
    .normalize('NFKC')
    .replace(/[\s\p{Pd}]/gu, '');
  if (/^\d{6}$/.test(text)) return { ok: true, digits: text };
  return { ok: false, digitCount: text.replace(/\D/g, '').length };
}

export async function verifyCode(ctx: AppContext, attempt: CodeTry): Promise<CodeTryResult> {
  const parsed = parseEmailAddress(attempt.email);
  if (!parsed.ok) return parsed;
  const read = readCode(attempt.code);
  if (!read.ok) return { ok: false, code: 'CODE_MALFORMED', digitCount: read.digitCount };
  const { address } = parsed;

  return ctx.db.prisma.$transaction(async (tx): Promise<CodeTryResult> => {
    const now = ctx.clock.now();
    const { secret } = ctx.settings;
    await lockAddress(tx, address);
    const browser = { address, browserToken: attempt.browserToken };
    const browserHash = keyedHash(secret, 'browser', attempt.browserToken);
    const codes = await tx.signInCode.findMany({
      where: { email: address, browserHash },
      orderBy: { id: 'desc' },
      take: CODE_TRIES,
    });
    const [latest, ...earlier] = codes;
    const caller: Caller = callerOf(secret, {
      address,
      sourceAddress: attempt.sourceAddress,
      invitationId: latest?.invitationId ?? null,
      browserHash,
      knownBrowserHash: isKnownBrowser(secret, browser, attempt.browserProof, now)
        ? browserHash
        : null,
    });
    const callerAt = await callerRetryAt(tx, caller, now);
    const failuresAt = later(callerAt, await addressRetryAt(tx, caller, now));
    if (failuresAt) {
      const isLinkOpen = callerAt === null;
      return { ok: false, code: 'TOO_MANY_FAILURES', retryAt: failuresAt, isLinkOpen };
    }
    // None of these can be guessed right, so none counts as a guess.
    if (!latest) return { ok: false, code: 'CODE_NOT_ASKED_HERE' };
    if (latest.usedAt) return { ok: false, code: 'CODE_USED' };
    if (latest.triesLeft <= 0) return { ok: false, code: 'NO_TRIES_LEFT' };
    if (now >= latest.expiresAt) return { ok: false, code: 'CODE_EXPIRED' };

    const typedHash = hashCode(secret, address, browserHash, read.digits);
    if (!isSameText(typedHash, latest.codeHash)) {
      await recordAttempt(tx, caller, { kind: 'code-tried', succeeded: false, at: now });
      const { triesLeft } = await tx.signInCode.update({
        where: { id: latest.id },
        data: { triesLeft: { decrement: 1 } },
        select: { triesLeft: true },
      });
      if (triesLeft <= 0) return { ok: false, code: 'NO_TRIES_LEFT' };
      const isReplaced = earlier.some((row) => !row.usedAt && isSameText(typedHash, row.codeHash));
      const code = isReplaced ? 'CODE_REPLACED' : 'CODE_WRONG';
      return { ok: false, code, triesLeft, triesOf: CODE_TRIES };
    }

    const result = await letIn(ctx, tx, latest, attempt);
    if (result.ok)
      await recordAttempt(tx, caller, { kind: 'code-tried', succeeded: true, at: now });
    return result;
  });
}
