import { BarChart } from '@/components/charts/bar-chart';
import { LineChart, type LineMark } from '@/components/charts/line-chart';
import { Section } from '@/components/ui/section';
import { formatInstant } from '@/lib/core/calendar/format-instant';
import { formatPlainDate, type PlainDate } from '@/lib/core/calendar/plain-date';
import { runLabel } from '@/lib/core/sync-run/status-labels';
import type {
  CoverageDay,
  DistrictRuns,
  RunOfDistrict,
} from '@/lib/server/overview/queries/district-history';

/** Fewer points than this are read as numbers. */
const FEWEST = 3;

/** How many students were live before each of the last runs, and now. */
export function StudentsOverTime({
  history: { runs, studentsNow },
  timeZone,
  now,
}: {
  history: DistrictRuns;
  timeZone: string;
  now: Date;
}) {
  if (studentsNow === null || runs.length < FEWEST) return null;
  return (
    <Section title="Students over time">
      <LineChart
        label="Students in the live roster"
        unit="count"
        baseline="fitted"
        rowLabel="Run"
        series={['Students']}
        markNames={{ held: 'Held for review' }}
        points={[
          ...runs.map((run) => ({
            key: String(run.number),
            label: `Run ${run.number}`,
            title: `Before run ${run.number}, ${formatInstant(run.at, timeZone, now)}`,
            values: [run.students],
            mark: markOf(run),
          })),
          { key: 'now', label: 'Now', title: 'Now', values: [studentsNow] },
        ]}
      />
    </Section>
  );
}

function markOf(run: RunOfDistrict): LineMark {
  const { word } = runLabel(run);
  if (!run.wasHeld) return { kind: 'usual', words: word };
  return { kind: 'held', words: run.state === 'HELD' ? word : `Held for review, then: ${word}` };
}

/** Of how many schools attendance came, for each of the last school days. */
export function AttendanceCoverage({
  coverage,
  today,
}: {
  coverage: readonly CoverageDay[];
  today: PlainDate;
}) {
  if (coverage.length < FEWEST || coverage.every(({ schoolsReceived }) => schoolsReceived === 0))
    return null;
  return (
    <Section title="Attendance by school day">
      <BarChart
        label="Schools that reported attendance"
        unit="count"
        rowLabel="School day"
        series={[
          { name: 'Received', tone: 'good' },
          { name: 'Not received', tone: 'problem' },
          { name: 'Not yet today', tone: 'waiting' },
        ]}
        bars={coverage.map(({ date, schoolsReceived, schoolsInSession }) => ({
          key: date,
          label: formatPlainDate(date).replace(/, \d{4}$/, ''),
          title: formatPlainDate(date),
          values: [
            schoolsReceived,
            date === today ? 0 : missing(schoolsInSession, schoolsReceived),
            date === today ? missing(schoolsInSession, schoolsReceived) : 0,
          ],
        }))}
      />
    </Section>
  );
}

/** Schools may send attendance on a day they are not in session. */
const missing = (inSession: number, received: number): number => Math.max(0, inSession - received);
