// What is sent with COPY is what PostgreSQL then has, whatever it is and wherever a chunk ends.
import fc from 'fast-check';
import type pg from 'pg';
import { afterAll, beforeAll, beforeEach, afterEach, expect, test } from 'vitest';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import { BinaryRows } from './binary-rows';
import { escapeText, openBinaryCopy, openCopy } from './copy';

let ctx: TestContext;
let client: pg.PoolClient;
beforeAll(async () => {
  ctx = await createTestContext();
});
afterAll(() => ctx.close());
beforeEach(async () => {
  client = await ctx.db.pool.connect();
});
afterEach(async () => {
  await client.query('ROLLBACK');
  client.release();
});

async function sent(type: string, write: (rows: BinaryRows) => void): Promise<(string | null)[]> {
  await client.query('BEGIN');
  await client.query(
    `CREATE TEMP TABLE sent (place int GENERATED ALWAYS AS IDENTITY, cell ${type})`,
  );
  const sink = openBinaryCopy(client, 'sent', ['cell']);
  write(sink.rows);
  await sink.end();
  const { rows } = await client.query<{ cell: string | null }>(
    'SELECT cell::text FROM sent ORDER BY place',
  );
  await client.query('ROLLBACK');
  return rows.map(({ cell }) => cell);
}

/** Draws cells of one kind, and compares what stands in the table with what each should be there. */
async function expectKept<T>(
  type: string,
  cells: fc.Arbitrary<T>,
  write: (rows: BinaryRows, cell: T) => void,
  expected: (cell: T) => string | null,
): Promise<void> {
  const property = fc.asyncProperty(fc.array(cells, { maxLength: 200 }), async (drawn) => {
    const found = await sent(type, (rows) => {
      for (const cell of drawn) {
        rows.row(1);
        write(rows, cell);
      }
    });
    expect(found).toEqual(drawn.map(expected));
  });
  await fc.assert(property, { numRuns: 20 });
}

// PostgreSQL has no character of number zero.
const text = fc
  .oneof(
    fc.string({ unit: 'grapheme' }),
    fc.string({ minLength: 60, maxLength: 70 }),
    fc.constantFrom('', '\\N', 'a\tb\\n', 'null', '{}', '"', 'ñ'.repeat(100)),
  )
  .map((drawn) => drawn.replaceAll('\0', ''));

test('texts of any script and length', async () => {
  await expectKept(
    'text',
    text,
    (rows, cell) => rows.text(cell),
    (cell) => cell,
  );
  await expectKept(
    'text',
    text,
    (rows, cell) => {
      const bytes = Buffer.from(`<${cell}>`);
      rows.copy(bytes, 1, bytes.length - 1);
    },
    (cell) => cell,
  );
});

test('lists of texts', async () => {
  const list = ['a', '', 'b,"c', 'null'];
  const found = await sent('text[]', (out) => {
    for (const items of [list, [], ['ñ']]) {
      out.row(1);
      out.texts(items);
    }
  });
  expect(found).toEqual([String.raw`{a,"","b,\"c","null"}`, '{}', '{ñ}']);
});

test('JSON', async () => {
  const found = await sent('jsonb', (rows) => {
    rows.row(1);
    rows.json(JSON.stringify({ track: 'a "b" \\ ñ', room: '' }));
  });
  expect(found).toEqual([String.raw`{"room": "", "track": "a \"b\" \\ ñ"}`]);
});

test('days of the calendar', async () => {
  const day = fc
    .date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10));
  const days = fc.oneof(
    day,
    fc.constantFrom('2000-02-29', '1999-12-31', '2000-03-01', '1900-02-28', '0001-01-01'),
  );
  await expectKept(
    'date',
    days,
    (rows, cell) => rows.date(cell),
    (cell) => cell,
  );
  await expectKept(
    'date',
    days,
    (rows, cell) => rows.dateAt(Buffer.from(`x${cell}`), 1),
    (cell) => cell,
  );
  const rows = new BinaryRows(() => {});
  expect(() => rows.date('2026-8-17')).toThrow(RangeError);
});

test('numbers, yes and no, and nothing', async () => {
  await expectKept(
    'bigint',
    fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
    (rows, cell) =>
      rows.bigint(Number(BigInt.asUintN(32, cell)), Number(BigInt.asUintN(32, cell >> 32n))),
    String,
  );
  await expectKept('int', fc.integer(), (rows, cell) => rows.integer(cell), String);
  await expectKept(
    'boolean',
    fc.option(fc.boolean()),
    (rows, cell) => (cell === null ? rows.nothing() : rows.boolean(cell)),
    (cell) => (cell === null ? null : String(cell)),
  );
});

test('more than a chunk, and a cell that is larger than one', async () => {
  const [short, long] = ['abcdefghij'.repeat(5), 'x'.repeat(400_000)];
  const found = await sent('text', (rows) => {
    for (let i = 0; i < 20_000; i += 1) {
      rows.row(1);
      if (i === 10_000) rows.text(long);
      else if (i === 10_001) rows.copy(Buffer.from(long), 0, long.length);
      else rows.text(short);
    }
  });
  expect(found.length).toBe(20_000);
  expect(found.slice(10_000, 10_002)).toEqual([long, long]);
  expect(new Set(found)).toEqual(new Set([short, long]));
});

test('rows of text', async () => {
  const property = fc.asyncProperty(fc.array(text, { minLength: 1 }), async (drawn) => {
    await client.query('BEGIN');
    await client.query(
      'CREATE TEMP TABLE sent (place int GENERATED ALWAYS AS IDENTITY, cell text)',
    );
    const sink = openCopy(client, 'sent', ['cell']);
    // Together more than one chunk.
    for (let i = 0; i < 2_000; i += 1) {
      for (const cell of drawn) sink.add(`${escapeText(cell)}\n`);
    }
    await sink.end();
    const { rows } = await client.query<{ cell: string }>('SELECT cell FROM sent ORDER BY place');
    await client.query('ROLLBACK');
    expect(rows.length).toBe(2_000 * drawn.length);
    expect(rows.slice(-drawn.length).map(({ cell }) => cell)).toEqual(drawn);
  });
  await fc.assert(property, { numRuns: 5 });
});
