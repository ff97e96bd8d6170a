import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CopyBytes } from './copy';

/** What the calls of `write` come to, and how many chunks it took. */
function written(write: (bytes: CopyBytes) => void): { text: string; chunks: number } {
  const chunks: Buffer[] = [];
  const bytes = new CopyBytes((chunk) => chunks.push(chunk));
  write(bytes);
  bytes.flush();
  return { text: Buffer.concat(chunks).toString(), chunks: chunks.length };
}

test('a 64-bit number is written as PostgreSQL reads it', () => {
  const cases = [0n, 1n, -1n, 999_999_999n, 1_000_000_000n, 2n ** 63n - 1n, -(2n ** 63n)];
  fc.assert(
    fc.property(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), (number) => {
      const low = Number(BigInt.asUintN(32, number));
      const high = Number(BigInt.asUintN(32, number >> 32n));
      expect(written((bytes) => bytes.bigint(low, high)).text).toBe(String(number));
    }),
    { examples: cases.map((number): [bigint] => [number]) },
  );
});

test('whole numbers and texts of any script and length are written as they are', () => {
  const piece = fc.oneof(
    fc.nat({ max: 2 ** 31 - 1 }),
    fc.string({ unit: 'grapheme' }),
    fc.string({ minLength: 60, maxLength: 70 }),
    fc.constant('ñ'.repeat(100)),
  );
  fc.assert(
    fc.property(fc.array(piece), (pieces) => {
      const { text } = written((bytes) => {
        for (const each of pieces) {
          if (typeof each === 'number') bytes.integer(each);
          else bytes.text(each);
        }
      });
      expect(text).toBe(pieces.join(''));
    }),
  );
});

test('a full chunk is given away, and nothing is lost between two', () => {
  const row = 'abcdefghij'.repeat(5);
  const { text, chunks } = written((bytes) => {
    for (let i = 0; i < 20_000; i += 1) bytes.text(row);
    bytes.text('x'.repeat(400_000));
    for (let i = 0; i < 300_000; i += 1) bytes.byte(121);
    for (let i = 0; i < 20_000; i += 1) bytes.copy(Buffer.from(`<${row}>`), 1, 51);
    bytes.copy(Buffer.alloc(400_000, 'z'), 0, 400_000);
  });
  expect(text).toBe(
    row.repeat(20_000) +
      'x'.repeat(400_000) +
      'y'.repeat(300_000) +
      row.repeat(20_000) +
      'z'.repeat(400_000),
  );
  expect(chunks).toBeGreaterThan(4);
});
