import type { Refused } from '@/lib/core/refusals/catalogue';
import { randomInt } from 'node:crypto';
import type { AppContext } from '../app-context';
import type { Transaction } from '../db';
import { signInCodeMail } from '../mail/messages';
import { queueMail } from '../mail/outbox';
import { STAFF_TIME_ZONE } from '../mail/staff-time-zone';
import {
  addressRetryAt,
  callerOf,
  callerRetryAt,
  lockAddress,
  recordAttempt,
  sendsRetryAt,
} from './attempts';
import { browserName } from './browser-name';
import { maskEmailAddress, parseEmailAddress, type AddressRefusal } from './email-address';
import { findInvitationByToken } from './find-invitation';
import { invitationState, isUsable } from './invitation-state';
import { keyedHash } from './keyed-hash';
import { isKnownBrowser } from './known-browser';
import { CODE_LIFE_MS, CODE_TRIES, LINK_LIFE_MS, RESEND_WAIT_MS } from './sign-in-limits';
import { signInLinkToken } from './sign-in-link';

export interface CodeRequest {
  /** As typed. Not needed with an invitation, which names its address. */
  email: string;
  invitationToken?: string;
  /** Value of the browser's cookie: the code works only where it was asked for. */
  browserToken: string;
  /** Value of the cookie set when this browser signed in before. */
  browserProof?: string;
  sourceAddress: string;
  userAgent: string;
}

export type CodeRequestResult =
  | {
      ok: true;
      address: string;
      maskedAddress: string;
      expiresAt: Date;
      resendAt: Date;
      /** Only a link was sent: too many wrong codes were entered for this address. */
      isLinkOnly: boolean;
    }
  | AddressRefusal
  | Refused<'INVITATION_NOT_USABLE'>
  | Refused<'TOO_MANY_CODES'>
  | Refused<'TOO_MANY_FAILURES'>;

interface KnownPerson {
  id: number;
  name: string;
  timeZone: string | null;
}

/**
 * Mails a code if the address may sign in. The answer is the same if it may not, and so is the work: the
 * same statements run, and the mail of an unknown address is taken away again before the commit.
 */
export async function requestCode(
  ctx: AppContext,
  request: CodeRequest,
): Promise<CodeRequestResult> {
  return ctx.db.prisma.$transaction(async (tx): Promise<CodeRequestResult> => {
    const now = ctx.clock.now();
    const { secret } = ctx.settings;
    const invitation = request.invitationToken
      ? await findInvitationByToken(ctx, tx, request.invitationToken)
      : null;
    if (request.invitationToken && (!invitation || !isUsable(invitationState(invitation, now)))) {
      return { ok: false, code: 'INVITATION_NOT_USABLE' };
    }
    const parsed = parseEmailAddress(invitation?.email ?? request.email);
    if (!parsed.ok) return parsed;
    const { address } = parsed;
    const browser = { address, browserToken: request.browserToken };
    const browserHash = keyedHash(secret, 'browser', request.browserToken);
    const caller = callerOf(secret, {
      address,
      sourceAddress: request.sourceAddress,
      invitationId: invitation?.id ?? null,
      browserHash,
      knownBrowserHash: isKnownBrowser(secret, browser, request.browserProof, now)
        ? browserHash
        : null,
    });

    await lockAddress(tx, address);
    const sendsAt = await sendsRetryAt(tx, caller, now);
    if (sendsAt) return { ok: false, code: 'TOO_MANY_CODES', retryAt: sendsAt };
    const failuresAt = await callerRetryAt(tx, caller, now);
    if (failuresAt) {
      return { ok: false, code: 'TOO_MANY_FAILURES', retryAt: failuresAt, isLinkOpen: false };
    }
    await recordAttempt(tx, caller, { kind: 'code-sent', succeeded: true, at: now });

    const isLinkOnly = (await addressRetryAt(tx, caller, now)) !== null;
    const person = await findPerson(tx, address);
    const mayEnter = person !== null || invitation !== null;
    const code = String(randomInt(1_000_000)).padStart(6, '0');
    const expiresAt = new Date(now.getTime() + (isLinkOnly ? LINK_LIFE_MS : CODE_LIFE_MS));
    // Only the codes of this browser: a stranger elsewhere must not make the owner's code useless.
    await tx.signInCode.updateMany({
      where: { email: address, browserHash, usedAt: null, replacedAt: null },
      data: { replacedAt: now },
    });
    const row = await tx.signInCode.create({
      data: {
        email: address,
        browserHash,
        // Nobody is ever told the code of an address that may not enter, and its hash fits no code at all.
        codeHash: hashCode(
          ...([secret, address, browserHash] as const),
          mayEnter && !isLinkOnly ? code : 'nobody',
        ),
        invitationId: invitation?.id ?? null,
        triesLeft: CODE_TRIES,
        createdAt: now,
        expiresAt,
        sourceAddress: request.sourceAddress,
      },
      select: { id: true, email: true, createdAt: true },
    });
    const mailId = await queueMail(
      tx,
      signInCodeMail(ctx, {
        to: { address, name: person?.name ?? invitation?.name ?? null },
        tenantId: null,
        code: isLinkOnly ? null : code,
        linkToken: signInLinkToken(secret, row),
        linkExpiresAt: new Date(now.getTime() + LINK_LIFE_MS),
        expiresAt,
        timeZone: person?.timeZone ?? invitation?.tenant?.timeZone ?? STAFF_TIME_ZONE,
        sourceAddress: request.sourceAddress,
        browserName: browserName(request.userAgent),
      }),
    );
    await tx.outboxMail.deleteMany({ where: { id: mayEnter ? -1 : mailId } });
    return {
      ok: true,
      address,
      maskedAddress: maskEmailAddress(address),
      expiresAt,
      resendAt: new Date(now.getTime() + RESEND_WAIT_MS),
      isLinkOnly,
    };
  });
}

export function hashCode(
  secret: string,
  address: string,
  browserHash: string,
  code: string,
): string {
  return keyedHash(secret, 'code', address, browserHash, code);
}

// One statement whether or not there is such a person; a relation would be read in a second one.
async function findPerson(
  tx: Pick<Transaction, '$queryRaw'>,
  address: string,
): Promise<KnownPerson | null> {
  const rows = await tx.$queryRaw<KnownPerson[]>`
    SELECT u.id, u.name, t.time_zone AS "timeZone"
    FROM user_account u
    LEFT JOIN tenant_member m ON m.user_id = u.id
    LEFT JOIN tenant t ON t.id = m.tenant_id
    WHERE u.email = ${address} AND u.disabled_at IS NULL
    ORDER BY m.tenant_id LIMIT 1`;
  return rows[0] ?? null;
}
