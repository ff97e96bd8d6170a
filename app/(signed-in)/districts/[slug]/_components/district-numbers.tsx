import { attendancePath } from '@/components/domain/attendance/addresses';
import { rosterPath } from '@/components/domain/roster/addresses';
import { DateText, TimeText } from '@/components/domain/time-text';
import { NumberTiles, type NumberTile } from '@/components/ui/number-tiles';
import { daysBetween, type PlainDate } from '@/lib/core/calendar/plain-date';
import { localDate } from '@/lib/core/calendar/zoned-time';
import { formatNumber, plural } from '@/lib/core/format/numbers';
import type { CoverageDay } from '@/lib/server/overview/queries/district-history';
import type { TenantRow } from '@/lib/server/tenants/queries/list-tenants';

/** What is live, what came and how long until school begins. What is not there yet has no tile. */
export function DistrictNumbers({
  row,
  coverage,
  canSeePeople,
  canSeeAttendance,
  now,
}: {
  row: TenantRow;
  /** The last school days, oldest first. */
  coverage: readonly CoverageDay[];
  canSeePeople: boolean;
  canSeeAttendance: boolean;
  now: Date;
}) {
  const today = localDate(now, row.timeZone);
  const tiles = [
    studentsTile(row, canSeePeople, now),
    attendanceTile(row, coverage, today, canSeeAttendance),
    firstDayTile(row.firstDayOfSchoolDate, today),
  ].filter((tile) => tile !== null);
  return tiles.length > 0 ? <NumberTiles label="Key numbers" tiles={tiles} /> : null;
}

function studentsTile(row: TenantRow, canSeePeople: boolean, now: Date): NumberTile | null {
  if (row.studentCount === null) return null;
  return {
    label: 'Students',
    value: formatNumber(row.studentCount),
    detail: 'in the live roster',
    asOf: (
      <>
        applied{' '}
        <TimeText at={row.lastAppliedAt} timeZone={row.timeZone} now={now} missing="not yet" />
      </>
    ),
    href: canSeePeople ? rosterPath(row.slug) : undefined,
  };
}

function attendanceTile(
  row: TenantRow,
  coverage: readonly CoverageDay[],
  today: PlainDate,
  canSeeAttendance: boolean,
): NumberTile | null {
  const last = coverage.at(-1);
  if (!last || !canSeeAttendance) return null;
  const over = coverage.filter(({ date }) => date !== today);
  const whole = over.filter(
    ({ schoolsReceived, schoolsInSession }) => schoolsReceived >= schoolsInSession,
  ).length;
  return {
    label: 'Attendance',
    value: `${formatNumber(last.schoolsReceived)} of ${formatNumber(last.schoolsInSession)}`,
    detail: (
      <>
        schools reported {last.date === today ? 'so far today, ' : 'for '}
        <DateText date={last.date} />
      </>
    ),
    asOf:
      over.length > 0
        ? `All schools on ${formatNumber(whole)} of the last ${plural(over.length, 'school day')}`
        : undefined,
    href: attendancePath(row.slug, 'feeds'),
  };
}

function firstDayTile(date: PlainDate | null, today: PlainDate): NumberTile | null {
  const days = date ? daysBetween(today, date) : -1;
  if (days < 0) return null;
  return {
    label: 'First day of school',
    value: days === 0 ? 'Today' : plural(days, 'day'),
    detail: <DateText date={date} />,
  };
}
