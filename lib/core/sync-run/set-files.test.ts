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
const set = (changes: Partial<CurrentSet>): CurrentSet => ({
  runState: 'RECEIVING',
  arrived: [file('users.csv')],
  unpacked: [],
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
    { runState: 'HELD', arrived: [file('a.zip')], unpacked: ['users.csv'] },
    'received',
  ],
  [
    'it was not in the archive',
    { runState: 'HELD', arrived: [file('a.zip')], unpacked: ['orgs.csv'] },
    'missing',
  ],
  ['it stops its set', { runState: 'INVALID', refused: ['users.csv'] }, 'refused'],
  [
    'in an archive, it stops its set',
    {
      runState: 'INVALID',
      arrived: [file('a.zip')],
      unpacked: ['users.csv'],
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
      expect(state).toBe(away.includes(runState) ? 'not-used' : 'received');
    },
  );
});
