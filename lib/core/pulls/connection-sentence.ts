/** How a connection that is fetched from stands, in a title and one sentence that are true in every state. */
import { formatInstant } from '../calendar/format-instant';
import { plural } from '../format/numbers';
import type { Tone } from '../format/status-label';
import { testLineText, type TestLine } from './connection-test';
import { troubleWords, waitingWords, type PullStatus } from './pull-status';

export interface ConnectionFacts {
  vendorName: string;
  bringsRoster: boolean;
  /** A pause or a blackout keeps nightly pulls from beginning. */
  isStopped: boolean;
  /** A test with the values of now passed. */
  isTested: boolean;
  isScheduled: boolean;
  test: { isOver: boolean; lines: readonly TestLine[] } | null;
  pull: {
    number: number;
    status: PullStatus;
    rowCount: number;
    nextAttemptAt: Date;
    finishedAt: Date | null;
    troubleCode: string | null;
    troubleCollection: string | null;
    runNumber: number | null;
  } | null;
  nextPullAt: Date | null;
  timeZone: string;
  now: Date;
}

export interface ConnectionSentence {
  tone: Tone;
  title: string;
  sentence: string;
  /** What mends it; null where there is nothing to mend. */
  remedy: string | null;
}

export function connectionSentence(facts: ConnectionFacts): ConnectionSentence {
  return openPull(facts) ?? beforePulls(facts) ?? lastPull(facts);
}

const say = (
  tone: Tone,
  title: string,
  sentence: string,
  remedy: string | null = null,
): ConnectionSentence => ({ tone, title, sentence, remedy });

function openPull({ pull, timeZone, now }: ConnectionFacts): ConnectionSentence | null {
  switch (pull?.status) {
    case 'PLANNED':
      return say(
        'active',
        `Pull ${pull.number} is about to begin`,
        'A worker takes it up within seconds.',
      );
    case 'READING':
      return say('active', `Pull ${pull.number} is reading`, 'Rows are read page by page.');
    case 'WAITING':
      return say(
        'waiting',
        `Waiting for the source until ${formatInstant(pull.nextAttemptAt, timeZone, now)}`,
        `${troubleText(pull, waitingWords)} Pull ${pull.number} continues automatically where it was.`,
      );
    case 'HANDING_OVER':
      return say(
        'active',
        `Pull ${pull.number} has read everything`,
        'Its files are being prepared to be checked.',
      );
    default:
      return null;
  }
}

/** Without a test that passed there is no point in speaking of pulls. */
function beforePulls(facts: ConnectionFacts): ConnectionSentence | null {
  const { test, isTested } = facts;
  if (test && !test.isOver)
    return say(
      'active',
      'The connection is being tested',
      'Each line appears below as soon as it is known.',
    );
  if (isTested) return null;
  if (!test)
    return say('waiting', 'Not tested yet', 'Nothing is fetched at night until a test has passed.');
  const failed = test.lines.find(({ outcome }) => outcome === 'FAILED');
  if (!failed)
    return say(
      'waiting',
      'To be tested again',
      'Address, key or secret changed since the last test. Nothing is fetched at night until a new test has passed.',
    );
  const { text, remedy } = testLineText(failed);
  return say('problem', 'The last test failed', text, remedy);
}

function lastPull(facts: ConnectionFacts): ConnectionSentence {
  const { pull } = facts;
  const next = nextText(facts);
  switch (pull?.status) {
    case 'FAILED':
      return say(
        'problem',
        `Pull ${pull.number} failed`,
        `${troubleText(pull)} None of its rows were used; the live roster stays as it was. ${next}`,
        troubleWords(pull.troubleCode)?.remedy ?? null,
      );
    case 'UPDATE':
      return say(
        'good',
        `Pull ${pull.number} is complete`,
        `It read ${plural(pull.rowCount, 'row')}${pull.runNumber === null ? '' : `; its files went into run ${pull.runNumber}`}. ${next}`,
      );
    case 'NO_CHANGES':
      return say(
        'good',
        'Nothing had changed',
        `Pull ${pull.number} asked for changes, and there were none. ${next}`,
      );
    case 'PREVIEW':
      return say(
        'neutral',
        `Pull ${pull.number} is a preview`,
        `It read ${plural(pull.rowCount, 'row')} and changed nothing. ${facts.bringsRoster ? 'Look at it, then use it or start a pull.' : 'Look at it before the roster is switched.'} ${next}`,
      );
    case 'CANCELED':
      return say(
        'neutral',
        `Pull ${pull.number} was canceled`,
        `None of its rows were used. ${next}`,
      );
    default:
      return say('good', 'Tested and ready', `Nothing has been fetched yet. ${next}`);
  }
}

function troubleText(
  { troubleCode, troubleCollection }: NonNullable<ConnectionFacts['pull']>,
  wordsOf = troubleWords,
): string {
  const sentence = wordsOf(troubleCode)?.sentence ?? 'It could not go on.';
  return troubleCollection === null ? sentence : `${troubleCollection}: ${sentence}`;
}

/** When it is read next at night. */
export function nextText({
  bringsRoster,
  isStopped,
  isTested,
  isScheduled,
  nextPullAt,
  timeZone,
  now,
}: Pick<
  ConnectionFacts,
  'bringsRoster' | 'isStopped' | 'isTested' | 'isScheduled' | 'nextPullAt' | 'timeZone' | 'now'
>): string {
  if (!bringsRoster)
    return 'The roster comes through another connection, so nothing is fetched at night.';
  if (!isScheduled) return 'Nightly pulls are off.';
  if (!isTested) return 'Nightly pulls begin once a test has passed.';
  if (isStopped) return 'Updates are paused; nightly pulls go on when the pause ends.';
  if (nextPullAt === null) return '';
  return nextPullAt <= now
    ? 'Tonight’s pull begins within minutes.'
    : `The next pull begins ${formatInstant(nextPullAt, timeZone, now)}.`;
}
