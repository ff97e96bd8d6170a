import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import { liveTable, stagingTable } from '../../db/roster-tables';
import { readStaged } from './read-staged';

let ctx: TestContext;

beforeAll(async () => {
  ctx = await createTestContext();
});
afterAll(() => ctx.close());

const run = { id: 7, tenantId: 1 };

test('a table that goes between the look and the read is looked for again', async () => {
  await ctx.db.pool.query(`CREATE TABLE ${stagingTable(run, 'org')} (sourced_id text)`);
  const looks: boolean[] = [];
  const found = await readStaged(ctx, run, 'org', async (isStaged) => {
    looks.push(isStaged);
    // What the worker does at the moment of an approval.
    await ctx.db.pool.query(`DROP TABLE IF EXISTS ${stagingTable(run, 'org')}`);
    const table = isStaged ? stagingTable(run, 'org') : liveTable('org');
    return (await ctx.db.pool.query(`SELECT sourced_id FROM ${table}`)).rows;
  });
  expect(looks).toEqual([true, false]);
  expect(found).toEqual([]);
});

test('any other failure is not hidden', async () => {
  const read = () => ctx.db.pool.query('SELECT 1 / 0');
  await expect(readStaged(ctx, run, 'org', read)).rejects.toThrow('division by zero');
});
