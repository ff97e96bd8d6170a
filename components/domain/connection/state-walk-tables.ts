// What the states of the connection page are made of: sets that are open, attendance, pauses, and what stands beside a run.
import type { FileUse } from '@/lib/core/attendance/help-of-file';
import type { BannerFacts, OpenSetFacts } from '@/lib/core/sync-run/banner/facts';

export const now = new Date('2026-11-21T23:05:00Z');
export const minutes = (count: number): Date => new Date(now.getTime() + count * 60_000);

const ALL_HERE: OpenSetFacts = {
  receivedCount: 7,
  awaitedCount: 7,
  missing: [],
  cut: [],
  arriving: [],
  isQuiet: false,
  archiveName: null,
  isClientConnected: false,
  checkStartsAt: minutes(1),
  giveUpAt: null,
  settledSeconds: 60,
  isBehind: false,
};

/** What an open set can be like. */
export const openSets: Record<string, OpenSetFacts | null> = {
  'not in a set yet': null,
  arriving: {
    ...ALL_HERE,
    receivedCount: 2,
    missing: ['classes.csv', 'courses.csv', 'enrollments.csv', 'orgs.csv', 'users.csv'],
    arriving: ['users.csv'],
    isClientConnected: true,
    checkStartsAt: null,
    giveUpAt: minutes(360),
  },
  'one of seven, program connected': {
    ...ALL_HERE,
    receivedCount: 1,
    missing: [
      'classes.csv',
      'courses.csv',
      'enrollments.csv',
      'manifest.csv',
      'orgs.csv',
      'users.csv',
    ],
    isClientConnected: true,
    checkStartsAt: null,
    giveUpAt: minutes(360),
  },
  'one missing, between two files': {
    ...ALL_HERE,
    receivedCount: 6,
    missing: ['enrollments.csv'],
    checkStartsAt: null,
    giveUpAt: minutes(360),
  },
  'one missing, nothing arrives, program connected': {
    ...ALL_HERE,
    isQuiet: true,
    receivedCount: 6,
    missing: ['enrollments.csv'],
    isClientConnected: true,
    checkStartsAt: null,
    giveUpAt: minutes(360),
  },
  'one missing, one cut': {
    ...ALL_HERE,
    isQuiet: true,
    receivedCount: 5,
    missing: ['enrollments.csv', 'users.csv'],
    cut: ['users.csv'],
    checkStartsAt: null,
    giveUpAt: minutes(360),
  },
  'one missing, program gone': {
    ...ALL_HERE,
    isQuiet: true,
    receivedCount: 6,
    missing: ['enrollments.csv'],
    checkStartsAt: null,
    giveUpAt: minutes(360),
  },
  'two missing, program gone': {
    ...ALL_HERE,
    isQuiet: true,
    receivedCount: 5,
    missing: ['enrollments.csv', 'users.csv'],
    checkStartsAt: null,
    giveUpAt: minutes(360),
  },
  'all here, program gone': ALL_HERE,
  'all here, program connected': {
    ...ALL_HERE,
    isClientConnected: true,
    checkStartsAt: minutes(10),
  },
  'all here, no manifest, program gone': {
    ...ALL_HERE,
    receivedCount: 6,
    awaitedCount: 6,
    settledSeconds: null,
    checkStartsAt: minutes(10),
  },
  'all here, no manifest, program connected': {
    ...ALL_HERE,
    receivedCount: 6,
    awaitedCount: 6,
    settledSeconds: null,
    isClientConnected: true,
    checkStartsAt: minutes(10),
  },
  'all here, the time has come': { ...ALL_HERE, checkStartsAt: now },
  'all here, behind earlier files': { ...ALL_HERE, isBehind: true },
  'a manifest alone': { ...ALL_HERE, receivedCount: 1, awaitedCount: 1 },
  'an archive': { ...ALL_HERE, receivedCount: 1, awaitedCount: 1, archiveName: 'lakeview.zip' },
  'a cut archive': {
    ...ALL_HERE,
    receivedCount: 0,
    awaitedCount: 1,
    missing: ['lakeview.zip'],
    cut: ['lakeview.zip'],
    isQuiet: true,
    archiveName: 'lakeview.zip',
    checkStartsAt: null,
    giveUpAt: minutes(360),
  },
};

