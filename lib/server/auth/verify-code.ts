import type { AppContext } from '../app-context';
import { recordAudit } from '../audit';
import type { Role } from '../db';
import { acceptInvitation, type AcceptedPerson } from './accept-invitation';
import { callerOf, failuresRetryAt, lockAddress, recordAttempt, type Caller } from './attempts';
import { parseEmailAddress } from './email-address';
import { isSameText, keyedHash } from './keyed-hash';
import { isKnownBrowser, makeKnownBrowserProof } from './known-browser';
import { CODE_TRIES } from './limits';
import { hashCode } from './request-code';
import { createSession } from './sessions';

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

export interface SignedIn {
  sessionToken: string;
  expiresAt: Date;
  /** To be kept by this browser. */
  browserProof: string;
  person: { id: number; email: string; name: string; role: Role };
  /** Where an accepted invitation leads; null after an ordinary sign-in. */
  tenantSlug: string | null;
}

export type CodeTryResult =
  | { ok: true; signedIn: SignedIn }
  | { ok: false; code: 'ADDRESS_INVALID' }
  /** Not six digits; no try was used up. */
  | { ok: false; code: 'CODE_MALFORMED'; digitCount: number }
  | { ok: false; code: 'CODE_WRONG'; triesLeft: number; triesOf: number }
  /** Right once, but a newer code was asked for since. */
  | { ok: false; code: 'CODE_REPLACED'; triesLeft: number; triesOf: number }
  | { ok: false; code: 'CODE_EXPIRED' }
  | { ok: false; code: 'CODE_USED' }
  | { ok: false; code: 'NO_TRIES_LEFT' }
  /** No code was asked for in this browser. */
  | { ok: false; code: 'CODE_NOT_ASKED_HERE' }
  | { ok: false; code: 'TOO_MANY_FAILURES'; retryAt: Date }
  | { ok: false; code: 'INVITATION_NOT_USABLE' };

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
      knownBrowserHash: isKnownBrowser(secret, browser, attempt.browserProof, now)
        ? browserHash
        : null,
    });
    const failuresAt = await failuresRetryAt(tx, caller, now);
    if (failuresAt) return { ok: false, code: 'TOO_MANY_FAILURES', retryAt: failuresAt };
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

    await tx.signInCode.update({ where: { id: latest.id }, data: { usedAt: now } });
    const accepted =
      latest.invitationId === null
        ? null
        : await acceptInvitation(ctx, tx, latest.invitationId, attempt.sourceAddress);
    if (latest.invitationId !== null && !accepted) {
      return { ok: false, code: 'INVITATION_NOT_USABLE' };
    }
    const person: AcceptedPerson | null =
      accepted ??
      (await tx.user.findFirst({
        where: { email: address, disabledAt: null },
        select: { id: true, email: true, name: true, role: true },
      }));
    // Disabled after the code was mailed: to them the code is simply no longer good.
    if (!person) return { ok: false, code: 'CODE_EXPIRED' };

    await recordAttempt(tx, caller, { kind: 'code-tried', succeeded: true, at: now });
    await tx.user.update({ where: { id: person.id }, data: { lastSignInAt: now } });
    const session = await createSession(ctx, tx, {
      userId: person.id,
      role: person.role,
      sourceAddress: attempt.sourceAddress,
      userAgent: attempt.userAgent,
    });
    await recordAudit(
      tx,
      { kind: 'person', userId: person.id, sourceAddress: attempt.sourceAddress },
      { action: 'session.started', tenantId: null, objectType: 'session', objectId: session.id },
    );
    const tenant =
      latest.invitationId === null
        ? null
        : await tx.tenant.findFirst({
            where: { invitations: { some: { id: latest.invitationId } } },
            select: { slug: true },
          });
    return {
      ok: true,
      signedIn: {
        sessionToken: session.token,
        expiresAt: session.expiresAt,
        browserProof: makeKnownBrowserProof(secret, browser, now),
        person: { id: person.id, email: person.email, name: person.name, role: person.role },
        tenantSlug: tenant?.slug ?? null,
      },
    };
  });
}
