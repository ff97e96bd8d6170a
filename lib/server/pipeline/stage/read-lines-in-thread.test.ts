// Lines that a thread looked for are read as those are that the reader looks for itself.
import { Readable } from 'node:stream';
import fc from 'fast-check';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { HEAD_BYTES } from '@/lib/core/csv/encoding';
import { hashSeed, mixHigh, mixLow, type HashSeed } from '@/lib/core/csv/bytes/line-hash';
import { MAX_RECORD_BYTES, readLines, type LineReader } from '@/lib/core/csv/bytes/read-lines';
import { IssueGroups } from '@/lib/core/issues';
import { createLanguageMapper } from '@/lib/core/languages';
import { fileSpecForEntity } from '@/lib/core/oneroster';
import { headerOfBlock, readFile } from '@/lib/core/oneroster/file-reading/read-file';
import { LineContent } from '../../text/line-content';
import { nodeBytes } from '../../text/node-bytes';
import { BaselineIndex } from './baseline-index';
import { readLinesInThread, type ThreadedLines } from './read-lines-in-thread';
import { lineRecognizer } from './recognize-lines';

const SPEC = fileSpecForEntity('org');
const HEADER = 'sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId';
const row = (id: string, name = `School ${id}`): string => `${id},,,${name},school,,`;
/** The first bytes of a file are one block, however they come: what matters comes after them. */
const HEAD = [
  HEADER,
  ...Array.from({ length: Math.ceil(HEAD_BYTES / 20) }, (_, at) => row(`f${at}`)),
];

const seedOf = (names: readonly string[]): HashSeed => hashSeed(names.join());

let lines: ThreadedLines | null = null;
afterEach(() => lines?.close());

/** The lines of a file as those in force. */
async function indexOf(text: string): Promise<BaselineIndex> {
  const index = new BaselineIndex(0);
  let seed: HashSeed | null = null;
  let place = 0;
  for await (const block of readLines(Readable.from([Buffer.from(text)]), {
    bytes: nodeBytes,
  }).blocks()) {
    for (let i = 0; i < block.lineCount; i += 1) {
      if (!seed) {
        seed = seedOf(headerOfBlock(SPEC, block, nodeBytes)?.names ?? []);
        continue;
      }
      const low = (block.lanes[2 * i] ?? 0) ^ seed.low;
      const high = (block.lanes[2 * i + 1] ?? 0) ^ seed.high;
      index.add(mixLow(low, high), mixHigh(low, high), place, 1);
      place += 1;
    }
  }
  return index;
}

/** Everything that is said of a file and becomes of its rows, and the rows in force that it does not have. */
async function readAll(
  source: AsyncIterable<Buffer> | LineReader,
  baseline: BaselineIndex,
): Promise<unknown> {
  const issues = new IssueGroups();
  const rows: unknown[] = [];
  let error: unknown = null;
  const reading = await readFile({
    spec: SPEC,
    settings: {
      mode: 'bulk',
      languages: createLanguageMapper(),
      acceptUsDates: false,
      readOtherRolesAsStaff: false,
      readAidesAsProctors: false,
      allowMissingCourse: false,
    },
    source,
    bytes: nodeBytes,
    issues,
    openRows(header) {
      const seed = seedOf(header.names);
      return {
        seed,
        recognize: lineRecognizer(baseline, seed),
        accept: (values, hash, line) => rows.push(['accept', values, hash, line]),
        remove: (id, line) => rows.push(['remove', id, line]),
        reject: (rejected) => rows.push(['reject', rejected]),
        noteCopy: (id) => rows.push(['copy', id]),
        noteTooLong: (digest) => rows.push(['too long', digest]),
        end: () => Promise.resolve({ ignored: 0, rejected: 0 }),
      };
    },
    digestOfLine: () => new LineContent(),
  }).catch((thrown: unknown) => {
    error = thrown;
    return null;
  });
  return { reading, rows, error, groups: [...issues.list()], left: [...baseline.unmatched()] };
}

const asBytes = (text: string): Buffer => Buffer.from(text, 'latin1');

/** In pieces of this many bytes, each with memory of its own or all with one. */
const inPieces = (bytes: Buffer, size: number): Readable =>
  Readable.from(
    Array.from({ length: Math.ceil(bytes.length / size) }, (_, nth) => {
      const piece = bytes.subarray(nth * size, (nth + 1) * size);
      return nth % 2 === 0 ? piece : Buffer.from(Uint8Array.from(piece).buffer);
    }),
  );

function inThread(source: AsyncIterable<Buffer>, baseline: BaselineIndex): ThreadedLines {
  const started = readLinesInThread({
    open: () => source,
    baseline,
    seedFor(block) {
      const header = headerOfBlock(SPEC, block, nodeBytes);
      return header && seedOf(header.names);
    },
  });
  if (!started) throw new Error('the thread is taken');
  lines = started;
  return started;
}

async function expectAlike(yesterday: string, today: Buffer, size = today.length): Promise<void> {
  const alone = await readAll(inPieces(today, size), await indexOf(yesterday));
  const index = await indexOf(yesterday);
  const threaded = await readAll(inThread(inPieces(today, size), index), index);
  await lines?.close();
  expect(threaded).toEqual(alone);
}

const ROWS = Array.from({ length: 30 }, (_, at) => row(`o${at}`));
const YESTERDAY = [...HEAD, ...ROWS, ''].join('\n');

