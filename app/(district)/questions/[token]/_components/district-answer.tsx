import { TimeText } from '@/components/domain/time-text';
import { ActionForm } from '@/components/ui/action-form';
import { Callout } from '@/components/ui/callout';
import { TextareaField } from '@/components/ui/fields';
import { Row } from '@/components/ui/section';
import { SubmitButton } from '@/components/ui/submit-button';
import { formatInstant } from '@/lib/core/calendar/format-instant';
import { CLOSED_TEXT, newerFilesText, PAST_TEXT } from '@/lib/core/review/question-text';
import { keepAliveText } from '@/lib/core/review/keep-alive';
import type { QuestionForDistrict } from '@/lib/server/reviews/commands/questions';
import { answer } from '../actions';

const said = {
  EXPECTED: '“Yes, we expect this”',
  STOP: '“No, stop”',
} as const;

const afterAnswer = {
  EXPECTED: 'Someone at TalkingPoints will review it and decide.',
  STOP: 'Nothing is applied until someone at TalkingPoints has reviewed it. Send corrected files when you have them; they replace these.',
} as const;

export function DistrictAnswer({
  question,
  token,
  canAnswer,
  now,
  verdict,
  newerUrl,
  partnerSupportEmail,
  isPaused,
}: {
  question: QuestionForDistrict;
  token: string;
  canAnswer: boolean;
  now: Date;
  verdict: string;
  /** Address of a question that was asked later; null where there is none. */
  newerUrl: string | null;
  partnerSupportEmail: string;
  /** The district is paused or in a blackout, so nothing expires. */
  isPaused: boolean;
}) {
  const { state, timeZone, message, expiresAt } = question;
  const time = (at: Date | null) => <TimeText at={at} timeZone={timeZone} now={now} />;
  if (state === 'answered' && question.answer) {
    return (
      <Callout
        tone="good"
        title={
          canAnswer
            ? `Thank you. Your answer is ${said[question.answer]}`
            : `The district says ${said[question.answer]}`
        }
      >
        <p>
          {question.answeredByName ?? 'A contact of your district'}, {time(question.answeredAt)}
          {question.comment ? `: “${question.comment}”` : '.'}
        </p>
        {question.isPast ? (
          <p>{PAST_TEXT[question.reviewState]}</p>
        ) : canAnswer ? (
          <p>
            {afterAnswer[question.answer]}{' '}
            {question.answer === 'EXPECTED' ? keepAliveText({ isPaused }) : null}
          </p>
        ) : null}
      </Callout>
    );
  }
  if (state !== 'open') {
    return (
      <Callout
        tone="neutral"
        title={
          state === 'expired' ? 'The time to answer is over' : 'Your answer is no longer needed'
        }
      >
        <p>
          {state === 'expired'
            ? `Write to ${partnerSupportEmail} if you still want to tell us something about these files.`
            : CLOSED_TEXT[question.reviewState]}
        </p>
        {newerUrl && canAnswer ? <a href={newerUrl}>Open the newer question</a> : null}
      </Callout>
    );
  }
  return (
    <Callout tone="waiting" title={verdict}>
      {question.isPast && question.arrivedAt && question.newestArrivedAt ? (
        <p>
          {newerFilesText(
            formatInstant(question.arrivedAt, timeZone, now),
            formatInstant(question.newestArrivedAt, timeZone, now),
          )}
        </p>
      ) : null}
      {message ? <p>TalkingPoints asks: “{message}”</p> : null}
      {canAnswer ? (
        <ActionForm action={answer} label="Your answer">
          <input type="hidden" name="token" value={token} />
          <TextareaField
            name="comment"
            label="Anything we should know"
            optional
            rows={3}
            hint="For example: the school closed in June. Do not include student names."
          />
          <Row>
            <SubmitButton name="answer" value="EXPECTED" pendingLabel="Sending…">
              Yes, we expect this
            </SubmitButton>
            <SubmitButton name="answer" value="STOP" variant="danger" pendingLabel="Sending…">
              No, stop
            </SubmitButton>
          </Row>
        </ActionForm>
      ) : (
        <p>You are signed in as TalkingPoints staff. Only a contact of the district can answer.</p>
      )}
      <p>
        {canAnswer ? 'Please answer' : 'They can answer'} by {time(expiresAt)}.{' '}
        {canAnswer ? 'Your answer helps us; someone at TalkingPoints makes the decision.' : null}
      </p>
    </Callout>
  );
}
