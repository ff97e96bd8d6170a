import { afterAll, beforeAll, expect, test } from 'vitest';
import { attendanceCsv, createAttendanceDistrict } from '@/lib/testing/attendance';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import { untilWaiting } from '@/lib/testing/waiting';
import { workOnAttendance } from '../jobs/handlers/work-on-attendance';
import { releaseNotices } from './commands/release-notices';
import { listNoticeLists } from './queries/notices';

let ctx: TestContext;
beforeAll(async () => {
  ctx = await createTestContext({ now: '2026-11-19T18:00:00Z' });
});
afterAll(() => ctx.close());

const TODAY = '2026-11-19';
const actor = { kind: 'command-line', userId: null, sourceAddress: null } as const;

/** Odd students are in school-1. */
const absent = (count: number): string =>
  attendanceCsv(
    Array.from({ length: count }, (_, index) => ({ student: `s${index * 2 + 1}`, date: TODAY })),
  );

test('a list that somebody releases while the next file is read stays released', async () => {
  const { tenantId, send, leave } = await createAttendanceDistrict(ctx, { students: 200 });
  await send('attendance.csv', absent(31));
  await leave('attendance.csv', absent(33));
  const holder = await ctx.db.pool.connect();
  await holder.query('BEGIN');
  await holder.query(
    `SELECT 1 FROM attendance_notice WHERE tenant_id = $1 AND student_id = 's1' FOR UPDATE`,
    [tenantId],
  );
  const target = { tenantId, schoolId: 'school-1', date: TODAY };
  const released = releaseNotices(ctx, actor, { ...target, reason: 'Flu, confirmed' });
  await untilWaiting(ctx, 1);
  const worked = workOnAttendance(ctx);
  await untilWaiting(ctx, 2);
  await holder.query('ROLLBACK');
  holder.release();
  expect(await released).toEqual({ ok: true, notices: 31 });
  await worked;
  const [list] = await listNoticeLists(ctx, { tenantId, date: TODAY });
  expect(list).toMatchObject({ state: 'RELEASED', waiting: 0, listed: 33 });
});
