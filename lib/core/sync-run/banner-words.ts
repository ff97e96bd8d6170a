// What the box at the top of a district's connection page says, whole: every sentence of it is put together here, from
// facts alone, so that a test can walk all states and somebody can read what they say.
import { helpWords, type FileUse, type HelpWords } from '../attendance/help-of-file';
import { ROSTER_WAIT_DAYS } from '../attendance/roster-wait';
import { formatPlainDate, type PlainDate } from '@/lib/core/calendar/plain-date';
import { formatInstant, formatTimeOfDay } from '@/lib/core/calendar/format-instant';
import { localDate, nextSlot } from '@/lib/core/calendar/zoned-time';
import { fileList } from '@/lib/core/format/file-list';
import { formatDuration, plural } from '@/lib/core/format/numbers';
import { whyHeld, type ReviewFacts } from '@/lib/core/sync-run/under-review-words';
import { EXPIRY_WORDS, keepAliveWords } from '@/lib/core/review/keep-alive';
import { connectionLabel } from '@/lib/core/sync-run/connection-status';
import type { LateFiles } from '@/lib/core/sync-run/late-files';
import { earlierUpdateWords } from '@/lib/core/sync-run/earlier-update-words';
import { liveRoster } from '@/lib/core/sync-run/live-roster-words';
import {
  meantEmptyWords,
  SAME_FILES_AGAIN,
  type MeantEmpty,
} from '@/lib/core/sync-run/meant-empty-words';
import type { SyncRunState } from '@/lib/core/sync-run/states';
import { asksForFiles } from '@/lib/core/sync-run/set-files';
import { unansweredUndo } from '@/lib/core/sync-run/undo';
import {
  lookedAtAfterUndo,
  undoneSentences,
  undoneWhilePaused,
  type ShownUndo,
} from '@/lib/core/sync-run/undone-words';
import {
  connectionWords,
  type ConnectionStatus,
  type Owner,
  type StatusWord,
} from '@/lib/core/sync-run/words';

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
  state: SyncRunState;
  undoneAt: Date | null;
  /** Only whom it removed came back. */
  removalsUndoneAt: Date | null;
  /** Left out when a part of it was approved. */
  heldBackCount: number;
  retryAt: Date | null;
  applyAfter: Date | null;
  finishedAt: Date | null;
  missingFiles: string | null;
}

export interface BannerFacts {
  status: ConnectionStatus;
  isStaff: boolean;
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
  attendanceTrouble: ({ runId: number } & FileUse) | null;
  /** Attendance files came and wait for the first roster. */
  isAttendanceWaiting: boolean;
  apply: { slot: 'OVERNIGHT' | 'ON_ARRIVAL'; at: string };
  timeZone: string;
  now: Date;
  /** Whom to write to when a roster looks wrong or an update takes too long. */
  partnerSupportEmail: string;
}

export type BannerLink = 'problems' | 'run' | 'attendance' | 'circuit-breaks';

export interface BannerWords {
  word: StatusWord;
  title: string;
  sentences: string[];
  links: BannerLink[];
  /** The moment the page counts down to. */
  countdownTo: Date | null;
  /** Whether somebody may start the check by hand. */
  canCheckNow: boolean;
}

type Said = Partial<Omit<BannerWords, 'word'>> &
  Pick<BannerWords, 'sentences'> & { word?: StatusWord };

export function bannerWords(facts: BannerFacts): BannerWords {
  const said = sayStatus(facts);
  const word = said.word ?? connectionWords[facts.status];
  const attendance = sayAttendance(facts);
  return {
    title: word.word,
    countdownTo: null,
    canCheckNow: false,
    ...said,
    // "Nothing to do" would not be true beside a file that needs a fix.
    word:
      attendance.links.length > 0 && word.owner === 'nobody'
        ? { ...word, owner: 'district' }
        : word,
    sentences: [...said.sentences, ...attendance.sentences],
    links: [...(said.links ?? []), ...attendance.links],
  };
}

