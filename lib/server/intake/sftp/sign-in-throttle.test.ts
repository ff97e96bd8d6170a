import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SignInThrottle } from './sign-in-throttle';

const MINUTE = 60_000;
const WINDOW = 15 * MINUTE;
const limits = {
  failureDelayMs: 1000,
  penaltyDelayMs: 5000,
  failuresPerPair: 20,
  unknownNamesPerAddress: 10,
  failureWindowMs: WINDOW,
};
const HOME = '203.0.113.4';

class SignIns {
  readonly throttle: SignInThrottle;
  constructor(known: readonly string[] = []) {
    this.throttle = new SignInThrottle(limits, [], (address) => known.includes(address));
  }
  /** What the server does with one try; true where it lets in. */
  try(at: number, isRight: boolean, { address = HOME, name = 'tpc-a' } = {}): boolean {
    if (isRight && this.throttle.letsIn(address, name, at)) {
      this.throttle.recordSuccess(address, name);
      return true;
    }
    if (!isRight) this.throttle.recordFailure(address, name, true, at);
    return false;
  }
  lockOut(address = HOME, at = 0): void {
    for (let i = 0; i < 20; i++) this.try(at, false, { address });
  }
}

/** Tries the right password again and again; when it was let in, counted from the first try. */
function waitedFor(signIns: SignIns, everyMs: number, from: number, address = HOME): number {
  for (let at = from; at < from + 50 * WINDOW; at += everyMs)
    if (signIns.try(at, true, { address })) return at - from;
  return Infinity;
}

describe('a lock-out ends, however the client goes on trying', () => {
  test.each([1, 7, 30, 44, 46, 60, 61, 299, 600, 899, 900, 901])(
    'the right password every %d s is let in within 15 minutes and one interval',
    (seconds) => {
      const signIns = new SignIns();
      signIns.lockOut();
      expect(signIns.try(1, true)).toBe(false);
      expect(waitedFor(signIns, seconds * 1000, 1)).toBeLessThan(WINDOW + seconds * 1000);
    },
  );

  test('to the millisecond', () => {
    const signIns = new SignIns();
    signIns.lockOut();
    expect(signIns.try(WINDOW - 1, true)).toBe(false);
    expect(signIns.try(WINDOW, true)).toBe(true);
  });

  test.each([5_000, 44_000, 120_000])(
    'also where a program with the old password goes on beside it, every %d ms',
    (everyMs) => {
      const signIns = new SignIns();
      signIns.lockOut();
      let letInAt = Infinity;
      for (let at = 1000; at < 10 * WINDOW && letInAt === Infinity; at += 1000) {
        if (at % everyMs === 0) for (let i = 0; i < 20; i++) signIns.try(at, false);
        else if (at % 31_000 === 0 && signIns.try(at, true)) letInAt = at;
      }
      expect(letInAt - 31_000).toBeLessThanOrEqual(WINDOW + 62_000);
    },
  );

  test('any tries in any order: 15 minutes after its first refusal the right password is let in', () => {
    const tries = fc.array(
      fc.record({ gap: fc.integer({ min: 0, max: 200_000 }), isRight: fc.boolean() }),
      { minLength: 30, maxLength: 200 },
    );
    fc.assert(
      fc.property(tries, (series) => {
        const signIns = new SignIns();
        signIns.lockOut();
        let [at, firstRefusedAt]: [number, number | null] = [0, null];
        for (const { gap, isRight } of series) {
          at += gap;
          const isLetIn = signIns.try(at, isRight);
          if (!isRight) continue;
          if (firstRefusedAt !== null && at >= firstRefusedAt + WINDOW) expect(isLetIn).toBe(true);
          firstRefusedAt = isLetIn ? null : (firstRefusedAt ?? at);
        }
      }),
    );
  });

  test('a guesser is slowed all the same: 20 guesses are looked at in 15 minutes, not more', () => {
    const signIns = new SignIns();
    let looked = 0;
    for (let at = 0; at < WINDOW * 4; at += 1000) {
      if (!signIns.throttle.isRefused(HOME, 'tpc-a', at)) looked += 1;
      signIns.try(at, false);
    }
    expect(looked).toBe(80);
  });

  test('a clock that is set back does not make it longer', () => {
    const signIns = new SignIns();
    signIns.lockOut(HOME, 10 * 60 * MINUTE);
    expect(signIns.try(9 * 60 * MINUTE, true)).toBe(true);
  });
});

describe('failures of strangers do not lock a district’s own addresses out', () => {
  test.each([
    ['another IPv4 address', '198.51.100.7', HOME, []],
    ['a neighbour in the same IPv4 network', '203.0.113.5', HOME, []],
    ['another IPv6 network', '2001:db8:1:3::1', '2001:db8:1:2::1', []],
    ['a neighbour in its IPv6 /64, known', '2001:db8:1:2::bad', '2001:db8:1:2::1', true],
  ])('%s', (_name, stranger, own, isKnown) => {
    const signIns = new SignIns(isKnown === true ? [own] : []);
    signIns.lockOut(stranger);
    expect(signIns.try(1, true, { address: stranger })).toBe(false);
    expect(signIns.try(1, true, { address: own })).toBe(true);
  });

  test('a thousand addresses at once', () => {
    const signIns = new SignIns();
    for (let i = 0; i < 1000; i++) signIns.lockOut(`198.51.${i >> 8}.${i & 255}`);
    expect(signIns.try(1, true)).toBe(true);
  });

  test('an IPv6 network of strangers is one: another address of it has no guesses of its own', () => {
    const signIns = new SignIns();
    for (let i = 0; i < 20; i++) signIns.try(0, false, { address: `2001:db8:1:2::${i}` });
    expect(signIns.throttle.isRefused('2001:db8:1:2:ffff::1', 'tpc-a', 1)).toBe(true);
    expect(signIns.throttle.isRefused('2001:db8:1:3::1', 'tpc-a', 1)).toBe(false);
  });

  test('many user names from one address slow failures there and keep no right password out', () => {
    const signIns = new SignIns();
    for (let i = 0; i < 500; i++) signIns.throttle.recordFailure(HOME, `made-up-${i}`, false, 0);
    expect(signIns.throttle.failureDelayMs(HOME, 1)).toBe(5000);
    expect(signIns.try(1, true)).toBe(true);
  });

  test('neither does a user name at the same address wear out another', () => {
    const signIns = new SignIns();
    for (const name of ['tpc-b', 'tpc-c', 'TPC-A', 'tpc-a '])
      for (let i = 0; i < 30; i++) signIns.try(0, false, { name });
    expect(signIns.try(1, true)).toBe(true);
  });
});
