import { describe, expect, it, test } from 'vitest';
import { connectionLabel, connectionStatus, type ConnectionFacts } from './connection-status';
import type { ConnectionStatus } from './status-labels';

const working: ConnectionFacts = {
  hasCredentials: true,
  isUploading: false,
  isPaused: false,
  hasOpenCircuitBreak: false,
  latestRunState: 'APPLIED',
  isLate: false,
  isAttendanceInTrouble: false,
};

const cases: [name: string, facts: Partial<ConnectionFacts>, expected: ConnectionStatus][] = [
  ['invited, nothing done', { hasCredentials: false, latestRunState: null }, 'NOT_SET_UP'],
  ['a roster is live, and its password has ended', { hasCredentials: false }, 'NO_PASSWORD'],
  [
    'the first roster is under review, and its password was revoked',
    { hasCredentials: false, latestRunState: 'HELD', hasOpenCircuitBreak: true },
    'NO_PASSWORD',
  ],
  ['credentials, no file', { latestRunState: null }, 'WAITING_FOR_FIRST_FILES'],
  ['first files never came on their day', { latestRunState: null, isLate: true }, 'LATE'],
  ['first upload in progress', { latestRunState: null, isUploading: true }, 'RECEIVING'],
  ['upload in progress after an applied run', { isUploading: true }, 'RECEIVING'],
  ['set not whole yet', { latestRunState: 'RECEIVING' }, 'RECEIVING'],
  ['queued', { latestRunState: 'QUEUED' }, 'CHECKING'],
  ['being compared', { latestRunState: 'PROCESSING' }, 'CHECKING'],
  ['being written', { latestRunState: 'APPLYING' }, 'APPLYING'],
  ['last run applied', {}, 'UP_TO_DATE'],
  ['last run applied, then undone', { undone: 'WHOLE' }, 'UNDONE'],
  [
    'undone, and newer files are held',
    { undone: 'WHOLE', hasOpenCircuitBreak: true },
    'UNDER_REVIEW',
  ],
  [
    'undone, then files that fail',
    { undone: 'WHOLE', latestRunState: 'INVALID' },
    'NEEDS_YOUR_FIX',
  ],
  ['undone, and paused', { undone: 'WHOLE', isPaused: true }, 'PAUSED'],
  ['same files again', { latestRunState: 'NO_CHANGE' }, 'UP_TO_DATE'],
  ['passed, waits for the night', { latestRunState: 'DEFERRED' }, 'READY'],
  ['passed, and late since', { latestRunState: 'DEFERRED', isLate: true }, 'LATE'],
  ['applied in part', { isLatestRunInPart: true }, 'IN_PART'],
  ['applied in part, and late since', { isLatestRunInPart: true, isLate: true }, 'LATE'],
  ['applied in part, then undone', { isLatestRunInPart: true, undone: 'WHOLE' }, 'UNDONE'],
  ['removals undone', { undone: 'REMOVALS' }, 'REMOVALS_UNDONE'],
  ['removals undone, then all', { undone: 'WHOLE' }, 'UNDONE'],
  [
    'removals undone, and newer files are held',
    { undone: 'REMOVALS', hasOpenCircuitBreak: true },
    'UNDER_REVIEW',
  ],
  ['unusable files', { latestRunState: 'INVALID' }, 'NEEDS_YOUR_FIX'],
  ['files missing', { latestRunState: 'INCOMPLETE' }, 'NEEDS_YOUR_FIX'],
  ['turned down', { latestRunState: 'REJECTED' }, 'NEEDS_YOUR_FIX'],
  ['review ran out', { latestRunState: 'EXPIRED' }, 'NEEDS_YOUR_FIX'],
  ['held', { latestRunState: 'HELD', hasOpenCircuitBreak: true }, 'UNDER_REVIEW'],
  ['held, and late since', { latestRunState: 'HELD', isLate: true }, 'UNDER_REVIEW'],
  [
    'held, and the next set is unusable: the fix is the next step',
    { latestRunState: 'INVALID', hasOpenCircuitBreak: true },
    'NEEDS_YOUR_FIX',
  ],
  [
    'an older break is still open behind an unchanged set',
    { latestRunState: 'NO_CHANGE', hasOpenCircuitBreak: true },
    'UNDER_REVIEW',
  ],
  ['our failure is not shown as theirs', { latestRunState: 'FAILED' }, 'DELAYED'],
  ['attendance brought nothing', { isAttendanceInTrouble: true }, 'NEEDS_YOUR_FIX'],
  [
    'attendance brought nothing before any roster',
    { isAttendanceInTrouble: true, latestRunState: null },
    'NEEDS_YOUR_FIX',
  ],
  [
    'a roster that needs a fix comes first: without it attendance finds nobody',
    { isAttendanceInTrouble: true, latestRunState: 'INVALID' },
    'NEEDS_YOUR_FIX',
  ],
  [
    'under review beside it',
    { isAttendanceInTrouble: true, hasOpenCircuitBreak: true },
    'UNDER_REVIEW',
  ],
  ['no files on a school day', { isLate: true }, 'LATE'],
  ['paused stays paused while late', { isPaused: true, isLate: true }, 'PAUSED'],
  ['paused while held', { isPaused: true, latestRunState: 'HELD' }, 'PAUSED'],
];

describe('connectionStatus', () => {
  test.each(cases)('%s', (_name, facts, expected) => {
    expect(connectionStatus({ ...working, ...facts })).toBe(expected);
  });
});

describe('connectionLabel', () => {
  it('carries the date of a pause', () => {
    expect(connectionLabel('PAUSED', '2026-07-30')).toBe('Paused until Jul 30, 2026');
    expect(connectionLabel('PAUSED', null)).toBe('Paused');
    expect(connectionLabel('UP_TO_DATE', null)).toBe('Up to date');
  });
});
