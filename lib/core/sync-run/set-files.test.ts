import { describe, expect, test } from 'vitest';
import { syncRunStates, type SyncRunState } from './states';
import { fileOfSet, type ArrivedFile, type CurrentSet } from './set-files';

const at = new Date('2026-11-21T08:00:00Z');
const file = (fileName: string, state: ArrivedFile['state'] = 'RECEIVED'): ArrivedFile => ({
  fileName,
  state,
  byteCount: 10,
  receivedAt: state === 'RECEIVED' ? at : null,
});
const read = (fileName: string, problems = 0) => ({ fileName, rowsRead: 12, problems });
const set = (changes: Partial<CurrentSet>): CurrentSet => ({
  runState: 'RECEIVING',
  arrived: [file('users.csv')],
  read: [],
  lastSizes: new Map(),
  refused: [],
  ...changes,
});

const cases: [name: string, changes: Partial<CurrentSet>, state: string][] = [
  ['nothing ever came', { runState: null, arrived: [] }, 'missing'],
  ['another file came', { arrived: [file('orgs.csv')] }, 'missing'],
  ['a name in other letters is another file', { arrived: [file('Users.csv')] }, 'missing'],
  ['it came', {}, 'received'],
  ['it is on its way', { arrived: [file('users.csv', 'RECEIVING')] }, 'receiving'],
  ['it was cut', { arrived: [file('users.csv', 'INCOMPLETE')] }, 'cut'],
  [
    'it came again and was cut',
    { arrived: [file('users.csv'), file('users.csv', 'INCOMPLETE')] },
    'cut',
  ],
  [
    'it was cut and came again',
    { arrived: [file('users.csv', 'INCOMPLETE'), file('users.csv')] },
    'received',
  ],
  ['an archive came', { arrived: [file('lakeview.zip')] }, 'in-archive'],
  ['an archive is on its way', { arrived: [file('lakeview.ZIP', 'RECEIVING')] }, 'receiving'],
  [
    'it was in the archive',
    { runState: 'HELD', arrived: [file('a.zip')], read: [read('users.csv')] },
    'checked',
  ],
  [
    'it was not in the archive',
    { runState: 'HELD', arrived: [file('a.zip')], read: [read('orgs.csv')] },
    'missing',
  ],
  ['it is being checked', { runState: 'PROCESSING' }, 'checking'],
  ['it was read and is fine', { runState: 'APPLIED', read: [read('users.csv')] }, 'checked'],
  ['it was read with problems', { runState: 'HELD', read: [read('users.csv', 3)] }, 'problems'],
  ['it was not among what was read', { runState: 'HELD', read: [read('orgs.csv')] }, 'received'],
  ['it stops its set', { runState: 'INVALID', refused: ['users.csv'] }, 'refused'],
  [
    'in an archive, it stops its set',
    {
      runState: 'INVALID',
      arrived: [file('a.zip')],
      read: [read('users.csv')],
      refused: ['users.csv'],
    },
    'refused',
  ],
  ['another file stops its set', { runState: 'INVALID', refused: ['orgs.csv'] }, 'not-used'],
  ['the set as a whole is refused', { runState: 'INVALID', refused: [''] }, 'not-used'],
  [
    'a blocking problem was waived: the set was used',
    { runState: 'APPLIED', refused: ['users.csv'] },
    'received',
  ],
];

describe('a file of the current set', () => {
  test.each(cases)('%s', (_name, changes, state) => {
    expect(fileOfSet(set(changes), 'users.csv').state).toBe(state);
  });

  test.each(syncRunStates)(
    'of a set that is %s it has a tick only where the set was not turned away',
    (runState) => {
      const away: SyncRunState[] = ['INCOMPLETE', 'INVALID', 'REJECTED', 'EXPIRED'];
      const { state } = fileOfSet(set({ runState }), 'users.csv');
      expect(state).toBe(
        away.includes(runState) ? 'not-used' : runState === 'PROCESSING' ? 'checking' : 'received',
      );
    },
  );
});

describe('how far a file on its way is', () => {
  const onItsWay = (byteCount: number) => ({ ...file('users.csv', 'RECEIVING'), byteCount });
  test.each([
    ['compared with the last one', 43, 100, 43],
    ['as large as the last one', 100, 100, null],
    ['larger than the last one', 120, 100, null],
    ['without a last one', 43, undefined, null],
  ])('%s', (_name, byteCount, last, percent) => {
    const lastSizes = new Map(last === undefined ? [] : [['users.csv', last]]);
    const { percentOfLast } = fileOfSet(
      set({ arrived: [onItsWay(byteCount)], lastSizes }),
      'users.csv',
    );
    expect(percentOfLast).toBe(percent);
  });
});
