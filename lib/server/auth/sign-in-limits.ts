import { minutesToResend, mostInvitationsByContacts } from '@/lib/core/mail/invitation-limits';

/** The limits of spec "Default limits in one place", and how a sliding window answers. */
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

export const CODE_LIFE_MS = 10 * MINUTE_MS;
export const CODE_TRIES = 5;
/** As long as the window of mails: who may ask for no other one yet has one with a link that works. */
export const LINK_LIFE_MS = 15 * MINUTE_MS;
export const RESEND_WAIT_MS = 30_000;
export const INVITATION_LIFE_MS = 7 * 24 * HOUR_MS;

export const SESSION_IDLE_MS = 60 * MINUTE_MS;
export const SESSION_LIFE_MS = { staff: 12 * HOUR_MS, district: 24 * HOUR_MS } as const;
export const SEEN_EVERY_MS = MINUTE_MS;
export const KNOWN_BROWSER_LIFE_MS = 90 * 24 * HOUR_MS;

export interface RateLimit {
  count: number;
  windowMs: number;
}

export const SENDS_PER_ADDRESS: RateLimit = { count: 3, windowMs: 15 * MINUTE_MS };
export const FAILURES_PER_ADDRESS: RateLimit = { count: 10, windowMs: 24 * HOUR_MS };
// One browser, whatever addresses it tries: who guesses is slowed, and not whom they guess at.
export const FAILURES_PER_BROWSER: RateLimit = { count: 10, windowMs: 24 * HOUR_MS };
// A school district sits behind one source address, so these are wider than those of one person.
export const SENDS_PER_SOURCE: RateLimit = { count: 30, windowMs: 15 * MINUTE_MS };
export const FAILURES_PER_SOURCE: RateLimit = { count: 100, windowMs: 24 * HOUR_MS };

/** "Not you?" on the page of an invitation: names that reach our staff. */
export const OTHER_CONTACTS_PER_INVITATION: RateLimit = { count: 3, windowMs: 24 * HOUR_MS };
export const OTHER_CONTACTS_PER_SOURCE: RateLimit = { count: 20, windowMs: 24 * HOUR_MS };

export const COLLEAGUE_INVITATIONS_PER_DISTRICT: RateLimit = {
  count: mostInvitationsByContacts,
  windowMs: 24 * HOUR_MS,
};
export const COLLEAGUE_RESEND_WAIT_MS = minutesToResend * MINUTE_MS;

/**
 * When the next try is allowed, or null if it is allowed now. `latest` holds the newest tries inside the
 * window, newest first, at least as many as the limit counts.
 */
export function retryAt(limit: RateLimit, latest: readonly Date[]): Date | null {
  const oldestThatCounts = latest[limit.count - 1];
  return oldestThatCounts ? new Date(oldestThatCounts.getTime() + limit.windowMs) : null;
}
