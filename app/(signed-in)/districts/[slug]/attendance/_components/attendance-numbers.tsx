import { coverageLabel } from '@/components/domain/attendance/freshness-line';
import { NumberTiles } from '@/components/ui/number-tiles';
import { formatRate, shortDate } from '@/components/domain/attendance/labels';
import { MINIMUM_DAYS } from '@/lib/core/attendance/rates';
import { formatNumber, plural } from '@/lib/core/format/numbers';
import type { DistrictAttendance } from '@/lib/server/attendance/queries/district';

export function AttendanceNumbers({
  district,
  spanLabel,
}: {
  district: DistrictAttendance;
  spanLabel: string;
}) {
  const { averageDailyAttendance: ada, chronic, freshness, coverage } = district;
  const asOf = freshness
    ? `as of ${freshness.fileName}${coverage ? `, ${coverageLabel(coverage)} on ${shortDate(coverage.date)}` : ''}`
    : 'no file used yet';
  return (
    <NumberTiles
      label="Attendance in numbers"
      tiles={[
        {
          label: 'Average daily attendance',
          value: formatRate(ada.rate),
          detail:
            ada.rate === null
              ? 'No days with a file in this period'
              : `${formatNumber(ada.studentsPerDay === null ? null : Math.round(ada.studentsPerDay))} students a day over ${plural(ada.days, 'day')} with files, ${spanLabel.toLowerCase()}`,
          asOf,
        },
        {
          label: 'Chronically absent',
          value: chronic.rate === null ? '—' : formatRate(chronic.rate),
          detail:
            chronic.rate === null
              ? `No student has ${MINIMUM_DAYS} counted days yet`
              : `${formatNumber(chronic.students)} of ${formatNumber(chronic.ofStudents)} students have missed 10 % or more of this school year${chronic.tooFewDays > 0 ? `; ${formatNumber(chronic.tooFewDays)} have fewer than ${MINIMUM_DAYS} days` : ''}`,
          asOf,
        },
        {
          label: 'Absences',
          value: formatNumber(district.types.excused + district.types.unexcused),
          detail: `${formatNumber(district.types.unexcused)} unexcused, ${formatNumber(district.types.excused)} excused. Tardies are not counted as absences.`,
          asOf,
        },
      ]}
    />
  );
}
