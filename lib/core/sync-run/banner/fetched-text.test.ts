// Every state of a district whose roster is fetched: nothing asks anybody to send files there.
import { describe, expect, test } from 'vitest';
import { PULL_FAILURES, pullFailureCodes } from '../../pulls/pull-failures';
import { troubleWords } from '../../pulls/pull-status';
import type { FetchedFacts } from '../../pulls/standing';
import { connectionStatus } from '../connection-status';
import { syncRunStates, type SyncRunState } from '../states';
import { bannerText } from './banner-text';
import type { BannerFacts } from './facts';

const now = new Date('2026-11-21T23:05:00Z');

const working: FetchedFacts = {
  isTested: true,
  hasTestFailed: false,
  isScheduled: true,
  pullNumber: 31,
  pullState: 'COMPLETE',
  troubleCode: null,
  isWaiting: false,
  lastCompleteAt: '2026-11-20T06:31:00Z',
};

const standings: Record<string, FetchedFacts> = {
  'never tested': { ...working, isTested: false, pullState: null, pullNumber: null },
  'test failed': { ...working, isTested: false, hasTestFailed: true },
  'tested, no pull yet': { ...working, pullState: null, pullNumber: null, lastCompleteAt: null },
  'pull running': { ...working, pullState: 'PULLING' },
  'waiting for the source': {
    ...working,
    pullState: 'PULLING',
    isWaiting: true,
    troubleCode: 'BUSY',
  },
  ...Object.fromEntries(
    pullFailureCodes.map((code) => [
      `pull failed, ${code}`,
      { ...working, pullState: 'FAILED', troubleCode: code } as const,
    ]),
  ),
  'nightly pulls off': { ...working, isScheduled: false },
  complete: working,
};

const SILENCES = ['none', 'pause', 'blackout'] as const;

function factsOf(
  fetched: FetchedFacts,
  given: {
    state: SyncRunState | null;
    hasRoster: boolean;
    isStaff: boolean;
    silence: (typeof SILENCES)[number];
    isLate: boolean;
    isUndone: boolean;
  },
): BannerFacts {
  const { state, hasRoster, isStaff, silence, isLate, isUndone } = given;
  const review =
    state === 'HELD'
      ? { isFirstRoster: !hasRoster, rejected: null, isAfterUndo: false, keptUntil: null }
      : null;
  const at = new Date('2026-11-21T10:00:00Z');
  const isPaused = silence !== 'none';
  return {
    status: connectionStatus({
      hasCredentials: true,
      isUploading: false,
      isPaused,
      hasOpenCircuitBreak: review !== null,
      latestRunState: state,
      undone: isUndone ? 'WHOLE' : null,
      isLate,
      isAttendanceInTrouble: false,
      fetched,
    }),
    isStaff,
    fetched,
    contactCount: 1,
    hasCredentials: true,
    hasRoster,
    isPaused,
    isBlackedOut: silence === 'blackout',
    pausedUntil: silence === 'blackout' ? '2026-11-30' : null,
    run: state && {
      id: 1,
      number: 19,
      state,
      undoneAt: isUndone ? at : null,
      removalsUndoneAt: null,
      heldBackCount: 0,
      retryAt: null,
      outdated: null,
      applyAfter: null,
      finishedAt: new Date('2026-11-20T06:40:00Z'),
      missingFiles: null,
    },
    set: null,
    late: null,
    review,
    undo: isUndone ? { at, part: 'WHOLE', count: 1, live: null } : null,
    readyBefore: null,
    meantEmpty: null,
    attendanceTrouble: null,
    isAttendanceWaiting: false,
    apply: { slot: 'OVERNIGHT', at: '02:00' },
    timeZone: 'America/Chicago',
    now,
    partnerSupportEmail: 'partnersupport@example.org',
  };
}

const states = Object.entries(standings).flatMap(([name, fetched]) =>
  [null, ...syncRunStates].flatMap((state) =>
    [false, true].flatMap((hasRoster) =>
      [false, true].flatMap((isStaff) =>
        SILENCES.flatMap((silence) =>
          [false, true].flatMap((isLate) =>
            [false, true]
              .filter((isUndone) => !isUndone || state === 'APPLIED')
              .map((isUndone) => {
                const facts = factsOf(fetched, {
                  state,
                  hasRoster,
                  isStaff,
                  silence,
                  isLate,
                  isUndone,
                });
                const words = bannerText(facts);
                // A server sends what it answers.
                const { sentence = '', remedy = '' } = troubleWords(fetched.troubleCode) ?? {};
                const text = [words.title, words.word.word, ...words.sentences]
                  .join('\n')
                  .replace(sentence, '')
                  .replace(remedy, '');
                const title = `${name} · ${state ?? 'no run'} · ${facts.status}`;
                return { title, facts, words, text };
              }),
          ),
        ),
      ),
    ),
  ),
);

const never: [string, (facts: BannerFacts) => boolean, RegExp][] = [
  ['nobody sends', () => true, /\b(send|sent|sending|upload\w*|SFTP|export\w*|password)\b/i],
  ['no roster', ({ hasRoster }) => !hasRoster, /still see|last roster is live/i],
  ['paused', ({ isPaused }) => isPaused, /starts now|applied on|nightly pull fetches/],
  ['staff', ({ isStaff }) => isStaff, /\byour?\b/i],
  ['nightly pulls are off', ({ fetched }) => fetched?.isScheduled === false, /next nightly pull/],
  ['a pull failed', ({ status }) => status === 'PULL_FAILED', /Up to date|checked and applied/],
];

describe.each(never)('%s', (_name, where, words) => {
  test('no state says it', () => {
    expect(
      states
        .filter(({ facts, text }) => where(facts) && words.test(text))
        .map(({ title, text }) => [title, text])
        .slice(0, 5),
    ).toEqual([]);
  });
});

test.each([
  ['never tested', 'APPLIED', 'NOT_TESTED'],
  ['test failed', null, 'TEST_FAILED'],
  ['tested, no pull yet', null, 'WAITING_FOR_FIRST_PULL'],
  ['pull running', 'APPLIED', 'PULLING'],
  ['waiting for the source', 'INVALID', 'WAITING_FOR_SOURCE'],
  ['pull failed, WRONG_SECRET', 'APPLIED', 'PULL_FAILED'],
  ['pull failed, WRONG_SECRET', 'HELD', 'UNDER_REVIEW'],
  ['pull failed, WRONG_SECRET', 'INVALID', 'PULL_FAILED'],
  ['complete', 'NO_CHANGE', 'UP_TO_DATE'],
] as const)('%s, newest run %s: %s', (standing, state, expected) => {
  const fetched = standings[standing] ?? working;
  const given = { state, hasRoster: true, isStaff: false, isLate: false, isUndone: false };
  expect(factsOf(fetched, { ...given, silence: 'none' }).status).toBe(expected);
  expect(factsOf(fetched, { ...given, silence: 'pause' }).status).toBe('PAUSED');
});

test('a failure is said with what mends it, to whoever has to mend it', () => {
  for (const code of pullFailureCodes) {
    const { sentence, remedy, turn } = PULL_FAILURES[code];
    const facts = factsOf(standings[`pull failed, ${code}`] ?? working, {
      state: 'APPLIED',
      hasRoster: true,
      isStaff: false,
      silence: 'none',
      isLate: false,
      isUndone: false,
    });
    const { sentences, word } = bannerText(facts);
    expect(sentences.join(' ')).toContain(`${sentence} ${remedy}`);
    expect(word.owner).toBe(turn === 'us' ? 'TalkingPoints' : 'district');
  }
});
