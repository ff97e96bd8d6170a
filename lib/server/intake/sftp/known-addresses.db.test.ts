// From where districts have signed in, also by what other processes write late.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createConnection, createTenant } from '@/lib/testing/builders';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import { KnownAddresses } from './known-addresses';

let ctx: TestContext;
let connection: { id: number; userName: string };
beforeAll(async () => {
  ctx = await createTestContext();
  const { id, sftp } = await createConnection(ctx, await createTenant(ctx));
  connection = { id, userName: sftp.userName };
});
afterAll(() => ctx.close());

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

const INSERT = `INSERT INTO sftp_event (connection_id, kind, source_address, at) VALUES ($1, $2, $3, $4)`;
const event = (address: string, ago: number, kind = 'SIGNED_IN') => [
  ...[connection.id, kind, address, new Date(ctx.clock.now().getTime() - ago)],
];
const write = (address: string, ago: number, kind?: string) =>
  ctx.db.pool.query(INSERT, event(address, ago, kind));
const isKnown = (known: KnownAddresses, address: string): boolean =>
  known.has(address, connection.userName) && known.hasSource(address);

test.each([
  ['just now', '192.0.2.1', 0, true],
  ['a quarter of an hour ago', '192.0.2.2', 15 * MINUTE, true],
  ['hours ago', '192.0.2.3', 300 * MINUTE, true],
  ['29 days ago', '192.0.2.4', 29 * DAY, true],
  ['31 days ago', '192.0.2.5', 31 * DAY, false],
])('a sign-in of %s that is written now', async (_name, address, ago, expected) => {
  const known = new KnownAddresses(ctx);
  for (let reads = 0; reads < 3; reads += 1) await known.read();
  await write(address, ago);
  expect(isKnown(known, address)).toBe(false);
  await known.read();
  expect(isKnown(known, address)).toBe(expected);
  const restarted = new KnownAddresses(ctx);
  await restarted.read();
  expect(isKnown(restarted, address)).toBe(expected);
});

test('one that was begun first and is there second', async () => {
  const known = new KnownAddresses(ctx);
  for (let reads = 0; reads < 3; reads += 1) await known.read();
  const slow = await ctx.db.pool.connect();
  await slow.query('BEGIN');
  await slow.query(INSERT, event('192.0.2.6', 0));
  await write('192.0.2.7', 0);
  await known.read();
  await slow.query('COMMIT');
  slow.release();
  await known.read();
  expect(['192.0.2.6', '192.0.2.7'].map((address) => isKnown(known, address))).toEqual([
    true,
    true,
  ]);
});

test('what is no sign-in makes nobody known', async () => {
  const known = new KnownAddresses(ctx);
  await write('192.0.2.8', 0, 'WRONG_PASSWORD');
  await known.read();
  expect(isKnown(known, '192.0.2.8')).toBe(false);
});