const NONE_WAITS: FileUse['waiting'] = {
  words: 0,
  otherKindIds: 0,
  unclearIds: 0,
  sharedIds: 0,
  schools: 0,
  students: 0,
};
/** Six rows of a file, of which nothing was used. */
const trouble = (use: Partial<FileUse>): Partial<BannerFacts> => ({
  attendanceTrouble: {
    number: 12,
    fileName: 'attendance.csv',
    wasRead: true,
    rowsRead: 6,
    rowsRejected: 6,
    rowsKept: 6,
    rowsUnmapped: use.waiting?.words ?? 0,
    waiting: NONE_WAITS,
    wordsKeptUntil: use.waiting?.words ? minutes(119 * 24 * 60) : null,
    othersKeptUntil: minutes(13 * 24 * 60),
    waitedInVain: false,
    ...use,
  },
});

export const END = {
  none: {},
  'waits for the roster': { isAttendanceWaiting: true },
  'in trouble': trouble({ rowsKept: 0 }),
  'waits for students': trouble({ waiting: { ...NONE_WAITS, students: 6 } }),
  'waits for a kind of id': trouble({ waiting: { ...NONE_WAITS, otherKindIds: 6 } }),
  'waited in vain': trouble({}),
  'waits for words': trouble({
    waiting: { ...NONE_WAITS, words: 6 },
    othersKeptUntil: null,
  }),
} satisfies Record<string, Partial<BannerFacts>>;

/** A password or none, and how many contacts. */
export const ACCESS: readonly (readonly [boolean, number])[] = [
  [true, 1],
  [false, 1],
  [false, 0],
];

export const SILENCE = { none: 'not paused', pause: 'paused', blackout: 'in a blackout' };

const WHOLE_UNDO: NonNullable<BannerFacts['undo']> = {
  at: minutes(-20),
  part: 'WHOLE',
  count: 1,
  live: { runNumber: 12, appliedAt: minutes(-3 * 24 * 60) },
};

const heldFor = (why: Partial<NonNullable<BannerFacts['review']>>): Partial<BannerFacts> => ({
  review: { ...REVIEW, ...why },
});

export const REVIEW: NonNullable<BannerFacts['review']> = {
  isFirstRoster: false,
  rejected: null,
  isAfterUndo: false,
  keptUntil: { lastCameAt: minutes(-5 * 24 * 60), endsAt: minutes(2 * 24 * 60) },
};

/** What else is so beside the newest run: an undo after it or before it, or an earlier set that is not over. */
export const BESIDE = {
  undone: { undo: WHOLE_UNDO },
  'removals undone': { undo: { ...WHOLE_UNDO, part: 'REMOVALS', count: 0 } },
  'several undone': { undo: { ...WHOLE_UNDO, count: 2 } },
  'checked since the undo': { undo: { ...WHOLE_UNDO, at: minutes(-120) } },
  'checked since the removals were undone': {
    undo: { ...WHOLE_UNDO, at: minutes(-120), part: 'REMOVALS', count: 0 },
  },
  'same as rejected': heldFor({ rejected: { runNumber: 18, at: minutes(-24 * 60) } }),
  'held after an undo': { ...heldFor({ isAfterUndo: true }), undo: WHOLE_UNDO },
  'an earlier one under review': heldFor({}),
  'an earlier one ready': { readyBefore: { applyAfter: minutes(9 * 60) } },
  'empty as agreed': {
    meantEmpty: { fileNames: ['demographics.csv'], until: minutes(6 * 24 * 60), isAll: true },
  },
  'empty as agreed, and more': {
    meantEmpty: { fileNames: ['demographics.csv'], until: minutes(6 * 24 * 60), isAll: false },
  },
} satisfies Record<string, Partial<BannerFacts>>;

export const besideOf = (run: string): Partial<BannerFacts> =>
  Object.entries(BESIDE).find(([name]) => run.endsWith(`, ${name}`))?.[1] ?? {};
