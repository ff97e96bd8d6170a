import { formatInstant } from '@/lib/core/calendar/format-instant';
import { maskAnswer } from '@/lib/core/pulls/mask-answer';
import { troubleWords } from '@/lib/core/pulls/pull-status';
import { Callout } from '@/components/ui/callout';
import classes from '@/components/domain/pulls/pulls.module.css';
import type { PullDetails } from '@/lib/server/pulls/queries/list-pulls';

const TURNS = {
  district: 'Your turn: district',
  vendor: 'Turn of the SIS vendor',
  us: 'TalkingPoints’ turn',
};

/** Why a pull waits or failed, what mends it, and what the server answered: how it is built, and nothing of anybody. */
export function PullTrouble({
  pull,
  timeZone,
  now,
}: {
  pull: PullDetails;
  timeZone: string;
  now: Date;
}) {
  const words = troubleWords(pull.troubleCode);
  const isWaiting = pull.status === 'WAITING';
  return (
    <Callout
      tone={isWaiting ? 'waiting' : 'problem'}
      title={
        isWaiting
          ? `Waiting for the source until ${formatInstant(pull.nextAttemptAt, timeZone, now)}`
          : 'It could not be read to its end'
      }
      aside={words ? TURNS[words.turn] : undefined}
    >
      <p>
        {pull.troubleCollection === null ? '' : `${pull.troubleCollection}: `}
        {words?.sentence ?? 'The reason is not known.'}
      </p>
      {words ? <p>{words.remedy}</p> : null}
      {isWaiting ? (
        <p>It goes on by itself at the page where it was.</p>
      ) : (
        <p>Nothing of it was used. The live roster stays as it was.</p>
      )}
      {pull.troubleAnswer ? <Answer answer={pull.troubleAnswer} /> : null}
    </Callout>
  );
}

function Answer({ answer }: { answer: NonNullable<PullDetails['troubleAnswer']> }) {
  const masked = maskAnswer(answer.start);
  return (
    <details>
      <summary>
        What the server answered: status {answer.status}
        {answer.contentType ? `, ${answer.contentType}` : ''}
      </summary>
      {masked.kind === 'binary' || masked.text === '' ? (
        <p>{masked.kind === 'binary' ? 'The answer is no text.' : 'The answer was empty.'}</p>
      ) : (
        <>
          <p className={classes.soft}>The first 2 KB. Every value is masked.</p>
          <pre className={classes.answer} tabIndex={0} role="region" aria-label="Masked answer">
            {masked.text}
          </pre>
        </>
      )}
    </details>
  );
}
