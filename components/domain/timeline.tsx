import classes from './timeline.module.css';
import { TimeText } from './time-text';

type TimelineLineShown = {
  at: Date;
  version?: number | null;
  kind: string;
  words: string;
  actorName: string | null;
  text?: string | null;
};

/** Who did what and when, and what people wrote; in the order given. */
export function Timeline({
  lines,
  timeZone,
  now,
}: {
  lines: readonly TimelineLineShown[];
  timeZone: string;
  now: Date;
}) {
  return (
    <ol className={classes.timeline}>
      {lines.map((line, index) => (
        <li key={`${line.at.toISOString()} ${line.kind} ${index}`}>
          <p className={classes.when}>
            <TimeText at={line.at} timeZone={timeZone} now={now} relative={false} />
          </p>
          <div>
            <p>
              {line.words}
              {line.actorName ? ` – ${line.actorName}` : ''}
              {line.version == null ? '' : `, version ${line.version}`}
            </p>
            {line.text ? <p className={classes.said}>{line.text}</p> : null}
          </div>
        </li>
      ))}
    </ol>
  );
}
