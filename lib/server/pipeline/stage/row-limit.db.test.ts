import { afterAll, beforeAll, expect, test } from 'vitest';
import { createConnection, createTenant } from '@/lib/testing/builders';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import { deliverRun } from '@/lib/testing/deliver';
import { IssueCollector } from '../parts/issue-collector';
import { UNWATCHED } from '../parts/progress';
import { stageSet } from './stage-set';

const MAX_ROWS = 3;

let ctx: TestContext;
beforeAll(async () => {
  ctx = await createTestContext();
});
afterAll(() => ctx.close());

test.each([
  ['as many rows as it may', MAX_ROWS, true],
  ['one more', MAX_ROWS + 1, false],
])('a file of %s', async (_name, rowCount, isUsable) => {
  const connection = await createConnection(ctx, await createTenant(ctx));
  const run = await deliverRun(ctx, connection, []);
  const rows = Array.from({ length: rowCount }, (_, i) => `o${i},School ${i},school,${i}`);
  const bytes = Buffer.from(['sourcedId,name,type,identifier', ...rows, ''].join('\r\n'));
  const file = {
    fileName: 'orgs.csv',
    mode: 'bulk' as const,
    deliveryId: 0,
    sha256: null,
    byteCount: bytes.length,
    open: async function* () {
      yield await Promise.resolve(bytes);
    },
  };
  const issues = new IssueCollector();
  const staged = await stageSet(ctx, {
    run,
    isInitial: true,
    issues,
    maxRows: MAX_ROWS,
    progress: UNWATCHED,
    set: {
      files: new Map([['org', file]]),
      modes: new Map([['org', 'bulk']]),
      leftAside: [],
      manifest: null,
      inputHash: '',
    },
  });
  expect(staged.get('org')).toMatchObject({ isUsable, rowsRead: rowCount });
  expect(issues.countOf('TOO_MANY_ROWS')).toBe(isUsable ? 0 : 1);
});
