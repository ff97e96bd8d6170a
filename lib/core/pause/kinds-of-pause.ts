// What pauses a district, and what stands still in each of them. Whoever asks whether something goes on asks here for the
// work it does: in core with `pauses.ts`, in the database with lib/server/policy/find-pauses.ts, which is made of this table.

export type PauseKind = 'PAUSE' | 'BLACKOUT';

/** What somebody may have to wait for. */
export type PausedWork =
  /**
   * Sets of roster files are closed, to be checked. Files are received all the same, and wait; what was closed before is
   * checked to its end.
   */
  | 'CHECK_ROSTER'
  /** A checked update is applied when its time comes, or sooner. */
  | 'APPLY_ROSTER'
  /** People decide about a held update. */
  | 'DECIDE_REVIEWS'
  /** A review is due, overdue, and people are reminded of it. */
  | 'REVIEW_DEADLINES'
  /** A held update expires for want of newer files. */
  | 'EXPIRE_REVIEWS'
  /** Attendance files are taken up, to be read. What was taken up before is read to its end. */
  | 'READ_ATTENDANCE'
  /** An SFTP session that was open when the pause began goes on. A new one may sign in. */
  | 'SFTP_SESSIONS';

interface KindOfPause {
  pauses: 'connection' | 'district';
  ends: 'when someone ends it' | 'after its last day, or when someone ends it';
  stops: Readonly<Record<PausedWork, boolean>>;
}

export const KINDS_OF_PAUSE: Readonly<Record<PauseKind, KindOfPause>> = {
  /** Somebody pressed the button: whatever comes of the connection waits. */
  PAUSE: {
    pauses: 'connection',
    ends: 'when someone ends it',
    stops: {
      CHECK_ROSTER: true,
      APPLY_ROSTER: true,
      DECIDE_REVIEWS: true,
      REVIEW_DEADLINES: true,
      EXPIRE_REVIEWS: true,
      READ_ATTENDANCE: true,
      SFTP_SESSIONS: true,
    },
  },
  /** Days without roster updates that were planned: school goes on in them, and so do people's decisions. */
  BLACKOUT: {
    pauses: 'district',
    ends: 'after its last day, or when someone ends it',
    stops: {
      CHECK_ROSTER: true,
      APPLY_ROSTER: true,
      DECIDE_REVIEWS: false,
      REVIEW_DEADLINES: false,
      EXPIRE_REVIEWS: true,
      READ_ATTENDANCE: false,
      SFTP_SESSIONS: false,
    },
  },
};

const KINDS: readonly PauseKind[] = ['PAUSE', 'BLACKOUT'];

export function kindsThatStop(work: PausedWork): readonly PauseKind[] {
  return KINDS.filter((kind) => KINDS_OF_PAUSE[kind].stops[work]);
}
