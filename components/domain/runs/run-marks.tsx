import { countOutcomes, runOutcomeLabels, type RunOutcome } from '@/lib/core/sync-run/outcomes';
import { formatInstant } from '@/lib/core/calendar/format-instant';
import { noValue } from '@/lib/core/format/numbers';
import { VisuallyHidden } from '../../ui/visually-hidden';
import classes from './run-marks.module.css';

/** The last runs of a district as a row of marks, oldest first: read as counts, each with its own words on hover. */
export function RunMarks({
  runs,
  timeZone,
  now,
}: {
  runs: readonly { runId: number; number: number; at: Date; outcome: RunOutcome }[];
  timeZone: string;
  now: Date;
}) {
  if (runs.length === 0)
    return (
      <span>
        <span aria-hidden="true">{noValue}</span>
        <VisuallyHidden>no runs yet</VisuallyHidden>
      </span>
    );
  return (
    <span
      className={classes.marks}
      role="img"
      aria-label={countOutcomes(runs.map(({ outcome }) => outcome))}
    >
      {runs.map(({ runId, number, at, outcome }) => (
        <span
          key={runId}
          className={`${classes.mark} ${classes[outcome]}`}
          title={`Run ${number}, ${formatInstant(at, timeZone, now)}: ${runOutcomeLabels[outcome].word}`}
        />
      ))}
    </span>
  );
}
