import type { FileUse } from '@/lib/core/attendance/help-of-file';
import type { PlainDate } from '@/lib/core/calendar/plain-date';
import type { FetchedFacts } from '@/lib/core/pulls/standing';
import type { LateFiles } from '@/lib/core/sync-run/late-files';
import type { MeantEmpty } from '@/lib/core/sync-run/meant-empty-text';
import type { Outdated } from '@/lib/core/sync-run/outdated';
import type { SyncRunState } from '@/lib/core/sync-run/states';
import type { ReviewFacts } from '@/lib/core/sync-run/under-review-text';
import type { ShownUndo } from '@/lib/core/sync-run/undone-text';
import type { ConnectionStatus, StatusLabel } from '@/lib/core/sync-run/status-labels';

/** The set that is open now: files have come and nobody has checked them yet. */
export interface OpenSetFacts {
  receivedCount: number;
  awaitedCount: number;
  missing: readonly string[];
  /** Of the missing: came only in part, since their upload was cut. */
  cut: readonly string[];
  /** Uploads at this moment. */
  arriving: readonly string[];
  /** Nothing has come for the quiet period: an export that is between two files is not over. */
  isQuiet: boolean;
  /** The set is one archive of this name. */
  archiveName: string | null;
  isClientConnected: boolean;
  /** With nothing missing: when the check starts if nothing else arrives. */
  checkStartsAt: Date | null;
  /** With files missing: when the set is given up. */
  giveUpAt: Date | null;
  /** Quiet that is enough once the client has gone; null where all files being here does not shorten the wait. */
  settledSeconds: number | null;
  /** Earlier files are being checked or applied: this set comes after them. */
  isBehind: boolean;
}

/** The newest run that newer files did not replace. */
export interface LatestRunFacts {
  id: number;
  /** Within the district: what people call it. */
  number: number;
  state: SyncRunState;
  undoneAt: Date | null;
  /** Only whom it removed came back. */
  removalsUndoneAt: Date | null;
  /** Left out when a part of it was approved. */
  heldBackCount: number;
  retryAt: Date | null;
  /** Why it cannot be tried again, where it failed. */
  outdated: Outdated | null;
  applyAfter: Date | null;
  finishedAt: Date | null;
  missingFiles: string | null;
}

export interface BannerFacts {
  status: ConnectionStatus;
  isStaff: boolean;
  /** Of a roster that is fetched; null where its files are sent. */
  fetched: FetchedFacts | null;
  contactCount: number;
  hasCredentials: boolean;
  /** A roster is live. */
  hasRoster: boolean;
  isPaused: boolean;
  /** The pause is a blackout: nothing is applied automatically, and a person may still decide. */
  isBlackedOut: boolean;
  /** The last day of a blackout. */
  pausedUntil: PlainDate | null;
  run: LatestRunFacts | null;
  set: OpenSetFacts | null;
  /** Roster files are late; read where the status says so. */
  late: (LateFiles & { lastSetAt: Date }) | null;
  /** The open circuit break. */
  review: ReviewFacts | null;
  /** Updates that were undone since the live roster was made. */
  undo: ShownUndo | null;
  /** A set from before the newest one that passed its checks and waits to be applied. */
  readyBefore: { applyAfter: Date | null } | null;
  /** Files of the newest set that people agreed are meant to have no rows. */
  meantEmpty: MeantEmpty | null;
  /** The attendance or calendar file that brought nothing, newest of its name. */
  attendanceTrouble: ({ number: number } & FileUse) | null;
  /** Attendance files came and wait for the first roster. */
  isAttendanceWaiting: boolean;
  apply: { slot: 'OVERNIGHT' | 'ON_ARRIVAL'; at: string };
  timeZone: string;
  now: Date;
  /** Whom to write to when a roster looks wrong or an update takes too long. */
  partnerSupportEmail: string;
}

export type BannerLink = 'problems' | 'run' | 'attendance' | 'circuit-breaks';

export interface BannerText {
  word: StatusLabel;
  title: string;
  sentences: string[];
  links: BannerLink[];
  /** The moment the page counts down to. */
  countdownTo: Date | null;
  /** Whether somebody may start the check by hand. */
  canCheckNow: boolean;
}

/** What one state says; the rest follows from its word. */
export type StateText = Partial<Omit<BannerText, 'word'>> &
  Pick<BannerText, 'sentences'> & { word?: StatusLabel };
