// What the command line lets staff release together.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { heldDigest } from '@/lib/server/attendance/held-digest';
import { listNoticeLists } from '@/lib/server/attendance/queries/notices';
import { attendanceCsv, createAttendanceDistrict } from '@/lib/testing/attendance';
import { askCommandLine } from '@/lib/testing/ask-command-line';
import { createTestContext, type TestContext } from '@/lib/testing/database';

const TODAY = '2026-11-19';
const EVENING = '2026-11-20T01:00:00Z';

let ctx: TestContext;
beforeAll(async () => {
  ctx = await createTestContext({ now: EVENING });
});
afterAll(() => ctx.close());

test('"attendance release --all" takes the code of what was listed, and of today alone', async () => {
  const { tenantId, send } = await createAttendanceDistrict(ctx);
  const { slug } = await ctx.db.prisma.tenant.findUniqueOrThrow({ where: { id: tenantId } });
  // The command line has the clock of the machine: today's lists are those of its day.
  const ask = (...args: string[]) => askCommandLine(ctx, 'attendance', ...args, '--tenant', slug);
  // Students of two schools by turns, after the cut-off: both lists are held.
  const absent = Array.from({ length: 5 }, (_, at) => ({
    student: `s${at + 1}`,
    school: `school-${(at % 2) + 1}`,
    date: TODAY,
  }));
  await send('attendance.csv', attendanceCsv(absent));
  const held = (await listNoticeLists(ctx, { tenantId, date: TODAY })).filter(
    ({ state }) => state === 'HELD',
  );
  expect(held).toHaveLength(2);
  // Not of the machine's day: nothing of it can be released, and so there is no code for it.
  const [, ofTheDay] = await ask('notices', '--date', TODAY);
  expect(ofTheDay).toMatchObject({ seen: null, lists: [{ state: 'HELD' }, { state: 'HELD' }] });
  const reason = ['--reason', 'Server was away'] as const;
  const seen = heldDigest(TODAY, held);
  const refusals: [string[], string, number][] = [
    [[], 'LISTS_NEEDED', 3],
    [['--all'], 'LISTS_NEEDED', 3],
    [['--seen', seen], 'LISTS_NEEDED', 3],
    [['--all', '--seen', seen], 'NOT_HELD', 3],
  ];
  for (const [args, code, exit] of refusals)
    expect(await ask('release', ...args, ...reason)).toMatchObject([exit, { error: { code } }]);
});
