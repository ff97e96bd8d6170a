import fc from 'fast-check';
import { expect, test } from 'vitest';
import { HEAD_BYTES } from '../encoding';
import { nodeBytes } from '@/lib/server/text/node-bytes';
import { portableBytes, type ByteTools } from './byte-tools';
import { MAX_RECORD_BYTES, readLines } from './read-lines';

const PIECE = Buffer.from('a,'.repeat(32 * 1024));

test.each([
  ['the header', ''],
  ['a row', 'sourcedId,status\n'],
])('%s of half a gigabyte never stands in memory', async (_name, before) => {
  async function* long(): AsyncGenerator<Buffer> {
    yield Buffer.from(before);
    for (let i = 0; i < 8_000; i += 1) yield await Promise.resolve(PIECE);
    yield Buffer.from('\nlast,line\n');
  }
  const lines = readLines(long(), { bytes: portableBytes });
  let longest = 0;
  let last = '';
  for await (const { bytes, bounds, lineCount } of lines.blocks()) {
    longest = Math.max(longest, bytes.length);
    last = portableBytes.utf8(
      bytes,
      bounds[2 * lineCount - 2] ?? 0,
      bounds[2 * lineCount - 1] ?? 0,
    );
  }
  expect(longest).toBeLessThan(4 * MAX_RECORD_BYTES);
  expect(lines.tooLong).toEqual([before === '' ? 1 : 2]);
  expect(last).toBe('last,line');
});

/** Everything that is said of the bytes when they come in pieces that end at `cuts`. */
async function readInPieces<Bytes extends Uint8Array>(
  bytes: Bytes,
  cuts: readonly number[],
  tools: ByteTools,
) {
  const ends = [...new Set(cuts.map((cut) => cut % bytes.length)), bytes.length].sort(
    (one, other) => one - other,
  );
  async function* pieces(): AsyncGenerator<Uint8Array> {
    let from = 0;
    for (const end of ends) {
      yield await Promise.resolve(bytes.subarray(from, end));
      from = end;
    }
  }
  const reader = readLines(pieces(), { bytes: tools });
  const lines: unknown[] = [];
  for await (const block of reader.blocks()) {
    for (let i = 0; i < block.lineCount; i += 1) {
      const [from = 0, to = 0] = block.bounds.subarray(2 * i, 2 * i + 2);
      const text = tools.utf8(block.bytes, from, to);
      const lanes = [...block.lanes.subarray(2 * i, 2 * i + 2)];
      lines.push({ line: block.firstLine + i, text, lanes, isWide: block.isWide[i] });
    }
  }
  return { lines, facts: reader.facts(), tooLong: reader.tooLong };
}

/** Longer than what is judged as a whole, whatever the pieces. */
const HEAD = `sourcedId,status\n${'x'.repeat(HEAD_BYTES)}\n`;
const ends = fc.constantFrom('\n', '\r\n', '\r\n', '\n\n', '');
const cells = fc.constantFrom('', 'a', '"b', 'Zoë', '学校', '\r', 'x'.repeat(900), '😀,"');
const text = fc
  .array(fc.tuple(cells, cells, ends), { maxLength: 60 })
  .map((lines) => lines.flat().join(''));

test('lines are the same however the bytes are cut into pieces', () =>
  fc.assert(
    fc.asyncProperty(text, fc.array(fc.nat(), { maxLength: 12 }), async (rows, cuts) => {
      const bytes = Buffer.from(HEAD + rows);
      const late = cuts.map((cut) => HEAD.length + (cut % (bytes.length - HEAD.length + 1)));
      const whole = await readInPieces(bytes, [], nodeBytes);
      expect(await readInPieces(bytes, [...cuts, ...late], nodeBytes)).toEqual(whole);
      // In a browser there are only the bytes of the language itself.
      const plain = Uint8Array.from(bytes);
      expect(await readInPieces(plain, [...cuts, ...late], portableBytes)).toEqual(whole);
    }),
    { numRuns: 200 },
  ));
