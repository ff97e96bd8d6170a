// Every state in which a district may find its connection page, with what the page's box says there: rendered by the
// component that the page renders, from words made by the function that the page asks. A test holds it against rules
// and prints it to docs/sentences.md.
import { renderToStaticMarkup } from 'react-dom/server';
import { bannerText } from '@/lib/core/sync-run/banner/banner-text';
import type { BannerFacts, BannerText, LatestRunFacts } from '@/lib/core/sync-run/banner/facts';
import { connectionStatus } from '@/lib/core/sync-run/connection-status';
import { unansweredUndo } from '@/lib/core/sync-run/undo';
import { syncRunStates, type SyncRunState } from '@/lib/core/sync-run/states';
import { ConnectionBanner } from './connection-banner';
import {
  now,
  minutes,
  openSets,
  END,
  ACCESS,
  SILENCE,
  type BESIDE,
  besideOf,
  REVIEW,
} from './state-walk-tables';

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
    fetched: null,
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
    id: 1019,
    number: 19,
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
        runNumber: facts.run?.number ?? null,
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
