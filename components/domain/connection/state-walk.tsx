// Every state in which a district may find its connection page, with what the page's box says there: rendered by the
// component that the page renders, from words made by the function that the page asks. A test holds it against rules
// and prints it to docs/sentences.md.
import { renderToStaticMarkup } from 'react-dom/server';
import type { FileUse } from '@/lib/core/attendance/help-of-file';
import {
  bannerWords,
  type BannerFacts,
  type BannerWords,
  type LatestRunFacts,
  type OpenSetFacts,
} from '@/lib/core/sync-run/banner-words';
import { connectionStatus } from '@/lib/core/sync-run/connection-status';
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
  ...{ words: 0, otherKindIds: 0, unclearIds: 0, sharedIds: 0, schools: 0, students: 0 },
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

const SILENCE = { none: 'not paused', pause: 'paused', blackout: 'in a blackout' };

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
    | 'FAILED, tried again';
  set: string | null;
}

export interface WalkedState {
  /** "INVALID · no roster yet · attendance in trouble · paused · contact" */
  name: string;
  /** The newest run, and what its set is like. */
  situation: string;
  facts: BannerFacts;
  words: BannerWords;
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
    { run: 'APPLIED, undone', set: null },
    { run: 'APPLIED, removals undone', set: null },
    { run: 'APPLIED, in part', set: null },
    { run: 'APPLIED, in part, removals undone', set: null },
    { run: 'APPLIED, none since', set: null },
    { run: 'NO_CHANGE, none since', set: null },
    { run: 'FAILED, tried again', set: null },
  ];
}

/** All run states × first roster or not × attendance × a pause, a blackout or neither × password or not × who reads. */
export function walkStates(): WalkedState[] {
  const walked: WalkedState[] = [];
  for (const situation of situations())
    for (const hasRoster of [false, true]) {
      if (!isPossible(situation, hasRoster)) continue;
      for (const attendance of Object.keys(END) as (keyof typeof END)[])
        for (const silence of ['none', 'pause', 'blackout'] as const)
          for (const hasCredentials of [true, false])
            for (const slot of ['OVERNIGHT', 'ON_ARRIVAL'] as const)
              for (const isStaff of [false, true]) {
                // Attendance waits only while there is no roster.
                if (hasRoster && attendance === 'waits for the roster') continue;
                const facts = factsOf(situation, {
                  hasRoster,
                  silence,
                  hasCredentials,
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

/** The first roster is always reviewed, and what is compared or applied has something to be compared with. */
function isPossible({ run }: Situation, hasRoster: boolean): boolean {
  const [state = ''] = run.split(', ');
  return (
    hasRoster || run === 'APPLIED, undone' || !['DEFERRED', 'NO_CHANGE', 'APPLIED'].includes(state)
  );
}

function factsOf(
  { run, set }: Situation,
  given: {
    hasRoster: boolean;
    silence: keyof typeof SILENCE;
    hasCredentials: boolean;
    slot: BannerFacts['apply']['slot'];
    isStaff: boolean;
    attendance: keyof typeof END;
  },
): BannerFacts {
  const { hasRoster, silence, hasCredentials, slot, isStaff, attendance } = given;
  const latest = latestOf(run, slot);
  const isPaused = silence !== 'none';
  const late = run.endsWith('none since')
    ? { expectedEvery: run.startsWith('APPLIED') ? 1 : 5, lastSetAt: minutes(-30 * 24 * 60) }
    : null;
  const openSet = set === null ? null : (openSets[set] ?? null);
  return {
    status: connectionStatus({
      hasCredentials,
      isUploading: (openSet?.arriving.length ?? 0) > 0 || set === 'not in a set yet',
      isPaused,
      hasOpenCircuitBreak: latest?.state === 'HELD',
      latestRunState: latest?.state ?? null,
      isLatestRunUndone: latest?.undoneAt != null,
      areLatestRemovalsUndone: latest?.removalsUndoneAt != null,
      isLatestRunInPart: (latest?.heldBackCount ?? 0) > 0,
      isLate: late !== null,
      isAttendanceInTrouble: 'attendanceTrouble' in END[attendance],
    }),
    isStaff,
    contactCount: 1,
    hasCredentials,
    hasRoster,
    isPaused,
    isBlackedOut: silence === 'blackout',
    run: latest,
    set: openSet,
    review: latest?.state === 'HELD' ? { isFirstRoster: !hasRoster } : null,
    late,
    attendanceTrouble: null,
    isAttendanceWaiting: false,
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
    undoneAt: run === 'APPLIED, undone' ? minutes(-20) : null,
    removalsUndoneAt: run.endsWith('removals undone') ? minutes(-20) : null,
    heldBackCount: run.includes('in part') ? 3 : 0,
    retryAt: run === 'FAILED, tried again' ? minutes(2) : null,
    applyAfter: state === 'DEFERRED' ? (slot === 'OVERNIGHT' ? minutes(9 * 60) : now) : null,
    finishedAt: minutes(run.endsWith('none since') ? -30 * 24 * 60 : -60),
    missingFiles: state === 'INCOMPLETE' ? 'orgs.csv, users.csv' : null,
  };
}

function render(facts: BannerFacts): Pick<WalkedState, 'words' | 'lines'> {
  const words = bannerWords(facts);
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
