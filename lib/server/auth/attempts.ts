/**
 * Who tried how often. Wrong codes are counted per address, per browser and, where it is known, per source. One that
 * wears out its browser or source may go on nowhere. One that wears out an address ends codes for it, so that guessing
 * stays as unlikely as promised, and not its owner: they sign in by the link in the mail. A browser that has signed in
 * before and a holder of an invitation link count in buckets of their own.
 */
import type { Transaction } from '../db';
import { lockByName } from '../db/advisory-lock';
import { keyedHash } from './keyed-hash';
import {
  FAILURES_PER_ADDRESS,
  FAILURES_PER_BROWSER,
  FAILURES_PER_SOURCE,
  SENDS_PER_ADDRESS,
  SENDS_PER_SOURCE,
  retryAt,
  type RateLimit,
} from './sign-in-limits';

export type AttemptKind = 'code-sent' | 'code-tried';

export interface Caller {
  /** Hash under which tries count. */
  bucket: string;
  /** Hash under which all tries of this browser count. */
  browserBucket: string;
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
    browserHash: string;
    /** Hash of the browser, if it proved that this address signed in there before. */
    knownBrowserHash: string | null;
  },
): Caller {
  const { address, sourceAddress, invitationId, browserHash, knownBrowserHash } = facts;
  const browserBucket = keyedHash(secret, 'browser-bucket', browserHash);
  if (invitationId !== null) {
    const bucket = keyedHash(secret, 'trusted-bucket', 'invitation', String(invitationId));
    return { bucket, browserBucket, isTrusted: true, sourceAddress };
  }
  if (knownBrowserHash !== null) {
    const bucket = keyedHash(secret, 'trusted-bucket', 'browser', address, knownBrowserHash);
    return { bucket, browserBucket, isTrusted: true, sourceAddress };
  }
  const bucket = keyedHash(secret, 'email', address);
  return { bucket, browserBucket, isTrusted: false, sourceAddress };
}

type AttemptTransaction = Pick<Transaction, 'signInAttempt' | '$executeRaw'>;

/** Requests and tries for one address run one after the other, so that counting cannot be raced. */
export async function lockAddress(tx: AttemptTransaction, address: string): Promise<void> {
  await lockByName(tx, 'sign-in', address);
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

/** When codes of the address work again for callers like this one; they have the link in the mail until then. */
export async function addressRetryAt(
  tx: AttemptTransaction,
  caller: Caller,
  now: Date,
): Promise<Date | null> {
  const byAddress = await newest(tx, FAILURES_PER_ADDRESS, now, {
    kind: 'code-tried',
    succeeded: false,
    emailHash: caller.bucket,
  });
  return retryAt(FAILURES_PER_ADDRESS, byAddress);
}

/** When this browser and source may go on at all. */
export async function callerRetryAt(
  tx: AttemptTransaction,
  caller: Caller,
  now: Date,
): Promise<Date | null> {
  const byBrowser = await newest(tx, FAILURES_PER_BROWSER, now, {
    kind: 'code-tried',
    succeeded: false,
    emailHash: caller.browserBucket,
  });
  const bySource = await newest(tx, FAILURES_PER_SOURCE, now, {
    kind: 'code-tried',
    succeeded: false,
    sourceAddress: caller.sourceAddress,
  });
  return later(
    caller.isTrusted ? null : retryAt(FAILURES_PER_BROWSER, byBrowser),
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
  if (attempt.kind !== 'code-tried' || attempt.succeeded) return;
  // Of no source: the row above counts for it.
  const { kind, succeeded, at } = attempt;
  await tx.signInAttempt.create({
    data: { kind, succeeded, at, emailHash: caller.browserBucket, sourceAddress: 'unknown' },
  });
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

export function later(one: Date | null, other: Date | null): Date | null {
  if (!one || !other) return one ?? other;
  return one > other ? one : other;
}
