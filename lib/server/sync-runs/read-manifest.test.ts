import { expect, test } from 'vitest';
import { readManifest } from './read-manifest';

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