const days: Record<string, string> = {
  'the same': YESTERDAY,
  'another order': [...HEAD, ...ROWS.toReversed(), ''].join('\n'),
  'some changed, some new, some gone': [
    ...HEAD,
    row('o1', 'New name'),
    row('o99'),
    ...ROWS.slice(5),
    '',
  ].join('\n'),
  'a line twice and three times': [
    ...HEAD,
    ROWS[3],
    ROWS[3],
    ROWS[4],
    row('n'),
    row('n'),
    ROWS[3],
    '',
  ].join('\n'),
  'no end of the last line': [...HEAD, ...ROWS].join('\n'),
  'CR LF': [...HEAD, ...ROWS, ''].join('\r\n'),
  'CR alone': [...HEAD, ...ROWS, ''].join('\r'),
  'a mark before the header': `\u00ef\u00bb\u00bf${YESTERDAY}`,
  'a quote that closes in the next line': [
    ...HEAD,
    ROWS[0],
    'q,,,"two',
    'lines",school,,',
    ...ROWS.slice(1),
    '',
  ].join('\n'),
  'a quote that never closes': [
    ...HEAD,
    ROWS[0],
    'q,,,"open,school,,',
    ...ROWS.slice(1),
    ROWS[2],
    '',
  ].join('\n'),
  'a quote that goes on in a line in force': [
    ...HEAD,
    'q,,,"two',
    ROWS[5],
    'x",school,,',
    ...ROWS,
    '',
  ].join('\n'),
  'an open quote in the last line': [...HEAD, ...ROWS, 'q,,,"open,school,,'].join('\n'),
  'empty lines': [...HEAD, '', ROWS[0], '', '', row('n'), ''].join('\n'),
  'a line too long': [
    ...HEAD,
    ROWS[0],
    `l,,,${'x'.repeat(MAX_RECORD_BYTES)},school,,`,
    ...ROWS,
    '',
  ].join('\n'),
  'a line far too long': [
    ...HEAD,
    ROWS[0],
    `l,,,${'x'.repeat(3 * MAX_RECORD_BYTES)},school,,`,
    ...ROWS,
    '',
  ].join('\n'),
  'no row': `${HEADER}\n`,
  nothing: '',
  'no header': 'a,b\n1,2\n',
  'bytes that are no text': [...HEAD, ...ROWS, 'b,,,\u00ff,school,,', ''].join('\n'),
  'too few cells and a bad id': [...HEAD, 'a,b', ',,,No id,school,,', ...ROWS, ''].join('\n'),
};

describe.each([1 << 20, 700, 61])('in pieces of %i bytes', (size) => {
  test.each(Object.entries(days))('%s', async (_name, today) => {
    await expectAlike(YESTERDAY, asBytes(today), size);
  });
});

test('any mix of lines', async () => {
  const line = fc.oneof(
    fc.constantFrom(...ROWS),
    fc.constantFrom('', '"', 'q,,,"a', 'b",school,,', 'x,,,"q""q",school,,', row('n')),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(line, { maxLength: 40 }),
      fc.integer({ min: 20, max: 900 }),
      async (all, size) => expectAlike(YESTERDAY, asBytes([...HEAD, ...all, ''].join('\n')), size),
    ),
    { numRuns: 60 },
  );
});

test('more than may wait is taken as the reader takes it', async () => {
  const rows = Array.from({ length: 400_000 }, (_, at) =>
    row(`n${at}`, 'A school with a long name'),
  );
  await expectAlike(YESTERDAY, asBytes([...HEAD, ...rows, ''].join('\n')), 1 << 20);
});

test('a source that fails, fails the reading, and the next file is read', async () => {
  async function* failing(): AsyncGenerator<Buffer> {
    yield await Promise.resolve(asBytes(`${HEADER}\n${ROWS[0]}\n`));
    throw new Error('the disk is gone');
  }
  const index = await indexOf(YESTERDAY);
  expect(await readAll(inThread(failing(), index), index)).toMatchObject({
    error: new Error('the disk is gone'),
  });
  await lines?.close();
  await expectAlike(YESTERDAY, asBytes(YESTERDAY));
});

test('while the thread is taken nobody else gets it, and no file is opened; one that is given up frees it', async () => {
  const index = await indexOf(YESTERDAY);
  const first = inThread(inPieces(asBytes(YESTERDAY), 100), index);
  const open = vi.fn(() => Readable.from([]));
  expect(readLinesInThread({ open, baseline: index, seedFor: () => null })).toBeNull();
  expect(open).not.toHaveBeenCalled();
  await first.close();
  await expectAlike(YESTERDAY, asBytes(YESTERDAY));
});

test('lines without a byte wait their turn too', async () => {
  await expectAlike(YESTERDAY, asBytes(`${YESTERDAY}${'\n'.repeat(3_000_000)}`), 1 << 20);
});

test('a header that nobody can judge fails the reading, not the process', async () => {
  const index = await indexOf(YESTERDAY);
  lines = readLinesInThread({
    open: () => inPieces(asBytes(YESTERDAY), 1 << 20),
    baseline: index,
    seedFor() {
      throw new Error('no such header');
    },
  });
  if (!lines) throw new Error('the thread is taken');
  expect(await readAll(lines, index)).toMatchObject({ error: new Error('no such header') });
});