/** Beside the roster's own state; where attendance is the state itself, that has said it already. */
function sayAttendance(facts: BannerFacts): Pick<BannerWords, 'sentences' | 'links'> {
  const sentences: string[] = [];
  if (facts.attendanceTrouble && !isAttendanceOnly(facts))
    sentences.push(helpWords(facts.attendanceTrouble, facts).beside);
  if (facts.isAttendanceWaiting)
    sentences.push(
      `Attendance files that came wait up to ${ROSTER_WAIT_DAYS} days for a roster to be live, and are read then.`,
    );
  return { sentences, links: facts.attendanceTrouble ? ['attendance'] : [] };
}

/** Nothing is wrong with the roster's files: it is attendance that needs a fix. */
export function isAttendanceOnly(
  facts: Pick<BannerFacts, 'status' | 'run' | 'attendanceTrouble'>,
): boolean {
  return (
    facts.status === 'NEEDS_YOUR_FIX' &&
    facts.attendanceTrouble !== null &&
    !needsFixing(facts.run?.state ?? null)
  );
}

/** What a run asks of the district that could not be used. A reason is read before anything is corrected. */
export const fixTitles = {
  INCOMPLETE: 'Send the whole set again',
  INVALID: 'Correct the files and send them again',
  REJECTED: 'See why the last update was not applied',
  EXPIRED: 'Send the whole set again',
} as const satisfies Partial<Record<SyncRunState, string>>;

export function needsFixing(state: SyncRunState | null): state is keyof typeof fixTitles {
  return state !== null && state in fixTitles;
}

/** Nothing is corrected in files that are meant as they are. */
export function fixTitle(state: keyof typeof fixTitles, meantEmpty: MeantEmpty | null): string {
  return state === 'INVALID' && meantEmpty?.isAll ? SAME_FILES_AGAIN : fixTitles[state];
}

function sayStatus(facts: BannerFacts): Said {
  const said = sayState(facts);
  return {
    ...said,
    sentences: [...said.sentences, ...sayEarlier(facts)],
  };
}

/** Newer files that are not checked, or are of no use, leave an earlier update where it is. */
function sayEarlier(facts: BannerFacts): string[] {
  const { status, readyBefore, review, run, isPaused } = facts;
  if (['UNDER_REVIEW', 'NOT_SET_UP', 'NO_PASSWORD'].includes(status)) return [];
  return earlierUpdateWords(
    {
      ready: readyBefore,
      isPaused,
      // What a pause means to it is said there.
      isUnderReview: !isPaused && review !== null && run?.state !== 'HELD',
    },
    facts,
  );
}

function sayState(facts: BannerFacts): Said {
  switch (facts.status) {
    case 'NOT_SET_UP':
    case 'NO_PASSWORD':
      return notSetUp(facts);
    case 'WAITING_FOR_FIRST_FILES':
      return {
        title: 'Send the first set of files',
        sentences: ['The sign-in details exist, and no set of roster files has arrived yet.'],
      };
    case 'RECEIVING':
      return receiving(facts);
    case 'CHECKING':
    case 'APPLYING':
    case 'DELAYED':
      return checking(facts);
    case 'READY':
    case 'UP_TO_DATE':
    case 'IN_PART':
    case 'UNDONE':
    case 'REMOVALS_UNDONE':
      return upToDate(facts);
    case 'NEEDS_YOUR_FIX':
      return needsFix(facts);
    case 'UNDER_REVIEW':
      return underReview(facts);
    case 'PAUSED':
      return paused(facts);
    case 'LATE':
      return late(facts);
  }
}

/** Says when the last files came and how often they are expected: true of an export that broke and of one that was stopped. */
function late(facts: BannerFacts): Said {
  const { isStaff, late: files } = facts;
  const every =
    files && files.expectedEvery > 1
      ? `at least every ${files.expectedEvery} school days`
      : 'on every school day';
  return {
    title: 'Find out why no roster files came',
    sentences: [
      files
        ? `The last roster files came on ${formatInstant(files.lastSetAt, facts.timeZone, facts.now)}. They are expected ${every}.`
        : 'Roster files were expected on a school day and have not come.',
      isStaff
        ? 'Ask the district whether its export still runs. If it was stopped on purpose, for a break or the summer, enter a blackout under Limits.'
        : `Check that the export still runs and signs in with a password that works now. If it was stopped on purpose, for a break or the summer, tell us at ${facts.partnerSupportEmail}.`,
      liveRoster(facts),
    ],
  };
}

