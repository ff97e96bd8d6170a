// Districts in which something waits for a person, for tests of what staff see across districts.
import type { AppContext } from '@/lib/server/app-context';
import { attendanceCsv, createAttendanceDistrict } from './attendance';

interface District {
  tenantId: number;
  connectionId: number;
}

/**
 * On the day given: two held notice lists where it is after the cut-off, one name that is almost right, two words that
 * nobody has mapped.
 */
export async function createWaitingDistrict(ctx: AppContext, date: string): Promise<District> {
  const district = await createAttendanceDistrict(ctx);
  const rows = (category: string, students: readonly string[]) =>
    students.map((student, at) => ({ student, school: `school-${(at % 2) + 1}`, date, category }));
  await district.send(
    'attendance.csv',
    attendanceCsv([
      ...rows('Unexcused Absence', ['s1', 's2', 's3']),
      ...rows('Gone fishing', ['s5', 's6']),
      ...rows('Asleep', ['s7']),
    ]),
  );
  await district.send('Attendance.csv', attendanceCsv(rows('Tardy', ['s9'])));
  return district;
}

export async function holdForReview(
  ctx: AppContext,
  { tenantId, connectionId }: District,
  values: { openedAt?: Date; snoozedUntil?: Date; assigneeId?: number } = {},
): Promise<number> {
  const { openedAt = ctx.clock.now(), ...columns } = values;
  const run = await ctx.db.prisma.syncRun.create({
    data: { tenantId, connectionId, state: 'HELD', createdAt: openedAt, heldAt: openedAt },
  });
  const { id } = await ctx.db.prisma.circuitBreak.create({
    data: {
      tenantId,
      connectionId,
      kind: 'LIMITS',
      openedAt,
      ...columns,
      versions: {
        create: {
          version: 1,
          run: { connect: { tenantId_id: { tenantId, id: run.id } } },
          fingerprint: 'f',
        },
      },
    },
  });
  return id;
}
