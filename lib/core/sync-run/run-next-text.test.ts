import { describe, expect, test } from 'vitest';
import { isPast, runNextText, type RunNextFacts } from './run-next-text';
import { isFinal, syncRunStates } from './states';
import { runLabel } from './status-labels';

const facts = (changes: Partial<RunNextFacts>): RunNextFacts => ({
  state: 'APPLIED',
  baselineRunId: 3,
  hasNewer: false,
  outdated: null,
  isStaff: false,
  pause: null,
  isMeantEmpty: false,
  ...changes,
});

const ASKS = /\bsend|correct |needed|will |tried again|nothing for you/i;
const at = new Date('2026-11-21T08:00:00Z');

describe('a run after which a newer set came', () => {
  test.each(syncRunStates.filter(isFinal))('%s asks for nothing, of nobody', (state) => {
    for (const isMeantEmpty of [false, true])
      for (const isStaff of [false, true])
        for (const baselineRunId of [null, 3]) {
          const words = runNextText(
            facts({
              state,
              hasNewer: true,
              outdated: 'NEWER_FILES',
              isMeantEmpty,
              isStaff,
              baselineRunId,
            }),
          );
          expect(words.asks).toBe(false);
          expect(words.word.owner).toBe('nobody');
          expect(words.word.word).toBe(runLabel({ state }).word);
          expect(words.explanation).not.toMatch(ASKS);
        }
  });

  test.each(syncRunStates.filter((state) => !isFinal(state)))(
    '%s goes on, whatever comes after it',
    (state) => {
      expect(isPast(facts({ state, hasNewer: true, outdated: 'NEWER_FILES' }))).toBe(false);
    },
  );

  test('our fault that is tried again is not over', () => {
    expect(
      isPast(facts({ state: 'FAILED', retryAt: at, hasNewer: true, outdated: 'NEWER_FILES' })),
    ).toBe(false);
  });

  test('our fault can be tried again while what came after it is of no use', () => {
    const words = runNextText(facts({ state: 'FAILED', hasNewer: true }));
    expect([words.asks, words.word.owner]).toEqual([true, 'TalkingPoints']);
  });

  test('our fault cannot be tried again once the roster it was approved for is not live any more', () => {
    const words = runNextText(facts({ state: 'FAILED', outdated: 'ROSTER_MOVED' }));
    expect([words.asks, words.word.owner]).toEqual([false, 'nobody']);
    expect(words.explanation).toMatch(/cannot be tried again/);
  });

  test('the one whose roster is live goes on asking for what families need', () => {
    expect(runNextText(facts({ hasNewer: true, isInForce: true })).asks).toBe(true);
  });

  test('what was left out is looked for in the next files while its roster is live, and no longer', () => {
    const left = { heldBackCount: 3, hasNewer: true, outdated: 'NEWER_FILES' } as const;
    expect(runNextText(facts({ ...left, isInForce: true })).explanation).toMatch(/next files/);
    expect(runNextText(facts(left)).explanation).toMatch(/The rest was left out\.$/);
  });

  test('the newest one asks where something is needed', () => {
    for (const state of ['INVALID', 'INCOMPLETE', 'REJECTED', 'EXPIRED'] as const) {
      const words = runNextText(facts({ state }));
      expect([words.asks, words.word.owner]).toEqual([true, 'district']);
      expect(words.explanation).toMatch(ASKS);
    }
  });
});

describe('a held update', () => {
  test.each([
    ['PAUSE', null, false],
    ['PAUSE', 3, true],
    ['PAUSE', 3, false],
    ['PAUSE', null, true],
  ] as const)('in a %s is decided by nobody', (pause, baselineRunId, isStaff) => {
    const words = runNextText(facts({ state: 'HELD', pause, baselineRunId, isStaff }));
    expect(words.explanation).toMatch(/It cannot be decided until the pause ends/);
    expect(words.explanation).not.toMatch(/additional day|a person decides/);
    expect(words.word.owner).toBe('nobody');
  });

  test('that expired in a blackout asks for nothing before it is over', () => {
    const expired = runNextText(facts({ state: 'EXPIRED', pause: 'BLACKOUT' }));
    expect(expired.word.owner).toBe('nobody');
    expect(expired.explanation).toMatch(/needed once the pause is over/);
    expect(runNextText(facts({ state: 'EXPIRED' })).word.owner).toBe('district');
  });

  test('in a blackout may be decided, and in neither takes a day or so', () => {
    const inBlackout = runNextText(facts({ state: 'HELD', pause: 'BLACKOUT' }));
    expect(inBlackout.explanation).toMatch(/can still decide/);
    expect(inBlackout.explanation).not.toMatch(/additional day/);
    expect(runNextText(facts({ state: 'HELD' })).explanation).toMatch(/an additional day or so/);
  });
});

describe('an applied run', () => {
  test.each([
    ['all of it', {}, 'Applied', /^These changes were applied to the roster\.$/],
    ['undone', { undoneAt: at }, 'Undone', /applied and then undone/],
    [
      'its removals undone',
      { removalsUndoneAt: at },
      'Applied, removals undone',
      /The removed records came back; additions and changes stayed\.$/,
    ],
    ['a part', { heldBackCount: 3 }, 'Applied in part', /^Part .* The rest was left out/],
    [
      'a part, its removals undone',
      { heldBackCount: 1, removalsUndoneAt: at },
      'Applied in part, removals undone',
      /^Part .* came back.* The rest was left out/,
    ],
    [
      'its removals undone, then all of it',
      { removalsUndoneAt: at, undoneAt: at },
      'Undone',
      /applied and then undone/,
    ],
    ['a part, then undone', { heldBackCount: 3, undoneAt: at }, 'Undone', /then undone/],
  ] as const)('%s', (_name, changes, word, explanation) => {
    for (const hasNewer of [false, true]) {
      const words = runNextText(
        facts({ ...changes, hasNewer, outdated: hasNewer ? 'NEWER_FILES' : null }),
      );
      expect(words.word.word).toBe(word);
      expect(words.explanation).toMatch(explanation);
      // True of an old run as well: what is in the roster now is up to the runs after it.
      expect(words.explanation).not.toMatch(/are in the (live )?roster/);
    }
  });
});