function notSetUp(facts: BannerFacts): Said {
  if (facts.contactCount === 0)
    return {
      title: facts.isStaff ? 'Get a tech contact' : connectionWords[facts.status].word,
      word: { ...connectionWords[facts.status], owner: 'TalkingPoints' },
      sentences: [
        'This district has no contact now, and no SFTP password works.',
        ...standing(facts),
      ],
    };
  return {
    title: 'Generate the SFTP password',
    sentences: ['No SFTP password works now, so no files can arrive.', ...standing(facts)],
  };
}

/** Where something was applied before, a district that cannot send still has a roster. */
function standing(facts: BannerFacts): string[] {
  return facts.hasRoster ? [liveRoster({ ...facts, isAboutUpdate: false })] : [];
}

function receiving(facts: BannerFacts): Said {
  const { set } = facts;
  if (!set) return { title: 'A file is arriving', sentences: ['A file is arriving now.'] };
  const here = countWords(set);
  if (set.arriving.length > 0)
    return {
      title: 'Files are arriving',
      sentences: [`${here} ${fileList(set.arriving)} ${isOrAre(set.arriving)} arriving now.`],
    };
  if (set.missing.length > 0) return missingFiles(facts, set);
  return {
    title: here.slice(0, -1),
    sentences: [
      ...whenChecked(facts, set),
      ...(set.isBehind ? [] : [whenApplied(facts, set.checkStartsAt ?? facts.now)]),
    ],
    countdownTo: set.isBehind || set.isClientConnected ? null : set.checkStartsAt,
    canCheckNow: !set.isBehind,
  };
}

const isOrAre = (names: readonly string[]): string => (names.length === 1 ? 'is' : 'are');

/** "All 7 files are here.", "6 of 7 files are here.", "lakeview.zip is here." */
export function countWords(
  set: Pick<OpenSetFacts, 'receivedCount' | 'awaitedCount' | 'archiveName'>,
): string {
  const { receivedCount, awaitedCount, archiveName } = set;
  if (archiveName !== null)
    return receivedCount === 1
      ? `${archiveName} is here.`
      : `${archiveName} is not here as a whole.`;
  if (awaitedCount === 1)
    return receivedCount === 1
      ? 'manifest.csv is here, and it lists no other files.'
      : 'manifest.csv is not here as a whole.';
  if (receivedCount === awaitedCount) return `All ${plural(awaitedCount, 'file')} are here.`;
  return `${receivedCount} of ${plural(awaitedCount, 'file')} ${receivedCount === 1 ? 'is' : 'are'} here.`;
}

function missingFiles(facts: BannerFacts, set: OpenSetFacts): Said {
  const until = set.giveUpAt
    ? `If nothing else comes by ${formatInstant(set.giveUpAt, facts.timeZone, facts.now)}, this set is given up and none of it is read.`
    : 'Nothing is read before the set is whole.';
  const sender = set.isClientConnected
    ? 'The program that sends is still connected.'
    : 'The program that sends is not connected.';
  const sentences = [...countBesideMissing(set), `${missingWords(set)} ${sender}`, until];
  if (!set.isQuiet) return { title: 'Waiting for the next file', sentences };
  const again = set.missing.every((name) => set.cut.includes(name)) ? ' again' : '';
  return {
    title: `Send ${fileList(set.missing)}${again}`,
    word: { ...connectionWords.RECEIVING, tone: 'waiting', owner: 'district' },
    sentences,
  };
}

/** Of an archive that was cut, its own sentence says all. */
const countBesideMissing = (set: OpenSetFacts): string[] =>
  set.archiveName === null ? [countWords(set)] : [];

/** "users.csv has not come.", "lakeview.zip came only in part." */
export function missingWords({ missing, cut }: Pick<OpenSetFacts, 'missing' | 'cut'>): string {
  const absent = missing.filter((name) => !cut.includes(name));
  const inPart = missing.filter((name) => cut.includes(name));
  return [
    absent.length > 0
      ? `${fileList(absent)} ${absent.length === 1 ? 'has' : 'have'} not come.`
      : '',
    inPart.length > 0 ? `${fileList(inPart)} came only in part.` : '',
  ]
    .filter(Boolean)
    .join(' ');
}

