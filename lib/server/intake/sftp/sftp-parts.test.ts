import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SignInThrottle } from './sign-in-throttle';
import { cleanAddress, networkOf, sourceOf } from './source-address';
import { WrittenRanges } from './written-ranges';

describe('WrittenRanges', () => {
  test('pieces in any order, also overlapping, make one file exactly when no byte is missing', () => {
    const piece = fc.tuple(fc.nat(60), fc.integer({ min: 1, max: 20 }));
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const ranges = new WrittenRanges();
        const bytes = new Set<number>();
        for (const [start, length] of pieces) {
          ranges.add(start, start + length);
          for (let at = start; at < start + length; at++) bytes.add(at);
        }
        const byteCount = bytes.size === 0 ? 0 : Math.max(...bytes) + 1;
        expect(ranges.byteCount).toBe(byteCount);
        expect(ranges.isWhole).toBe(bytes.size === byteCount);
      }),
    );
  });

  test('truncating forgets what lay behind', () => {
    const ranges = new WrittenRanges();
    ranges.add(0, 10);
    ranges.add(20, 30);
    ranges.truncate(5);
    expect([ranges.byteCount, ranges.isWhole]).toEqual([5, true]);
  });
});

describe('SignInThrottle', () => {
  const limits = {
    failureDelayMs: 1000,
    penaltyDelayMs: 5000,
    failuresPerPair: 3,
    unknownNamesPerAddress: 2,
    failureWindowMs: 60_000,
  };
  const fail = (throttle: SignInThrottle, count: number, isKnown = true, at = 0) => {
    for (let i = 0; i < count; i++) throttle.recordFailure('192.0.2.1', 'tpc-a', isKnown, at);
  };

  test.each([
    [2, false],
    [3, true],
    [4, true],
  ])('after %d failures of one name from one address, refused: %s', (count, isRefused) => {
    const throttle = new SignInThrottle(limits, []);
    fail(throttle, count);
    expect(throttle.isRefused('192.0.2.1', 'tpc-a', 1)).toBe(isRefused);
    expect(throttle.isRefused('192.0.2.1', 'tpc-b', 1)).toBe(false);
    expect(throttle.isRefused('192.0.2.2', 'tpc-a', 1)).toBe(false);
    expect(throttle.isRefused('192.0.2.1', 'tpc-a', 60_000)).toBe(false);
  });

  test.each([
    [1, 1000],
    [2, 5000],
    [3, 5000],
  ])('after %d made-up names every failure of the address takes %d ms', (count, milliseconds) => {
    const throttle = new SignInThrottle(limits, []);
    fail(throttle, count, false);
    expect(throttle.failureDelayMs('192.0.2.1', 1)).toBe(milliseconds);
    expect(throttle.failureDelayMs('192.0.2.2', 1)).toBe(1000);
  });

  test('a right password forgives, an exempt address is never counted', () => {
    const throttle = new SignInThrottle(limits, []);
    fail(throttle, 2);
    throttle.recordSuccess('192.0.2.1', 'tpc-a');
    fail(throttle, 2);
    expect(throttle.isRefused('192.0.2.1', 'tpc-a', 1)).toBe(false);
    const exempt = new SignInThrottle(limits, ['192.0.2.1']);
    fail(exempt, 9, false);
    expect(exempt.isRefused('192.0.2.1', 'tpc-a', 1)).toBe(false);
    expect(exempt.failureDelayMs('192.0.2.1', 1)).toBe(1000);
  });
});

test.each([
  ['::ffff:192.0.2.1', '192.0.2.1', '192.0.2.1', '192.0.2.0/24'],
  ['192.0.2.1', '192.0.2.1', '192.0.2.1', '192.0.2.0/24'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64', '2001:db8:1::/48'],
  ['2001:db8::7', '2001:db8::7', '2001:db8:0:0::/64', '2001:db8:0::/48'],
  ['::1', '::1', '0:0:0:0::/64', '0:0:0::/48'],
  ['fe80::1%eth0', 'fe80::1%eth0', 'fe80:0:0:0::/64', 'fe80:0:0::/48'],
])('%s is shown as %s and counted as %s in %s', (address, shown, source, network) => {
  expect(cleanAddress(address)).toBe(shown);
  expect(sourceOf(shown)).toBe(source);
  expect(networkOf(shown)).toBe(network);
});
