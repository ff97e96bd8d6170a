import type { Allowance } from '@/lib/core/sftp/allowances';
import type { PlaceLimits } from '@/lib/core/sftp/who-is-dropped';

/** Every limit of the SFTP server in one object, so that a test can stand on either side of each. */
export interface SftpLimits extends PlaceLimits {
  loginGraceMs: number;
  triesPerConnection: number;
  /** Requests other than a password that an ordinary client makes first: "none", keys it has. */
  otherTriesPerConnection: number;
  failureDelayMs: number;
  /** Delay after a failure from an address that has guessed many unknown user names. */
  penaltyDelayMs: number;
  /** Failures of one user name from one address, within the window, before tries are not looked at. */
  failuresPerPair: number;
  unknownNamesPerAddress: number;
  failureWindowMs: number;
  sessionsPerAccount: number;
  channelsPerConnection: number;
  idleMs: number;
  inFlightBytes: number;
  fileBytes: number;
  /** Roster files, archives, and names that tell nothing. */
  tenantBytesPerDay: number;
  filesPerDay: number;
  /** Attendance and calendars, and marker files and logs with them. */
  attendanceBytesPerDay: number;
  attendanceFilesPerDay: number;
  diskShare: number;
  nameLength: number;
  openHandles: number;
  /** How often open sessions are compared with the database: revoked, paused or removed cuts them. */
  accessCheckMs: number;
}

const MB = 1024 * 1024;

export const defaultSftpLimits: SftpLimits = {
  loginGraceMs: 30_000,
  triesPerConnection: 6,
  otherTriesPerConnection: 20,
  failureDelayMs: 1_000,
  penaltyDelayMs: 5_000,
  failuresPerPair: 20,
  unknownNamesPerAddress: 10,
  failureWindowMs: 15 * 60_000,
  unauthenticatedPerSource: 20,
  unauthenticatedPerNetwork: 100,
  unauthenticatedTotal: 400,
  unauthenticatedKnownShare: 0.25,
  sessionsPerAccount: 4,
  channelsPerConnection: 2,
  idleMs: 15 * 60_000,
  inFlightBytes: 4 * MB,
  fileBytes: 500 * MB,
  tenantBytesPerDay: 2048 * MB,
  filesPerDay: 200,
  attendanceBytesPerDay: 2048 * MB,
  attendanceFilesPerDay: 2000,
  diskShare: 0.9,
  nameLength: 128,
  openHandles: 32,
  accessCheckMs: 10_000,
};

/** What each of the two allowances is. */
export function dayLimits(
  limits: SftpLimits,
  allowance: Allowance,
): { files: number; bytes: number } {
  return allowance === 'ATTENDANCE'
    ? { files: limits.attendanceFilesPerDay, bytes: limits.attendanceBytesPerDay }
    : { files: limits.filesPerDay, bytes: limits.tenantBytesPerDay };
}