function whenChecked(facts: BannerFacts, set: OpenSetFacts): string[] {
  if (set.isBehind)
    return ['Earlier files are being checked or applied. These are checked after them.'];
  const { checkStartsAt } = set;
  if (checkStartsAt === null || checkStartsAt <= facts.now) return ['The check starts now.'];
  const at = clock(checkStartsAt, facts);
  if (!set.isClientConnected) return [`The check starts at ${at}.`];
  const gone =
    set.settledSeconds === null
      ? ''
      : `${formatDuration(set.settledSeconds * 1000)} after the program that sends disconnects, and `;
  return [`The check starts ${gone}at ${at} at the latest; each new file restarts this wait.`];
}

/** "5:06 PM CST" today, with its date on another day. */
function clock(at: Date, { timeZone, now }: Pick<BannerFacts, 'timeZone' | 'now'>): string {
  return localDate(at, timeZone) === localDate(now, timeZone)
    ? formatTimeOfDay(at, timeZone)
    : formatInstant(at, timeZone, now);
}

function whenApplied(facts: BannerFacts, checkedAt: Date): string {
  const afterUndo = lookedAtAfterUndo(facts);
  if (afterUndo && facts.hasRoster) return afterUndo;
  if (!facts.hasRoster)
    return 'A person at TalkingPoints looks at every first roster before it is live.';
  if (facts.apply.slot === 'ON_ARRIVAL')
    return 'An update that passes every check and needs no review is applied right after it.';
  const at = nextSlot(checkedAt, facts.timeZone, facts.apply.at);
  return `An update that passes every check and needs no review is applied on ${formatInstant(at, facts.timeZone, facts.now)}.`;
}

/** To staff, who are the ones that look at it. */
export const tryAgainTitle = (runId: number): string => `Open run ${runId} and try it again`;

function checking(facts: BannerFacts): Said {
  switch (facts.run?.state) {
    case 'FAILED':
      return {
        title:
          facts.isStaff && !facts.run.retryAt
            ? tryAgainTitle(facts.run.id)
            : 'Something went wrong on our side',
        links: ['run'],
        sentences: [
          facts.run.retryAt
            ? `The same files are tried again at ${clock(facts.run.retryAt, facts)}. Nothing needs to be sent.`
            : facts.isStaff
              ? 'Something went wrong on our side. The files are kept; nothing needs to be sent, and nothing is tried again automatically.'
              : `The files are kept, and a person at TalkingPoints looks at it. Nothing needs to be sent. If it still says so after one business day, write to ${facts.partnerSupportEmail}.`,
          liveRoster(facts),
        ],
      };
    case 'APPLYING':
      return {
        title: 'Applying',
        links: ['run'],
        sentences: [
          facts.hasRoster
            ? 'The changes are being written to the live roster.'
            : 'The first roster is being made live.',
        ],
      };
    case 'QUEUED':
      return {
        links: ['run'],
        sentences: ['All files are here. The check starts now.', whenApplied(facts, facts.now)],
      };
    default:
      return {
        links: ['run'],
        sentences: [
          facts.hasRoster
            ? 'The files are being checked and compared with the live roster.'
            : 'The files are being checked.',
          whenApplied(facts, facts.now),
        ],
      };
  }
}

