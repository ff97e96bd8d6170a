import { describe, expect, it, test } from 'vitest';
import {
  canMove,
  finalStates,
  isFinal,
  requireMove,
  syncRunStates,
  timestampsFor,
  type SyncRunState,
} from './states';

const moves: [from: SyncRunState, to: SyncRunState, why: string][] = [
  ['RECEIVING', 'QUEUED', 'the set is whole and quiet'],
  ['RECEIVING', 'INCOMPLETE', 'files are missing after six hours'],
  ['QUEUED', 'PROCESSING', 'a worker takes it'],
  ['PROCESSING', 'HELD', 'a limit was reached'],
  ['PROCESSING', 'DEFERRED', 'checked and passed'],
  ['PROCESSING', 'NO_CHANGE', 'nothing differs from the baseline'],
  ['PROCESSING', 'INVALID', 'a new file is needed'],
  ['PROCESSING', 'FAILED', 'our fault'],
  ['HELD', 'APPLYING', 'approved'],
  ['HELD', 'REJECTED', 'a reviewer said no'],
  ['HELD', 'SUPERSEDED', 'a newer run took its place'],
  ['HELD', 'EXPIRED', 'seven days without a file or a decision'],
  ['HELD', 'QUEUED', 'the baseline moved'],
  ['DEFERRED', 'APPLYING', 'its slot came'],
  ['DEFERRED', 'SUPERSEDED', 'a newer run took its place'],
  ['DEFERRED', 'QUEUED', 'the baseline moved'],
  ['APPLYING', 'APPLIED', 'written'],
  ['APPLYING', 'FAILED', 'our fault'],
  ['FAILED', 'QUEUED', 'retry'],
  ['FAILED', 'APPLYING', 'retry of what was approved'],
];

describe('moves', () => {
  test.each(moves)('%s → %s: %s', (from, to) => {
    expect(canMove(from, to)).toBe(true);
    expect(() => requireMove(from, to)).not.toThrow();
  });

  it('refuses every other pair', () => {
    const allowed = new Set(moves.map(([from, to]) => `${from} ${to}`));
    const others = syncRunStates.flatMap((from) =>
      syncRunStates.filter((to) => !allowed.has(`${from} ${to}`)).map((to) => [from, to] as const),
    );
    expect(others.length).toBe(syncRunStates.length ** 2 - moves.length);
    for (const [from, to] of others) {
      expect(canMove(from, to), `${from} → ${to}`).toBe(false);
      expect(() => requireMove(from, to)).toThrow(`from ${from} to ${to}`);
    }
  });

  it('lets nothing be applied that was not checked', () => {
    const before = (to: SyncRunState) => syncRunStates.filter((from) => canMove(from, to));
    expect(before('APPLYING')).toEqual(['HELD', 'DEFERRED', 'FAILED']);
    expect(before('APPLIED')).toEqual(['APPLYING']);
  });

  it('ends only in final states, and only FAILED has a way back', () => {
    expect(finalStates).toEqual([
      'APPLIED',
      'NO_CHANGE',
      'INCOMPLETE',
      'INVALID',
      'REJECTED',
      'SUPERSEDED',
      'EXPIRED',
      'FAILED',
    ]);
    const withExit = finalStates.filter((state) => syncRunStates.some((to) => canMove(state, to)));
    expect(withExit).toEqual(['FAILED']);
    for (const state of syncRunStates.filter((each) => !isFinal(each))) {
      expect(
        syncRunStates.some((to) => canMove(state, to)),
        state,
      ).toBe(true);
    }
  });
});

describe('timestamps', () => {
  const at = new Date('2026-11-21T08:00:00Z');

  test.each([
    ['RECEIVING', { receivingAt: at, finishedAt: null }],
    ['QUEUED', { queuedAt: at, finishedAt: null }],
    ['PROCESSING', { processingAt: at, finishedAt: null }],
    ['HELD', { heldAt: at, finishedAt: null }],
    ['DEFERRED', { deferredAt: at, finishedAt: null }],
    ['APPLYING', { applyingAt: at, finishedAt: null }],
    ['APPLIED', { appliedAt: at, finishedAt: at }],
    ['NO_CHANGE', { finishedAt: at }],
    ['INVALID', { finishedAt: at }],
    ['SUPERSEDED', { finishedAt: at }],
  ] as const)('entering %s', (state, columns) => {
    expect(timestampsFor(state, at)).toEqual(columns);
  });
});
