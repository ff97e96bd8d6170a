import { afterAll, beforeAll, expect, test } from 'vitest';
import { attendanceCsv, createAttendanceDistrict } from '@/lib/testing/attendance';
import { createTestContext, type TestContext } from '@/lib/testing/database';

let ctx: TestContext;
beforeAll(async () => {
  ctx = await createTestContext({ now: '2026-11-19T18:00:00Z' });
});
afterAll(() => ctx.close());

const absent = attendanceCsv([{ student: 's1', date: '2026-11-19' }]);

test('a district whose rows cannot be tried with its new roster keeps no other district waiting', async () => {
  const troubled = await createAttendanceDistrict(ctx);
  const other = await createAttendanceDistrict(ctx);
  await troubled.send('attendance.csv', absent);
  await ctx.db.pool.query(
    'UPDATE attendance_setting SET replayed_run_id = NULL WHERE tenant_id = $1',
    [troubled.tenantId],
  );
  await ctx.db.prisma.tenant.update({
    where: { id: troubled.tenantId },
    data: { timeZone: 'Nowhere/Unknown' },
  });
  expect(await other.send('attendance.csv', absent)).toMatchObject({ state: 'APPLIED' });
});