function upToDate(facts: BannerFacts): Said {
  const { run } = facts;
  const at = run?.finishedAt
    ? ` on ${formatInstant(run.finishedAt, facts.timeZone, facts.now)}`
    : '';
  const undo = unansweredUndo(facts.undo, run);
  if (undo)
    return {
      title: LOOK_FIRST,
      links: ['run'],
      word: connectionWords[undo.part === 'WHOLE' ? 'UNDONE' : 'REMOVALS_UNDONE'],
      sentences: undoneSentences(facts, undo),
    };
  switch (run?.state) {
    case 'DEFERRED':
      return {
        title: 'Checked, and ready to be applied',
        links: ['run'],
        sentences: [
          run.applyAfter && run.applyAfter > facts.now
            ? `The last files passed every check. They are applied on ${formatInstant(run.applyAfter, facts.timeZone, facts.now)}.`
            : 'The last files passed every check. They are applied now.',
        ],
      };
    case 'NO_CHANGE':
      return {
        sentences: [
          facts.hasRoster
            ? `The last files were checked${at} and say the same as the live roster.`
            : 'The last files were checked and brought nothing to apply. No roster is live now.',
          ...(facts.undo
            ? [
                'An update was undone before, so a person at TalkingPoints looks at the next changes before they are applied.',
              ]
            : []),
        ],
      };
    case 'SUPERSEDED':
      return {
        title: 'Newer files came',
        sentences: ['Newer files took the place of the last ones.', ...standing(facts)],
      };
    default:
      if (facts.hasRoster && run && run.heldBackCount > 0)
        return {
          title: 'Applied in part',
          links: ['run'],
          sentences: [
            `The last files were checked, and a part of their changes was applied${at}.`,
            REST_LEFT_OUT,
            ...looksWrong(facts),
          ],
        };
      return facts.hasRoster
        ? { sentences: [`The last files were checked, and applied${at}.`, ...looksWrong(facts)] }
        : { sentences: ['The last files were checked.', liveRoster(facts)] };
  }
}

const REST_LEFT_OUT =
  'The rest was left out: the next files that bring it again are held for a person to look at.';

/** An undo does not say that the files were wrong. */
export const LOOK_FIRST = 'Check the last files before they are sent again';

function needsFix(facts: BannerFacts): Said {
  const { run, attendanceTrouble: trouble } = facts;
  const attendance: HelpWords | null =
    trouble && isAttendanceOnly(facts) ? helpWords(trouble, facts) : null;
  if (trouble && attendance)
    return {
      title: attendance.title,
      sentences: [
        ...attendance.sentences,
        ...(facts.late
          ? late(facts).sentences
          : run
            ? upToDate(facts).sentences
            : ['No set of roster files has arrived yet.']),
      ],
    };
  switch (run?.state) {
    case 'INCOMPLETE':
      return {
        title: fixTitles.INCOMPLETE,
        links: ['run'],
        sentences: [
          run.missingFiles
            ? `${fileList(run.missingFiles.split(', '))} did not arrive completely in time, so none of the last set was read.`
            : 'Some files of the last set did not arrive completely in time, so none of it was read.',
          liveRoster(facts),
        ],
      };
    case 'REJECTED':
      return {
        title: fixTitles.REJECTED,
        links: ['run'],
        sentences: [
          'A person at TalkingPoints looked at the last update and decided not to apply it. The page of the run says why, and what to send next depends on that.',
          liveRoster(facts),
        ],
      };
    case 'EXPIRED':
      return {
        title: fixTitles.EXPIRED,
        links: ['run'],
        sentences: [
          'The last update waited for a review, and no new roster files arrived for seven days. It is too old to be used, so none of it was applied.',
          liveRoster(facts),
        ],
      };
    default:
      return invalid(facts);
  }
}

function invalid(facts: BannerFacts): Said {
  const { meantEmpty } = facts;
  return {
    title: fixTitle('INVALID', meantEmpty),
    links: [meantEmpty?.isAll ? 'run' : 'problems'],
    sentences: [
      ...(meantEmpty?.isAll
        ? ['The last files were not used.']
        : [
            'The last files have problems that stop them from being used. Their page names each problem with its line and how to fix it.',
          ]),
      ...(meantEmpty ? [meantEmptyWords(meantEmpty, facts)] : []),
      liveRoster(facts),
    ],
  };
}

