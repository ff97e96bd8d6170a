import { afterAll, beforeAll, expect, test } from 'vitest';
import { STORED_PER_GROUP } from '@/lib/core/issues';
import { createConnection, createTenant } from '@/lib/testing/builders';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import { DailyIssues } from '@/lib/core/attendance-file/daily-issues';
import { storeIssues } from './attendance/issues';
import { IssueCollector } from './pipeline/parts/issue-collector';

let ctx: TestContext;
beforeAll(async () => {
  ctx = await createTestContext();
});
afterAll(() => ctx.close());

const counts: [name: string, count: number, stored: number][] = [
  ['one less than are stored', STORED_PER_GROUP - 1, STORED_PER_GROUP - 1],
  ['just as many', STORED_PER_GROUP, STORED_PER_GROUP],
  ['one more', STORED_PER_GROUP + 1, STORED_PER_GROUP],
  ['many more', 3 * STORED_PER_GROUP, STORED_PER_GROUP],
];

test.each(counts)(
  'problems of a roster, %s: every one is counted',
  async (_name, count, stored) => {
    const tenant = await createTenant(ctx);
    const connection = await createConnection(ctx, tenant);
    const run = await ctx.db.prisma.syncRun.create({
      data: { tenantId: tenant.id, connectionId: connection.id },
    });
    const issues = new IssueCollector();
    const half = Math.floor(count / 2);
    const issue = (line: number) => ({ line, column: 'role', value: 'x' });
    for (let line = 1; line <= half; line += 1)
      issues.add('users.csv', 'ROLE_UNKNOWN', issue(line));
    const found = Array.from({ length: count - half }, (_, i) => issue(half + 1 + i));
    issues.addCounted('users.csv', 'ROLE_UNKNOWN', found.length, found);
    const client = await ctx.db.pool.connect();
    try {
      await issues.store(client, run);
      // Reading the set again reports it afresh.
      await issues.store(client, run);
    } finally {
      client.release();
    }
    const groups = await ctx.db.prisma.runIssueGroup.findMany({ where: { runId: run.id } });
    expect(groups.map((group) => [group.count, group.storedCount])).toEqual([[count, stored]]);
    expect(await ctx.db.prisma.runIssue.count({ where: { runId: run.id } })).toBe(stored);
  },
);

test.each(counts)(
  'problems of attendance, %s: every one is counted',
  async (_name, count, stored) => {
    const { id: tenantId } = await createTenant(ctx);
    const run = { id: tenantId, tenantId };
    const issues = new DailyIssues();
    const found = Array.from({ length: count }, (_, i) => i + 2);
    issues.addAll(
      found.map((line) => ({ code: 'CALENDAR_DAY_TWICE', line, column: 'x', value: null })),
    );
    const client = await ctx.db.pool.connect();
    try {
      await storeIssues(client, run, issues);
    } finally {
      client.release();
    }
    const where = { tenantId };
    const groups = await ctx.db.prisma.attendanceIssueGroup.findMany({ where });
    expect(groups.map((group) => [group.count, group.storedCount])).toEqual([[count, stored]]);
    expect(await ctx.db.prisma.attendanceIssue.count({ where })).toBe(stored);
  },
);
