import Link from 'next/link';
import { formatInstant } from '@/lib/core/calendar/format-instant';
import { plural } from '@/lib/core/format/numbers';
import { runPath } from '@/lib/core/sync-run/run-address';
import { runLabel, type RunStatusFacts } from '@/lib/core/sync-run/status-labels';
import { VisuallyHidden } from '@/components/ui/visually-hidden';
import { Glyph } from '../glyph';
import classes from './run-strip.module.css';

export type StripRun = RunStatusFacts & { id: number; number: number; at: Date };

/** Runs as marks, oldest first: each is a link that says what became of it. Below stands how many ended how. */
export function RunStrip({
  slug,
  runs,
  timeZone,
  now,
}: {
  slug: string;
  runs: readonly StripRun[];
  timeZone: string;
  now: Date;
}) {
  return (
    <div className={classes.whole}>
      <ol className={classes.strip} aria-label="Runs, oldest first">
        {runs.map((run) => {
          const { word, glyph, tone } = runLabel(run);
          const text = `Run ${run.number}, ${formatInstant(run.at, timeZone, now)}: ${word}`;
          return (
            <li key={run.id}>
              <Link
                href={runPath(slug, run.number)}
                prefetch={false}
                title={text}
                className={`${classes.mark} ${classes[tone]}`}
              >
                <span aria-hidden="true">
                  <Glyph glyph={glyph} />
                </span>
                <VisuallyHidden>{text}</VisuallyHidden>
              </Link>
            </li>
          );
        })}
      </ol>
      <p className={classes.sum}>{sumOf(runs)}</p>
    </div>
  );
}

/** "30 runs: 27 applied, 2 under review, 1 failed checks": the most frequent first. */
function sumOf(runs: readonly StripRun[]): string {
  const counts = new Map<string, number>();
  for (const run of runs) {
    const word = runLabel(run).word.toLowerCase();
    counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  const parts = [...counts]
    .toSorted(([, one], [, other]) => other - one)
    .map(([word, count]) => `${count} ${word}`);
  return `${plural(runs.length, 'run')}: ${parts.join(', ')}.`;
}