function underReview(facts: BannerFacts): Said {
  const links: BannerLink[] = ['circuit-breaks'];
  const why = whyHeld(facts.review, facts);
  if (facts.review?.isFirstRoster)
    return {
      links,
      sentences: [
        'The first files are checked. A person at TalkingPoints looks at every first roster before it is live.',
        ...why,
        facts.isStaff ? EXPIRY_WORDS : keepAliveWords(keptAlive(facts)),
        liveRoster(facts),
        ...tooLong(facts),
      ],
      ...(facts.isStaff ? { title: 'Review the first roster' } : {}),
    };
  return {
    links,
    sentences: [
      'This is a circuit break: the update is stopped, and a person at TalkingPoints looks at its changes before any of them is applied.',
      ...why,
      'That is a normal part of the cycle and may take an additional day or so.',
      facts.isStaff ? EXPIRY_WORDS : keepAliveWords(keptAlive(facts)),
      liveRoster(facts),
      ...tooLong(facts),
    ],
    ...(facts.isStaff ? { title: 'Decide the held changes' } : {}),
  };
}

/** With the dates where they are known. */
function keptAlive({ review, timeZone, now }: BannerFacts): Parameters<typeof keepAliveWords>[0] {
  return {
    isFirstRoster: review?.isFirstRoster ?? false,
    keptUntil: review?.keptUntil && {
      lastCame: formatInstant(review.keptUntil.lastCameAt, timeZone, now),
      ends: formatInstant(review.keptUntil.endsAt, timeZone, now),
    },
  };
}

function tooLong({ isStaff, partnerSupportEmail }: BannerFacts): string[] {
  return isStaff
    ? []
    : [`If it has been more than two business days, write to ${partnerSupportEmail}.`];
}

function looksWrong({ isStaff, partnerSupportEmail }: BannerFacts): string[] {
  return isStaff
    ? []
    : [`If the roster looks wrong in TalkingPoints, write to ${partnerSupportEmail}.`];
}

function paused(facts: BannerFacts): Said {
  const { set, run, isBlackedOut } = facts;
  const state = run?.state ?? null;
  const needsFix = needsFixing(state);
  const undone = undoneWhilePaused(facts);
  const needsFiles = set !== null && asksForFiles(set);
  return {
    title: connectionLabel('PAUSED', facts.pausedUntil),
    ...((needsFix || needsFiles || undone) && !isBlackedOut
      ? { word: { ...connectionWords.PAUSED, owner: 'district' as const } }
      : {}),
    links: facts.review
      ? ['circuit-breaks']
      : run?.state === 'INVALID' && !isBlackedOut && !facts.meantEmpty?.isAll
        ? ['problems']
        : needsFix || undone
          ? ['run']
          : [],
    sentences: [
      whatWaits(facts),
      ...(set && (set.receivedCount > 0 || needsFiles)
        ? [
            set.missing.length === 0
              ? `${countWords(set)} The check starts when the pause ends.`
              : [...countBesideMissing(set), missingWhilePaused(set, isBlackedOut)].join(' '),
          ]
        : []),
      ...(needsFixing(state) ? notUsedWhilePaused(state, facts) : []),
      ...checkedWhilePaused(facts),
      ...(facts.review ? [reviewWhilePaused(facts)] : []),
      ...(undone
        ? [undone]
        : [liveRoster({ ...facts, isAboutUpdate: needsFix || facts.review !== null })]),
    ],
  };
}

function whatWaits({ isBlackedOut, pausedUntil, isStaff }: BannerFacts): string {
  if (!isBlackedOut)
    return 'Updates of this district are paused. Files that are sent meanwhile are kept and wait.';
  const until = pausedUntil ? ` until the end of ${formatPlainDate(pausedUntil)}` : '';
  return isStaff
    ? `This district is in a blackout${until}: roster files are kept and wait, and no roster is applied automatically. Attendance files are read as usual.`
    : `Roster updates of this district are paused${until}. Roster files are kept and wait; attendance files are read as usual.`;
}

/** What was checked before the pause, or was approved in a blackout. */
function checkedWhilePaused({ run, hasRoster }: BannerFacts): string[] {
  switch (run?.state) {
    case 'DEFERRED':
      return [
        'The last files passed every check, and wait as well: when the pause ends, they are checked again.',
      ];
    case 'APPLYING':
      return [
        hasRoster
          ? 'The changes of the last files are being written to the live roster all the same.'
          : 'The first roster is being made live all the same.',
      ];
    default:
      return [];
  }
}

