import { formatNumber, plural } from '@/lib/core/format/numbers';
import { TimeText } from '../time-text';

/** "Data as of Nov 20, 10:04 AM CST, attendance_elementary.csv (2nd that day)". Stands beside every number. */
export function FreshnessLine({
  freshness,
  coverage,
  timeZone,
  now,
}: {
  freshness: { receivedAt: Date; fileName: string; fileOfDay: number } | null;
  /** Schools heard from on the last school day. */
  coverage?: { schoolsReceived: number; schoolsInSession: number; dayLabel: string } | null;
  timeZone: string;
  now: Date;
}) {
  if (!freshness) return <>No file has been used yet.</>;
  return (
    <>
      Data as of <TimeText at={freshness.receivedAt} timeZone={timeZone} now={now} />,{' '}
      <code>{freshness.fileName}</code> ({ordinal(freshness.fileOfDay)} that day)
      {coverage ? (
        <>
          {' '}
          · {coverageLabel(coverage)} reported for {coverage.dayLabel}
        </>
      ) : null}
    </>
  );
}

export function ordinal(value: number): string {
  const tens = value % 100;
  if (tens > 10 && tens < 14) return `${value}th`;
  return `${value}${['th', 'st', 'nd', 'rd'][value % 10] ?? 'th'}`;
}

/** "11 of 12 schools"; where files came on a day without school, only how many. */
export function coverageLabel(coverage: { schoolsReceived: number; schoolsInSession: number }) {
  const { schoolsReceived, schoolsInSession } = coverage;
  return schoolsInSession < schoolsReceived
    ? plural(schoolsReceived, 'school')
    : `${formatNumber(schoolsReceived)} of ${plural(schoolsInSession, 'school')}`;
}
