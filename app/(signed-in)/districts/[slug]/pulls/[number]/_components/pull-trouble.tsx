import { formatInstant } from '@/lib/core/calendar/format-instant';
import { troubleWords } from '@/lib/core/pulls/pull-status';
import { Callout } from '@/components/ui/callout';
import { MaskedAnswer } from '@/components/domain/pulls/masked-answer';
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
        <p>It continues automatically at the page where it was.</p>
      ) : (
        <p>None of its rows were used. The live roster stays as it was.</p>
      )}
      {pull.troubleAnswer ? <MaskedAnswer answer={pull.troubleAnswer} /> : null}
    </Callout>
  );
}
