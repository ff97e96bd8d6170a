import Link from 'next/link';
import { formatInstant } from '@/lib/core/calendar/format-instant';
import { plural } from '@/lib/core/format/numbers';
import { pullLabel } from '@/lib/core/pulls/pull-labels';
import type { PullStatus } from '@/lib/core/pulls/pull-status';
import { VisuallyHidden } from '@/components/ui/visually-hidden';
import { Glyph } from '../glyph';
import strip from '../runs/run-strip.module.css';
import { pullPath } from './addresses';

export type StripPull = { number: number; status: PullStatus; createdAt: Date };

/** Pulls as marks, oldest first: each is a link that says what became of it. Below stands how many ended how. */
export function PullStrip({
  slug,
  pulls,
  timeZone,
  now,
}: {
  slug: string;
  pulls: readonly StripPull[];
  timeZone: string;
  now: Date;
}) {
  return (
    <div className={strip.whole}>
      <ol className={strip.strip} aria-label="Pulls, oldest first">
        {pulls.map(({ number, status, createdAt }) => {
          const { word, glyph, tone } = pullLabel(status);
          const text = `Pull ${number}, ${formatInstant(createdAt, timeZone, now)}: ${word}`;
          return (
            <li key={number}>
              <Link
                href={pullPath(slug, number)}
                prefetch={false}
                title={text}
                className={`${strip.mark} ${strip[tone]}`}
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
      <p className={strip.sum}>{sumOf(pulls)}</p>
    </div>
  );
}

/** "14 pulls: 12 complete, 2 failed.": the most frequent first. */
function sumOf(pulls: readonly StripPull[]): string {
  const counts = new Map<string, number>();
  for (const { status } of pulls) {
    const word = status === 'NO_CHANGES' ? 'without changes' : pullLabel(status).word.toLowerCase();
    counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  const parts = [...counts]
    .toSorted(([, one], [, other]) => other - one)
    .map(([word, count]) => `${count} ${word}`);
  return `${plural(pulls.length, 'pull')}: ${parts.join(', ')}.`;
}
