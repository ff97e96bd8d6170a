import Link from 'next/link';
import type { ReactNode } from 'react';
import { Callout } from '@/components/ui/callout';
import { formatInstant } from '@/lib/core/calendar/format-instant';
import { plural } from '@/lib/core/format/numbers';
import { expiryDays } from '@/lib/core/review/review-clock';
import type { LoadedReview } from '../load-review';

/** Above this, nobody reads the changes one by one. */
const MANY = 200_000;

const tagSentences: Readonly<Record<string, string>> = {
  'same-as-rejected':
    'Exactly these changes were rejected before. The district was not notified again.',
  'rest-of-approval': 'It contains changes that an earlier partial approval left out.',
  'after-undo': 'The update before it was undone, so the next one is always reviewed.',
  'empty-file':
    'Two people allowed a file without rows to be read. The resulting update is always reviewed.',
};

export function Verdict({
  loaded,
  sentence,
  endsAt,
}: {
  loaded: LoadedReview;
  sentence: string;
  /** When it expires if no newer files arrive. */
  endsAt: Date;
}) {
  const { review, path } = loaded;
  const changes = review.added + review.changed + review.removed;
  const notes: ReactNode[] = review.tags.flatMap((tag) => tagSentences[tag] ?? []);
  if (review.rejectedBeforeId) {
    notes.push(
      <Link href={`/reviews/${review.rejectedBeforeId}`}>See why they were rejected</Link>,
    );
  }
  if (loaded.isDecidable && review.kind === 'ONBOARDING') {
    notes.push(
      'Check that schools, people and languages match what you know about this district. The roster goes live only when you approve it.',
    );
  }
  if (loaded.isDecidable && review.kind === 'LIMITS') {
    notes.push(
      `Until someone decides, none of this is applied and the roster stays as it is. Newer files that need no review replace it. If no newer roster files arrive for ${plural(expiryDays, 'day')}, by ${formatInstant(endsAt, review.timeZone, loaded.now)}, it expires and is not applied.`,
    );
  }
  if (review.continuesId) {
    notes.push(
      <Link href={`/reviews/${review.continuesId}`}>See the review with the partial approval</Link>,
    );
  }
  if (changes > MANY && review.kind === 'LIMITS') {
    notes.push(
      <>
        {plural(changes, 'change')}: check counts, samples and{' '}
        <Link href={`${path}/changes`}>filters</Link> rather than each change.
      </>,
    );
  }
  return (
    <Callout tone={loaded.isDecidable ? 'waiting' : 'neutral'} title={sentence}>
      {notes.length > 0 ? notes.map((note, index) => <p key={index}>{note}</p>) : null}
    </Callout>
  );
}
