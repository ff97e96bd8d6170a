import { TimeText } from '@/components/domain/time-text';
import { Callout } from '@/components/ui/callout';
import type { QuestionRow } from '@/lib/server/reviews/queries/timeline';

const answers = {
  EXPECTED: { title: 'The district says: “Yes, we expect this”', tone: 'good' },
  STOP: { title: 'The district says: “No, stop”', tone: 'problem' },
} as const;

/** What the district was asked last and said: evidence, not a decision. */
export function Questions({
  questions,
  timeZone,
  now,
}: {
  questions: readonly QuestionRow[];
  timeZone: string;
  now: Date;
}) {
  const question = questions[0];
  if (!question) return null;
  const time = (at: Date | null) => <TimeText at={at} timeZone={timeZone} now={now} />;
  const asked = (
    <p>
      Asked {question.askedByName ? `by ${question.askedByName} ` : ''}about version{' '}
      {question.version}, {time(question.askedAt)}.
      {question.message ? ` “${question.message}”` : ''}
    </p>
  );
  if (question.answer) {
    const { title, tone } = answers[question.answer];
    return (
      <Callout tone={tone} title={title}>
        <p>
          {question.answeredByName ?? 'A contact'}, {time(question.answeredAt)}
          {question.comment ? `: “${question.comment}”` : '.'}
        </p>
        {asked}
        <p>The decision is still yours.</p>
      </Callout>
    );
  }
  return (
    <Callout
      tone="neutral"
      title={question.closedAt ? 'The district did not answer' : 'The district was asked'}
    >
      {asked}
      {question.closedAt ? null : (
        <p>
          {question.remindedAt ? <>Reminded {time(question.remindedAt)}. </> : null}
          The link works until {time(question.expiresAt)}.
        </p>
      )}
    </Callout>
  );
}
