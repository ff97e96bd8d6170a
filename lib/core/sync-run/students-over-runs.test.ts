import { describe, expect, test } from 'vitest';
import { studentsOverRuns, type RunOfHistory } from './students-over-runs';

const compared = (studentsBefore: number): RunOfHistory => ({
  studentsBefore,
  isFirstRoster: false,
});
const notCompared: RunOfHistory = { studentsBefore: null, isFirstRoster: false };
const first: RunOfHistory = { studentsBefore: null, isFirstRoster: true };

describe('studentsOverRuns', () => {
  test.each<{ says: string; runs: RunOfHistory[]; now: number | null; points: (number | null)[] }>([
    { says: 'a district without runs', runs: [], now: null, points: [null] },
    {
      says: 'nothing was live before the first roster',
      runs: [first],
      now: 300,
      points: [null, 300],
    },
    {
      says: 'every update was compared with the roster before it',
      runs: [first, compared(300), compared(310)],
      now: 305,
      points: [null, 300, 310, 305],
    },
    {
      says: 'files that said the same changed nothing',
      runs: [compared(300), notCompared, notCompared, compared(310)],
      now: 310,
      points: [300, 310, 310, 310, 310],
    },
    {
      says: 'an undone update shows in what the next one was compared with',
      runs: [compared(300), compared(150), compared(300)],
      now: 300,
      points: [300, 150, 300, 300],
    },
    {
      says: 'unusable files before the first roster leave a gap',
      runs: [notCompared, first, compared(300)],
      now: 300,
      points: [null, null, 300, 300],
    },
    {
      says: 'a first roster that still waits',
      runs: [notCompared, first],
      now: null,
      points: [null, null, null],
    },
  ])('$says', ({ runs, now, points }) => {
    expect(studentsOverRuns(runs, now)).toEqual(points);
  });
});
