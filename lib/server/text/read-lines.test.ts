import { expect, test } from 'vitest';
import { readManifest } from '../sync-runs/read-manifest';
import { MAX_RECORD_BYTES, readLines } from './read-lines';

const PIECE = Buffer.from('a,'.repeat(32 * 1024));

test('a manifest that never ends is refused from its beginning', async () => {
  let pieces = 0;
  async function* endless(): AsyncGenerator<Buffer> {
    yield Buffer.from('propertyName,value\n');
    for (;;) {
      pieces += 1;
      yield await Promise.resolve(PIECE);
    }
  }
  expect(await readManifest(endless())).toEqual({ ok: false, code: 'MANIFEST_TOO_LONG' });
  expect(pieces).toBeLessThan(3);
});

test.each([
  ['the header', ''],
  ['a row', 'sourcedId,status\n'],
])('%s of half a gigabyte never stands in memory', async (_name, before) => {
  async function* long(): AsyncGenerator<Buffer> {
    yield Buffer.from(before);
    for (let i = 0; i < 8_000; i += 1) yield await Promise.resolve(PIECE);
    yield Buffer.from('\nlast,line\n');
  }
  const lines = readLines(long());
  let longest = 0;
  let last = '';
  for await (const { bytes, bounds, lineCount } of lines.blocks()) {
    longest = Math.max(longest, bytes.length);
    last = bytes.toString('utf8', bounds[2 * lineCount - 2], bounds[2 * lineCount - 1]);
  }
  expect(longest).toBeLessThan(4 * MAX_RECORD_BYTES);
  expect(lines.tooLong).toEqual([before === '' ? 1 : 2]);
  expect(last).toBe('last,line');
});
