import { describe, expect, test } from 'vitest';
import { MANIFEST_HEAD_BYTES, parseManifestText, readManifest } from './read-manifest';

const TEXT = 'propertyName,value\r\nmanifest.version,1.0\r\n';
const ROWS = [
  ['propertyName', 'value'],
  ['manifest.version', '1.0'],
];
const bytes = (text: string, encoding: 'utf8' | 'utf16le' | 'latin1' = 'utf8') =>
  Buffer.from(text, encoding);

test.each<[string, Buffer]>([
  ['plain', bytes(TEXT)],
  ['a byte order mark', bytes(`\ufeff${TEXT}`)],
  ['UTF-16 with its mark', bytes(`\ufeff${TEXT}`, 'utf16le')],
  ['UTF-16 without it', bytes(TEXT, 'utf16le')],
  ['UTF-16 without it, the other way round', bytes(TEXT, 'utf16le').swap16()],
  ['line feeds', bytes(TEXT.replaceAll('\r\n', '\n'))],
  ['carriage returns', bytes(TEXT.replaceAll('\r\n', '\r'))],
])('reads %s', (_name, head) => {
  expect(parseManifestText(head, { isCut: false })).toEqual({ ok: true, rows: ROWS });
});

describe('a manifest longer than what is read of it', () => {
  const filled = (line: string) => bytes(TEXT + line.repeat(MANIFEST_HEAD_BYTES / line.length + 1));
  test('is read where a spreadsheet filled it up with empty rows', () => {
    const read = parseManifestText(filled(',,,\r\n').subarray(0, MANIFEST_HEAD_BYTES), {
      isCut: true,
    });
    expect(read).toMatchObject({ ok: true });
    expect(read.ok && read.rows.slice(0, 2)).toEqual(ROWS);
  });
  test.each([
    ['one line', 'a,'],
    ['lines of a thousand characters', `${'a,'.repeat(500)}\n`],
    ['quotes', '"x"y,'],
  ])('is refused with %s', (_name, line) => {
    expect(
      parseManifestText(filled(line).subarray(0, MANIFEST_HEAD_BYTES), { isCut: true }),
    ).toEqual({ ok: false, code: 'MANIFEST_TOO_LONG' });
  });
});

test('one that never ends is refused from its beginning', async () => {
  const piece = bytes('a,'.repeat(32 * 1024));
  let pieces = 0;
  async function* endless(): AsyncGenerator<Buffer> {
    yield bytes('propertyName,value\n');
    for (;;) {
      pieces += 1;
      yield await Promise.resolve(piece);
    }
  }
  const { ok, issues } = await readManifest(endless());
  expect({ ok, codes: issues.map(({ code }) => code) }).toEqual({
    ok: false,
    codes: ['MANIFEST_TOO_LONG'],
  });
  expect(pieces).toBeLessThan(3);
});
