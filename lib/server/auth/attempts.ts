/**
 * Who tried how often. Tries are counted per address, but a browser that has signed in before and a holder
 * of an invitation link count in buckets of their own: a stranger who wears out an address must not lock its
 * owner out.
 */
import type { AppContext } from '../app-context';
import type { Transaction } from '../db';
import { keyedHash } from './keyed-hash';
import {
  FAILURES_PER_ADDRESS,
  FAILURES_PER_SOURCE,
  SENDS_PER_ADDRESS,
  SENDS_PER_SOURCE,
  retryAt,
  type RateLimit,
} from './limits';

export type AttemptKind = 'code-sent' | 'code-tried';

export interface Caller {
  /** Hash under which tries count. */
  bucket: string;
  /** Knows a secret of this address, so that the limits of its source do not apply. */
  isTrusted: boolean;
  sourceAddress: string;
}

export function callerOf(
  secret: string,
  facts: {
    address: string;
    sourceAddress: string;
    invitationId: number | null;
    /** Hash of the browser, if it proved that this address signed in there before. */
    knownBrowserHash: string | null;
  },
): Caller {
  const { address, sourceAddress, invitationId, knownBrowserHash } = facts;
  if (invitationId !== null) {
    const bucket = keyedHash(secret, 'trusted-bucket', 'invitation', String(invitationId));
    return { bucket, isTrusted: true, sourceAddress };
  }
  if (knownBrowserHash !== null) {
    const bucket = keyedHash(secret, 'trusted-bucket', 'browser', address, knownBrowserHash);
    return { bucket, isTrusted: true, sourceAddress };
  }
  return { bucket: keyedHash(secret, 'email', address), isTrusted: false, sourceAddress };
}

type AttemptTransaction = Pick<Transaction, 'signInAttempt' | '$executeRaw'>;

/** Requests and tries for one address run one after the other, so that counting cannot be raced. */
export async function lockAddress(tx: AttemptTransaction, address: string): Promise<void> {
  const name = `sign-in:${address}`;
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${name}, 0))`;
}

export async function sendsRetryAt(
  tx: AttemptTransaction,
  caller: Caller,
  now: Date,
): Promise<Date | null> {
  const byAddress = await newest(tx, SENDS_PER_ADDRESS, now, {
    kind: 'code-sent',
    emailHash: caller.bucket,
  });
  const bySource = await newest(tx, SENDS_PER_SOURCE, now, {
    kind: 'code-sent',
    sourceAddress: caller.sourceAddress,
  });
  return later(
    retryAt(SENDS_PER_ADDRESS, byAddress),
    isSourceLimited(caller) ? retryAt(SENDS_PER_SOURCE, bySource) : null,
  );
}

export async function failuresRetryAt(
  tx: AttemptTransaction,
  caller: Caller,
  now: Date,
): Promise<Date | null> {
  const byAddress = await newest(tx, FAILURES_PER_ADDRESS, now, {
    kind: 'code-tried',
    succeeded: false,
    emailHash: caller.bucket,
  });
  const bySource = await newest(tx, FAILURES_PER_SOURCE, now, {
    kind: 'code-tried',
    succeeded: false,
    sourceAddress: caller.sourceAddress,
  });
  return later(
    retryAt(FAILURES_PER_ADDRESS, byAddress),
    isSourceLimited(caller) ? retryAt(FAILURES_PER_SOURCE, bySource) : null,
  );
}

export async function recordAttempt(
  tx: AttemptTransaction,
  caller: Caller,
  attempt: { kind: AttemptKind; succeeded: boolean; at: Date },
): Promise<void> {
  await tx.signInAttempt.create({
    data: {
      kind: attempt.kind,
      succeeded: attempt.succeeded,
      at: attempt.at,
      emailHash: caller.bucket,
      sourceAddress: caller.sourceAddress,
    },
  });
}

/** Codes and tries are kept 24 hours; the worker calls this now and then. */
export async function deleteOldSignInRows(ctx: AppContext): Promise<number> {
  const before = new Date(ctx.clock.now().getTime() - FAILURES_PER_ADDRESS.windowMs);
  const codes = await ctx.db.prisma.signInCode.deleteMany({ where: { createdAt: { lt: before } } });
  const tries = await ctx.db.prisma.signInAttempt.deleteMany({ where: { at: { lt: before } } });
  return codes.count + tries.count;
}

// Without a proxy we are told to trust, nobody's source address is known and all share "unknown".
function isSourceLimited(caller: Caller): boolean {
  return !caller.isTrusted && caller.sourceAddress !== 'unknown';
}

async function newest(
  tx: AttemptTransaction,
  limit: RateLimit,
  now: Date,
  where: { kind: AttemptKind; succeeded?: boolean; emailHash?: string; sourceAddress?: string },
): Promise<Date[]> {
  const rows = await tx.signInAttempt.findMany({
    where: { ...where, at: { gt: new Date(now.getTime() - limit.windowMs) } },
    orderBy: { at: 'desc' },
    take: limit.count,
    select: { at: true },
  });
  return rows.map((row) => row.at);
}

function later(one: Date | null, other: Date | null): Date | null {
  if (!one || !other) return one ?? other;
  return one > other ? one : other;
}
