import fc from 'fast-check';
import { expect, test } from 'vitest';
import { portableBytes } from '@/lib/core/csv/bytes/byte-tools';
import { nodeBytes } from './node-bytes';

const texts = fc.string({
  unit: fc.constantFrom('a', ',', '"', '\r\n', 'é', '学', '😀', '\ufeff'),
});
const anyBytes = fc.uint8Array({ maxLength: 40 });

test('both know the same bytes to be text, and read it alike', () =>
  fc.assert(
    fc.property(
      fc.oneof(
        texts.map((text) => new TextEncoder().encode(text)),
        anyBytes,
      ),
      (bytes) => {
        const isText = portableBytes.isUtf8(bytes);
        expect(nodeBytes.isUtf8(bytes)).toBe(isText);
        if (!isText) return;
        expect(nodeBytes.decode(bytes, 'utf-8')).toBe(portableBytes.decode(bytes, 'utf-8'));
        const [from, to] = [Math.floor(bytes.length / 3), bytes.length];
        if (portableBytes.isUtf8(bytes.subarray(from)))
          expect(nodeBytes.utf8(bytes, from, to)).toBe(portableBytes.utf8(bytes, from, to));
      },
    ),
  ));

test('and UTF-16, in both orders of its bytes', () =>
  fc.assert(
    fc.property(texts, (text) => {
      const little = Uint8Array.from(Buffer.from(text, 'utf16le'));
      const big = Uint8Array.from(Buffer.from(text, 'utf16le').swap16());
      for (const tools of [nodeBytes, portableBytes]) {
        expect(tools.decode(little, 'utf-16le')).toBe(text);
        expect(tools.decode(big, 'utf-16be')).toBe(text);
      }
    }),
  ));

test('a byte is a character', () => {
  const ascii = Uint8Array.from({ length: 128 }, (_, byte) => byte);
  expect(portableBytes.perByte(ascii)).toBe(nodeBytes.perByte(ascii));
  const all = Uint8Array.from({ length: 256 }, (_, byte) => byte);
  for (const { perByte } of [nodeBytes, portableBytes]) expect(perByte(all)).toHaveLength(256);
});

test('parts are joined into a copy', () => {
  for (const { join } of [nodeBytes, portableBytes]) {
    const part = Uint8Array.of(2, 3);
    const joined = join([Uint8Array.of(1), part]);
    part[0] = 9;
    expect([...joined]).toEqual([1, 2, 3]);
    expect(join([])).toHaveLength(0);
  }
});
