import { describe, expect, test } from 'vitest';
import { isGivenUp, RETRY_POLICIES, secondsToRetry, type RetryPolicy } from './retry-policy';

describe('when it is tried again', () => {
  test.each<[keyof typeof RETRY_POLICIES, (number | null)[]]>([
    ['run', [5, 30, 120, 600, null, null]],
    ['pull', [5, 15, 60, 300, 600, 600, 600, 600, 600, null]],
    ['undo', [5, 30, 120, 600, 600, 600]],
    ['mail', [60, 300, 900, 3600, 7200, 14_400, 28_800, null]],
    ['signInCode', [15, 15, 15, 15, 15, 15, 15, null]],
    ['webhook', [5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400, null]],
    ['scheduledJob', [30, 120, 600, 600]],
  ])('%s, after each failure', (name, waits) => {
    const policy: RetryPolicy = RETRY_POLICIES[name];
    const seen = waits.map((_, at) =>
      isGivenUp(policy, at + 1) ? null : secondsToRetry(policy, at + 1),
    );
    expect(seen).toEqual(waits);
  });

  test('what failed for an outage, which is not counted, waits as after the first failure', () => {
    expect(secondsToRetry(RETRY_POLICIES.run, 0)).toBe(5);
  });

  test('what has one attempt is given up after it', () => {
    const once: RetryPolicy = { waitSeconds: [7], maxAttempts: 1 };
    expect(isGivenUp(once, 0)).toBe(false);
    expect(isGivenUp(once, 1)).toBe(true);
  });
});
