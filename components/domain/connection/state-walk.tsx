// Every state in which a district may find its connection page, with what the page's box says there: rendered by the
// component that the page renders, from words made by the function that the page asks. A test holds it against rules
// and prints it to docs/sentences.md.
import { renderToStaticMarkup } from 'react-dom/server';
import type { FileUse } from '@/lib/core/attendance/help-of-file';
import { bannerText } from '@/lib/core/sync-run/banner/banner-text';
import type {
  BannerFacts,
  BannerText,
  LatestRunFacts,
  OpenSetFacts,
} from '@/lib/core/sync-run/banner/facts';
import { connectionStatus } from '@/lib/core/sync-run/connection-status';
import { unansweredUndo } from '@/lib/core/sync-run/undo';
import { syncRunStates, type SyncRunState } from '@/lib/core/sync-run/states';
import { ConnectionBanner } from './connection-banner';

const now = new Date('2026-11-21T23:05:00Z');
const minutes = (count: number): Date => new Date(now.getTime() + count * 60_000);

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
const openSets: Record<string, OpenSetFacts | null> = {
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
    runId: 12,
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

const END = {
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
const ACCESS: readonly (readonly [boolean, number])[] = [
  [true, 1],
  [false, 1],
  [false, 0],
];

const SILENCE = { none: 'not paused', pause: 'paused', blackout: 'in a blackout' };

const WHOLE_UNDO: NonNullable<BannerFacts['undo']> = {
  at: minutes(-20),
  part: 'WHOLE',
  count: 1,
  live: { runId: 12, appliedAt: minutes(-3 * 24 * 60) },
};

const heldFor = (why: Partial<NonNullable<BannerFacts['review']>>): Partial<BannerFacts> => ({
  review: { ...REVIEW, ...why },
});

const REVIEW: NonNullable<BannerFacts['review']> = {
  isFirstRoster: false,
  rejected: null,
  isAfterUndo: false,
  keptUntil: { lastCameAt: minutes(-5 * 24 * 60), endsAt: minutes(2 * 24 * 60) },
};

/** What else is so beside the newest run: an undo after it or before it, or an earlier set that is not over. */
const BESIDE = {
  undone: { undo: WHOLE_UNDO },
  'removals undone': { undo: { ...WHOLE_UNDO, part: 'REMOVALS', count: 0 } },
  'several undone': { undo: { ...WHOLE_UNDO, count: 2 } },
  'checked since the undo': { undo: { ...WHOLE_UNDO, at: minutes(-120) } },
  'checked since the removals were undone': {
    undo: { ...WHOLE_UNDO, at: minutes(-120), part: 'REMOVALS', count: 0 },
  },
  'same as rejected': heldFor({ rejected: { runId: 18, at: minutes(-24 * 60) } }),
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

const besideOf = (run: string): Partial<BannerFacts> =>
  Object.entries(BESIDE).find(([name]) => run.endsWith(`, ${name}`))?.[1] ?? {};

interface Situation {
  run:
    | SyncRunState
    | 'none'
    | 'APPLIED, undone'
    | 'APPLIED, removals undone'
    | 'APPLIED, in part'
    | 'APPLIED, in part, removals undone'
    | 'APPLIED, none since'
    | 'NO_CHANGE, none since'
    | 'FAILED, tried again'
    | 'FAILED, roster moved'
    | `${SyncRunState}, ${keyof typeof BESIDE}`;
  set: string | null;
}

export interface WalkedState {
  /** "INVALID · no roster yet · attendance in trouble · paused · contact" */
  name: string;
  /** The newest run, and what its set is like. */
  situation: string;
  facts: BannerFacts;
  words: BannerText;
  /** As the page shows it, one line per paragraph, link or button. */
  lines: string[];
}

function situations(): Situation[] {
  return [
    { run: 'none', set: null },
    ...syncRunStates.flatMap((run): Situation[] =>
      run === 'RECEIVING'
        ? Object.keys(openSets).map((set) => ({ run, set }))
        : [{ run, set: null }],
    ),
    ...(['undone', 'removals undone', 'several undone'] as const).flatMap((beside): Situation[] => [
      { run: `APPLIED, ${beside}`, set: null },
      { run: `NO_CHANGE, ${beside}`, set: null },
      { run: `INVALID, ${beside}`, set: null },
      { run: `RECEIVING, ${beside}`, set: 'all here, program gone' },
    ]),
    { run: 'NO_CHANGE, checked since the undo', set: null },
    { run: 'NO_CHANGE, checked since the removals were undone', set: null },
    { run: 'HELD, same as rejected', set: null },
    { run: 'HELD, held after an undo', set: null },
    ...(['an earlier one under review', 'an earlier one ready'] as const).flatMap(
      (beside): Situation[] => [
        { run: `INVALID, ${beside}`, set: null },
        { run: `INCOMPLETE, ${beside}`, set: null },
        { run: `RECEIVING, ${beside}`, set: 'one missing, program gone' },
        { run: `RECEIVING, ${beside}`, set: 'all here, program gone' },
        { run: `PROCESSING, ${beside}`, set: null },
        { run: `FAILED, ${beside}`, set: null },
      ],
    ),
    { run: 'INVALID, empty as agreed', set: null },
    { run: 'INVALID, empty as agreed, and more', set: null },
    { run: 'APPLIED, in part', set: null },
    { run: 'APPLIED, in part, removals undone', set: null },
    { run: 'APPLIED, none since', set: null },
    { run: 'NO_CHANGE, none since', set: null },
    { run: 'FAILED, tried again', set: null },
    { run: 'FAILED, roster moved', set: null },
  ];
}

/** All run states × first roster or not × attendance × a pause, a blackout or neither × password or not, and no contact × who reads. */
export function walkStates(): WalkedState[] {
  const walked: WalkedState[] = [];
  for (const situation of situations())
    for (const hasRoster of [false, true]) {
      if (!isPossible(situation, hasRoster)) continue;
      for (const attendance of Object.keys(END) as (keyof typeof END)[])
        for (const silence of ['none', 'pause', 'blackout'] as const)
          for (const [hasCredentials, contactCount] of ACCESS)
            for (const slot of ['OVERNIGHT', 'ON_ARRIVAL'] as const)
              for (const isStaff of [false, true]) {
                // Attendance waits only while there is no roster.
                if (hasRoster && attendance === 'waits for the roster') continue;
                if (
                  isSaidAlone(situation, contactCount) &&
                  (attendance !== 'none' || slot !== 'OVERNIGHT')
                )
                  continue;
                const facts = factsOf(situation, {
                  hasRoster,
                  silence,
                  hasCredentials,
                  contactCount,
                  slot,
                  isStaff,
                  attendance,
                });
                walked.push({
                  name: [
                    nameOf(situation),
                    hasRoster ? 'a roster is live' : 'no roster yet',
                    `attendance ${attendance}`,
                    SILENCE[silence],
                    hasCredentials ? 'password' : 'no password',
                    ...(contactCount === 0 ? ['no contact'] : []),
                    slot === 'OVERNIGHT' ? 'overnight' : 'on arrival',
                    isStaff ? 'staff' : 'contact',
                  ].join(' · '),
                  situation: nameOf(situation),
                  facts,
                  ...render(facts),
                });
              }
    }
  return walked;
}

function nameOf({ run, set }: Situation): string {
  return set === null ? run : `${run} (${set})`;
}

/** What else is so bears neither on attendance nor on when an update is applied. */
function isSaidAlone({ run }: Situation, contactCount: number): boolean {
  return (
    contactCount === 0 || (Object.keys(besideOf(run)).length > 0 && !run.startsWith('APPLIED'))
  );
}

/** The first roster is always reviewed, and what is compared or applied has something to be compared with. */
function isPossible({ run }: Situation, hasRoster: boolean): boolean {
  const [state = '', beside] = run.split(', ');
  const isBackToNone = beside === 'undone' || beside === 'several undone';
  if (!hasRoster && /removals|since the undo|ready|rejected/.test(beside ?? '')) return false;
  return hasRoster || isBackToNone || !['DEFERRED', 'NO_CHANGE', 'APPLIED'].includes(state);
}

function factsOf(
  { run, set }: Situation,
  given: {
    hasRoster: boolean;
    silence: keyof typeof SILENCE;
    hasCredentials: boolean;
    contactCount: number;
    slot: BannerFacts['apply']['slot'];
    isStaff: boolean;
    attendance: keyof typeof END;
  },
): BannerFacts {
  const { hasRoster, silence, hasCredentials, contactCount, slot, isStaff, attendance } = given;
  const latest = latestOf(run, slot);
  const isPaused = silence !== 'none';
  const late = run.endsWith('none since')
    ? { expectedEvery: run.startsWith('APPLIED') ? 1 : 5, lastSetAt: minutes(-30 * 24 * 60) }
    : null;
  const openSet = set === null ? null : (openSets[set] ?? null);
  const review = latest?.state === 'HELD' ? { ...REVIEW, isFirstRoster: !hasRoster } : null;
  const beside: Partial<BannerFacts> = besideOf(run);
  const undo = beside.undo ? { ...beside.undo, live: hasRoster ? beside.undo.live : null } : null;
  const besides = { review, ...beside, undo };
  if (besides.review) besides.review = { ...besides.review, isFirstRoster: !hasRoster };
  return {
    status: connectionStatus({
      hasCredentials,
      isUploading: (openSet?.arriving.length ?? 0) > 0 || set === 'not in a set yet',
      isPaused,
      hasOpenCircuitBreak: besides.review !== null,
      latestRunState: latest?.state ?? null,
      undone: unansweredUndo(undo, latest)?.part,
      isLatestRunInPart: (latest?.heldBackCount ?? 0) > 0,
      isLate: late !== null,
      isAttendanceInTrouble: 'attendanceTrouble' in END[attendance],
    }),
    isStaff,
    contactCount,
    hasCredentials,
    hasRoster,
    isPaused,
    isBlackedOut: silence === 'blackout',
    pausedUntil: silence === 'blackout' ? '2026-11-30' : null,
    run: latest,
    set: openSet,
    late,
    attendanceTrouble: null,
    isAttendanceWaiting: false,
    readyBefore: null,
    meantEmpty: null,
    ...besides,
    apply: { slot, at: '02:00' },
    timeZone: 'America/Chicago',
    now,
    partnerSupportEmail: 'partnersupport@talkingpts.org',
    ...END[attendance],
  };
}

function latestOf(
  run: Situation['run'],
  slot: BannerFacts['apply']['slot'],
): LatestRunFacts | null {
  if (run === 'none') return null;
  const state = run.split(', ')[0] as SyncRunState;
  return {
    id: 19,
    state,
    undoneAt: /^APPLIED, (several )?undone$/.test(run) ? minutes(-20) : null,
    removalsUndoneAt: /^APPLIED.*removals undone$/.test(run) ? minutes(-20) : null,
    heldBackCount: run.includes('in part') ? 3 : 0,
    retryAt: run === 'FAILED, tried again' ? minutes(2) : null,
    outdated: run === 'FAILED, roster moved' ? 'ROSTER_MOVED' : null,
    applyAfter: state === 'DEFERRED' ? (slot === 'OVERNIGHT' ? minutes(9 * 60) : now) : null,
    finishedAt: minutes(run.endsWith('none since') ? -30 * 24 * 60 : -60),
    missingFiles: state === 'INCOMPLETE' ? 'orgs.csv, users.csv' : null,
  };
}

function render(facts: BannerFacts): Pick<WalkedState, 'words' | 'lines'> {
  const words = bannerText(facts);
  const markup = renderToStaticMarkup(
    <ConnectionBanner
      words={words}
      hints={[]}
      place={{
        slug: 'lakeview',
        runId: facts.run?.id ?? null,
        attendanceTrouble: facts.attendanceTrouble,
      }}
      now={facts.now}
      checkNow={async (state) => state}
    />,
  );
  return { words, lines: linesOf(markup) };
}

function linesOf(markup: string): string[] {
  return markup
    .replaceAll(/<script[^>]*>.*?<\/script>/gs, '')
    .replaceAll(/<\/(?:p|h2|a|button|li)>/g, '\n')
    .replaceAll(/<[^>]+>/g, '')
    .replaceAll('&#x27;', '’')
    .replaceAll('&amp;', '&')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}
