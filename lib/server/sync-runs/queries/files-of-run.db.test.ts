import { afterAll, beforeAll, expect, test } from 'vitest';
import { createConnection, createTenant } from '@/lib/testing/builders';
import { districtFiles } from '@/lib/testing/counted-district';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import { deliverRun, textFile } from '@/lib/testing/deliver';
import { processSyncRun } from '../../pipeline/process-sync-run';
import { countRows, listRunFiles } from './get-run';

let ctx: TestContext;
beforeAll(async () => {
  ctx = await createTestContext();
});
afterAll(() => ctx.close());

test('a file that was left aside was not sent as anything', async () => {
  const tenant = await createTenant(ctx);
  const connection = await createConnection(ctx, tenant);
  const run = await deliverRun(ctx, connection, [
    ...districtFiles({ schools: 1, students: 4, staff: 1, classes: 1 }),
    textFile('results.csv', 'sourcedId,status\nr1,\n'),
    textFile('roles.csv', 'sourcedId,userSourcedId\nr1,u1\n'),
  ]);
  await processSyncRun(ctx, run);
  const files = await listRunFiles(ctx, tenant.id, run.id);
  const modes = files.map(({ fileName, mode, isLeftAside }) => [fileName, mode, isLeftAside]);
  expect(modes).toEqual(
    expect.arrayContaining([
      ['manifest.csv', 'manifest', false],
      ['users.csv', 'bulk', false],
      ['results.csv', null, true],
    ]),
  );
  for (const { mode, isLeftAside } of files) expect(mode === null).toBe(isLeftAside);

  const read = files.filter(({ isLeftAside }) => !isLeftAside);
  const rows = await countRows(ctx, tenant.id, run.id);
  expect(rows.fileCount).toBe(read.length);
  for (const name of ['rowsRead', 'rowsAccepted', 'rowsRejected', 'rowsIgnored'] as const)
    expect(rows[name]).toBe(read.reduce((sum, file) => sum + file[name], 0));
  expect(rows.rowsRead).toBeGreaterThan(0);
  expect(rows.rowsAccepted + rows.rowsRejected + rows.rowsIgnored).toBe(rows.rowsRead);
});