/** In a blackout people decide as usual; in a pause the review stands still and is worked out again. */
function reviewWhilePaused({ isBlackedOut }: BannerFacts): string {
  return isBlackedOut
    ? 'A person at TalkingPoints may still decide about the update that is under review.'
    : 'The update that is under review waits as well: nobody decides about it before the pause ends, and then it is worked out again with the newest files.';
}

/** When a set is checked, under the list of what arrives: true of every set that can come. */
export function whenSetsAreChecked(facts: {
  quietSeconds: number;
  settledSeconds: number;
  isPaused: boolean;
}): string {
  if (facts.isPaused)
    return 'Files that come now are kept, and a whole set is checked when the pause ends.';
  const quiet = formatDuration(facts.quietSeconds * 1000);
  const whole = `A set is checked when all its files are here and nothing has arrived for ${quiet}`;
  // The shorter wait is said only where it is the shorter one.
  return facts.settledSeconds < facts.quietSeconds
    ? `${whole}. Where it is one .zip, or manifest.csv can be read and every file it lists is here, it is checked as soon as the program that sends has been gone for ${formatDuration(facts.settledSeconds * 1000)}.`
    : `${whole}.`;
}

function missingWhilePaused(set: OpenSetFacts, isBlackedOut: boolean): string {
  const { missing, arriving } = set;
  if (arriving.length > 0) return `${fileList(arriving)} ${isOrAre(arriving)} arriving now.`;
  const [it, is] = missing.length === 1 ? ['it', 'it is'] : ['them', 'they are'];
  // Nobody is asked for files in a silence that was announced.
  return isBlackedOut
    ? `${missingWords(set)} While ${is} missing, nothing in this set is used.`
    : `${missingWords(set)} Send ${it} now; the set is checked when the pause ends, and only as a whole.`;
}

/** What the last files need, where they were not used. In a blackout, which was announced, nothing is asked for before it ends. */
function notUsedWhilePaused(state: keyof typeof fixTitles, facts: BannerFacts): string[] {
  const { isBlackedOut, meantEmpty } = facts;
  switch (state) {
    case 'INVALID': {
      const [Which, which] = meantEmpty?.isAll
        ? ['The same files are needed again', 'the same files once more']
        : ['Corrected files are needed', 'corrected files'];
      return [
        isBlackedOut
          ? `The last files were not used. ${Which} once the pause is over.`
          : `The last files were not used. Send ${which} now; they are checked when the pause ends.`,
        ...(meantEmpty ? [meantEmptyWords(meantEmpty, facts)] : []),
      ];
    }
    case 'REJECTED':
      return [
        `A person at TalkingPoints decided not to apply the last update. The page of the run says why; ${isBlackedOut ? 'new files are needed once the pause is over' : 'what to send depends on that'}.`,
      ];
    case 'INCOMPLETE':
    case 'EXPIRED':
      return [
        isBlackedOut
          ? 'The last files were not used. A whole new set is needed once the pause is over.'
          : 'The last files were not used. Send the whole set again now; it is checked when the pause ends.',
      ];
  }
}

/** An open set on the page of its own run, while nothing is checked. */
export function openSetWhilePaused(
  set: Pick<OpenSetFacts, 'missing' | 'cut' | 'arriving'>,
): string {
  const rest =
    set.arriving.length > 0
      ? ` ${fileList(set.arriving)} ${isOrAre(set.arriving)} arriving now.`
      : set.missing.length > 0
        ? ` ${missingWords(set)}`
        : '';
  return `Updates of this district are paused. The files are kept, and a whole set is checked when the pause ends.${rest}`;
}

/** Where a contact is asked about a held update: the question is shown in every state, and alone where nothing else is asked. */
export function besideQuestion({ status, owner }: { status: ConnectionStatus; owner: Owner }): {
  showsBanner: boolean;
  showsOwner: boolean;
} {
  const isOnlyAsked = status === 'UNDER_REVIEW' || status === 'PAUSED';
  return {
    showsBanner: !isOnlyAsked || owner === 'district',
    // "Nothing to do" is not true beside a question.
    showsOwner: owner === 'district',
  };
}
