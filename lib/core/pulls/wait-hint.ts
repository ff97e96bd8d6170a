// How long a server that is busy asks us to wait, in the forms that servers use, and how long to wait where it does not say.

/** What an answer says of waiting. */
export interface WaitSigns {
  /** Retry-After: seconds or a date of HTTP. */
  retryAfter?: string | null;
  /** retry-after-ms, x-ms-retry-after-ms: milliseconds. */
  retryAfterMs?: string | null;
  /** X-RateLimit-Reset: seconds from now, or since 1970. */
  rateLimitReset?: string | null;
  /** The first letters of the answer: "Please wait 30 seconds". */
  text?: string;
}

export const MAX_WAIT_MS = 10 * 60_000;
const FIRST_BACK_OFF_MS = 1_000;
/** What is larger counts from 1970, not from now: thirty years of seconds. */
const SINCE_1970 = 1_000_000_000;

/** At most ten minutes; null where the answer does not say. A time that has passed is no wait. */
export function readWaitHint(signs: WaitSigns, now: Date): number | null {
  const found =
    msOf(signs.retryAfterMs) ??
    secondsOrDate(signs.retryAfter, now) ??
    resetAt(signs.rateLimitReset, now) ??
    waitInText(signs.text ?? '');
  return found === null ? null : Math.min(Math.max(Math.ceil(found), 0), MAX_WAIT_MS);
}

/** Full jitter: somewhere from nothing to twice the last one. `random` is from 0 to 1, `failures` counts this one too. */
export function backOffMs(failures: number, random: number): number {
  const most = Math.min(FIRST_BACK_OFF_MS * 2 ** Math.max(failures, 1), MAX_WAIT_MS);
  return Math.round(most * random);
}

/** What the server asked for and up to a tenth more, so that not all who were told the same come back at once. */
export function waitMs(hint: number | null, failures: number, random: number): number {
  if (hint === null) return backOffMs(failures, random);
  return Math.min(hint + Math.round((hint / 10) * random), MAX_WAIT_MS);
}

function numberOf(text: string | null | undefined): number | null {
  const clean = text?.trim() ?? '';
  return /^\d{1,15}(?:\.\d{1,9})?$/.test(clean) ? Number(clean) : null;
}

const msOf = numberOf;

function secondsOrDate(text: string | null | undefined, now: Date): number | null {
  const seconds = numberOf(text);
  if (seconds !== null) return seconds * 1000;
  // Date.parse reads much that is no date of HTTP: "-5" is one in May 2001.
  if (!text || !/^\s*[A-Z][a-z]{2,8},? /.test(text)) return null;
  const at = Date.parse(text);
  return Number.isNaN(at) ? null : at - now.getTime();
}

function resetAt(text: string | null | undefined, now: Date): number | null {
  const seconds = numberOf(text);
  if (seconds === null) return null;
  return seconds < SINCE_1970 ? seconds * 1000 : seconds * 1000 - now.getTime();
}

const UNIT_MS = { ms: 1, s: 1000, m: 60_000 } as const;

// "wait 30 seconds", "try again in 2 minutes", "retry after 500ms", "available in 12.5 s".
const IN_TEXT =
  /\b(?:wait|in|after|for)\s*:?\s+(?:at least |about |another )?(\d{1,9}(?:\.\d{1,6})?)\s*(milliseconds?|msecs?|ms|seconds?|secs?|s|minutes?|mins?|m)\b/i;

function waitInText(text: string): number | null {
  const found = IN_TEXT.exec(text.slice(0, 2_048));
  if (!found) return null;
  const unit = (found[2] ?? '').toLowerCase();
  const ms = /^(?:ms|msec|millisecond)/.test(unit)
    ? UNIT_MS.ms
    : unit.startsWith('s')
      ? UNIT_MS.s
      : UNIT_MS.m;
  return Number(found[1]) * ms;
}
