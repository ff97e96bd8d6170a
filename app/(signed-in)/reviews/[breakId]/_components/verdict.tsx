import Link from 'next/link';
import type { ReactNode } from 'react';
import { Callout } from '@/components/ui/callout';
import { plural } from '@/lib/core/format/numbers';
import { expiryDays } from '@/lib/core/review/review-clock';
import type { LoadedReview } from '../load-review';

/** Above this, nobody reads the changes one by one. */
const MANY = 200_000;

const tagSentences: Readonly<Record<string, string>> = {
  'same-as-rejected':
    'The very same changes were turned down before. The district was not told again.',
  'rest-of-approval': 'It holds what an earlier approval of a part left out.',
  'after-undo': 'The update before it was undone, so the next one is always looked at.',
  'empty-file':
    'Two people allowed a file without rows to be read. What follows from it is always looked at.',
};

export function Verdict({ loaded, sentence }: { loaded: LoadedReview; sentence: string }) {
  const { review, path } = loaded;
  const changes = review.added + review.changed + review.removed;
  const notes: ReactNode[] = review.tags.flatMap((tag) => tagSentences[tag] ?? []);
  if (review.rejectedBeforeId) {
    notes.push(
      <Link href={`/reviews/${review.rejectedBeforeId}`}>See why they were turned down</Link>,
    );
  }
  if (loaded.isDecidable && review.kind === 'ONBOARDING') {
    notes.push(
      'Look whether schools, people and languages are what you know of this district. None of it is live before you approve.',
    );
  }
  if (loaded.isDecidable && review.kind === 'LIMITS') {
    notes.push(
      `Until someone decides, none of this is applied and the roster stays as it is. Newer files take its place; after ${plural(expiryDays, 'day')} without them or a decision it ends unapplied.`,
    );
  }
  if (review.continuesId) {
    notes.push(
      <Link href={`/reviews/${review.continuesId}`}>See the review that approved a part</Link>,
    );
  }
  if (changes > MANY && review.kind === 'LIMITS') {
    notes.push(
      <>
        {plural(changes, 'change')}: look at counts, samples and{' '}
        <Link href={`${path}/changes`}>filters</Link> rather than at each of them.
      </>,
    );
  }
  return (
    <Callout tone={loaded.isDecidable ? 'waiting' : 'neutral'} title={sentence}>
      {notes.length > 0 ? notes.map((note, index) => <p key={index}>{note}</p>) : null}
    </Callout>
  );
}
