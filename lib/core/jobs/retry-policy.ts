// When what went wrong is tried again, and how often: one table for everything that the worker does.

export interface RetryPolicy {
  /** Seconds to wait after the first failure, the second, and so on; after that the last one again and again. */
  waitSeconds: readonly [number, ...number[]];
  /** Attempts in all, the first included; null where it is tried until it works or is of no use any more. */
  maxAttempts: number | null;
}

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const RUN_WAITS = [5, 30, 2 * MINUTE, 10 * MINUTE] as const;
const MAIL_ATTEMPTS = 8;

export const RETRY_POLICIES = {
  /** Roster and attendance runs. A file that fails five times does so by its content: people have to look. */
  run: { waitSeconds: RUN_WAITS, maxAttempts: 5 },
  /** A page of a pull. A source may be restarted, or be busy for an hour; each page that comes begins the count anew. */
  pull: { waitSeconds: [5, 15, MINUTE, 5 * MINUTE, 10 * MINUTE], maxAttempts: 10 },
  /** An undo leaves its run as it is until it works, and somebody waits for it. */
  undo: { waitSeconds: RUN_WAITS, maxAttempts: null },
  /** A mail server may be away for a morning, and greylisting asks for minutes. */
  mail: {
    waitSeconds: [MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR, 2 * HOUR, 4 * HOUR, 8 * HOUR],
    maxAttempts: MAIL_ATTEMPTS,
  },
  /** A code lives ten minutes, which end it: trying it hourly is no use. */
  signInCode: { waitSeconds: [15], maxAttempts: MAIL_ATTEMPTS },
  /** A receiver may be away for a weekend: nearly four days in all, then people look. */
  webhook: {
    waitSeconds: [
      5,
      5 * MINUTE,
      30 * MINUTE,
      2 * HOUR,
      5 * HOUR,
      10 * HOUR,
      14 * HOUR,
      20 * HOUR,
      24 * HOUR,
    ],
    maxAttempts: 10,
  },
  /** What the schedule does every hour is not put off for an hour; what comes sooner anyway does not wait longer. */
  scheduledJob: { waitSeconds: [30, 2 * MINUTE, 10 * MINUTE], maxAttempts: null },
} as const satisfies Record<string, RetryPolicy>;

/** Seconds from a failure to the next attempt, where there is one. `attempts`: how many failed so far. */
export function secondsToRetry({ waitSeconds }: RetryPolicy, attempts: number): number {
  const [first, ...later] = waitSeconds;
  return [first, ...later][Math.max(attempts, 1) - 1] ?? later.at(-1) ?? first;
}

/** Whether `attempts` were all there are. */
export function isGivenUp({ maxAttempts }: RetryPolicy, attempts: number): boolean {
  return maxAttempts !== null && attempts >= maxAttempts;
}
