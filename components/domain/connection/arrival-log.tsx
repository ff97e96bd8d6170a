import { formatInstant } from '@/lib/core/calendar/format-instant';
import classes from './connection.module.css';

export type ArrivalLine = { id: string | number; at: Date; text: string };

/** What the server saw, in the district's words, newest first. Not spoken by itself: the page's status line is. */
export function ArrivalLog({
  lines,
  timeZone,
  now,
}: {
  lines: readonly ArrivalLine[];
  timeZone: string;
  now: Date;
}) {
  if (lines.length === 0) {
    return (
      <p>
        No one has tried to sign in during the last 30 days. New activity appears here as you
        upload.
      </p>
    );
  }
  return (
    <div
      className={classes.scroll}
      role="log"
      aria-live="off"
      aria-label="Activity, newest first"
      tabIndex={0}
    >
      <ol className={classes.log}>
        {lines.map((line) => (
          <li key={line.id}>
            <time dateTime={line.at.toISOString()}>{formatInstant(line.at, timeZone, now)}</time>
            <span>{line.text}</span>
          </li>
        ))}
      </ol>
    </div>
  );
}

/** Help by what was seen, not by a list of everything that can go wrong. */
export function EvidenceHints({ hints }: { hints: readonly string[] }) {
  if (hints.length === 0) return null;
  return (
    <ul className={classes.hints}>
      {hints.map((hint) => (
        <li key={hint}>{hint}</li>
      ))}
    </ul>
  );
}
