// The states of one attendance file on its way, and the moves between them.
export const ATTENDANCE_RUN_STATES = [
  'QUEUED',
  'PROCESSING',
  'AWAITING_ROSTER',
  'HELD',
  'APPLIED',
  'NO_CHANGE',
  'NOTHING_USED',
  'INVALID',
  'REJECTED',
  'SUPERSEDED',
  'FAILED',
] as const;

export type AttendanceRunState = (typeof ATTENDANCE_RUN_STATES)[number];

const MOVES: Readonly<Record<AttendanceRunState, readonly AttendanceRunState[]>> = {
  QUEUED: ['PROCESSING', 'SUPERSEDED'],
  PROCESSING: [
    'APPLIED',
    'NO_CHANGE',
    'NOTHING_USED',
    'AWAITING_ROSTER',
    'HELD',
    'INVALID',
    'REJECTED',
    'FAILED',
    'SUPERSEDED',
  ],
  // Read from the start once there is a roster.
  AWAITING_ROSTER: ['QUEUED', 'NOTHING_USED'],
  // Accepted by a person, it is read from the start: what was known when it was held may have changed.
  HELD: ['QUEUED', 'REJECTED', 'SUPERSEDED'],
  APPLIED: [],
  NO_CHANGE: [],
  // Rows that waited were read in the end.
  NOTHING_USED: ['APPLIED'],
  INVALID: [],
  REJECTED: [],
  SUPERSEDED: [],
  FAILED: ['QUEUED'],
};

export function canMoveAttendanceRun(from: AttendanceRunState, to: AttendanceRunState): boolean {
  return MOVES[from].includes(to);
}

export const ATTENDANCE_RUN_LABELS: Readonly<Record<AttendanceRunState, string>> = {
  QUEUED: 'Waiting to be read',
  PROCESSING: 'Being read',
  AWAITING_ROSTER: 'Waiting for the roster',
  HELD: 'Waiting for review',
  APPLIED: 'In the dashboard',
  NO_CHANGE: 'Same as before',
  NOTHING_USED: 'Nothing could be used',
  INVALID: 'Could not be read',
  REJECTED: 'Not used',
  SUPERSEDED: 'Replaced by a later file',
  FAILED: 'Stopped by an error on our side',
};
