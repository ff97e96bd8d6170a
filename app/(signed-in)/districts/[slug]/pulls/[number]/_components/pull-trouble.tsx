import { formatInstant } from '@/lib/core/calendar/format-instant';
import { troubleWords, waitingWords } from '@/lib/core/pulls/pull-status';
import { Callout } from '@/components/ui/callout';
import { MaskedAnswer } from '@/components/domain/pulls/masked-answer';
import type { PullDetails } from '@/lib/server/pulls/queries/list-pulls';

const TURNS = {
  district: 'Next: the district',
  vendor: 'Next: the SIS vendor',
  us: 'Next: TalkingPoints',
};

/** Why a pull waits or failed, what mends it, and what the server answered: how it is built, and nothing of anybody. */
export function PullTrouble({
  pull,
  isStaff,
  timeZone,
  now,
}: {
  pull: PullDetails;
  isStaff: boolean;
  timeZone: string;
  now: Date;
}) {
  const isWaiting = pull.status === 'WAITING';
  const words = (isWaiting ? waitingWords : troubleWords)(pull.troubleCode);
  return (
    <Callout
      tone={isWaiting ? 'waiting' : 'problem'}
      title={
        isWaiting
          ? `Waiting for the source until ${formatInstant(pull.nextAttemptAt, timeZone, now)}`
          : 'It could not be read to its end'
      }
      aside={words ? turnOf(words.turn, isStaff) : undefined}
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

const turnOf = (turn: keyof typeof TURNS, isStaff: boolean): string =>
  turn === 'district' && !isStaff ? 'Your turn' : TURNS[turn];
