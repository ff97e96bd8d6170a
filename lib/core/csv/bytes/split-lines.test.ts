import { expect, test } from 'vitest';
import { splitLines } from './split-lines';

const LF = 10;
const CR = 13;

function linesOf(text: string, newline = LF): { lines: string[]; crlfCount: number } {
  const bytes = Buffer.from(text);
  const { bounds, lineCount, crlfCount } = splitLines(bytes, newline);
  const lines = Array.from({ length: lineCount }, (_, i) =>
    bytes.toString('utf8', bounds[2 * i], bounds[2 * i + 1]),
  );
  return { lines, crlfCount };
}

const hashes = (text: string): string[] => {
  const { lanes, lineCount } = splitLines(Buffer.from(text), LF);
  return Array.from({ length: lineCount }, (_, i) => `${lanes[2 * i]} ${lanes[2 * i + 1]}`);
};

test.each([
  ['a\nb\n', ['a', 'b'], 0],
  ['a\r\nb\nc\r\n', ['a', 'b', 'c'], 2],
  ['a\n\n\nb', ['a', '', '', 'b'], 0],
  ['\r\n', [''], 1],
  ['no end', ['no end'], 0],
  ['a\rb\n', ['a\rb'], 0],
])('%j', (text, lines, crlfCount) => {
  expect(linesOf(text)).toEqual({ lines, crlfCount });
});

test('a file of CR ends is split at CR', () => {
  expect(linesOf('a\rb\r', CR).lines).toEqual(['a', 'b']);
});

test('more lines than the first guess of room', () => {
  const many = Array.from({ length: 5000 }, (_, i) => String(i % 10));
  expect(linesOf(`${many.join('\n')}\n`).lines).toEqual(many);
});

test('the hash is of the line, wherever it stands and however it ends', () => {
  const [first] = hashes('1961762,,,true\n');
  expect(hashes('x\n1961762,,,true\r\n')[1]).toBe(first);
  expect(hashes('xyz,,\n1961762,,,true')[1]).toBe(first);
});

test('one byte more, less or other is another hash, at every place of the line', () => {
  const line = '10-000a-1000129,,,10-000a,0010,T1000129,teacher,true,2026-08-17,2027-06-12';
  const seen = new Set(hashes(line));
  let variants = 1;
  for (let at = 0; at < line.length; at += 1) {
    const rest = line.slice(at + 1);
    for (const variant of [
      `${line.slice(0, at)}${rest}`,
      `${line.slice(0, at)}~${rest}`,
      `${line.slice(0, at)}\u0000${line.slice(at)}`,
    ]) {
      seen.add(hashes(variant)[0] ?? '');
      variants += 1;
    }
  }
  // Leaving out either of two equal neighbours gives the same line: those are no variants.
  const doubled = [...line].filter((letter, i) => letter === line[i + 1]).length;
  expect(seen.size).toBe(variants - doubled);
});

test('lines with bytes outside ASCII are marked, short ones and long ones', () => {
  const { isWide } = splitLines(
    Buffer.from('plain line of some length\né\nNúñez, Figueroa\n,'),
    LF,
  );
  expect([...isWide.slice(0, 4)]).toEqual([0, 1, 1, 0]);
});
