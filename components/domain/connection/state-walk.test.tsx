import { format } from 'prettier';
import { describe, expect, test } from 'vitest';
import { helpOfFile } from '@/lib/core/attendance/help-of-file';
import type { SyncRunState } from '@/lib/core/sync-run/states';
import { asksForFiles } from '@/lib/core/sync-run/set-files';
import { unansweredUndo } from '@/lib/core/sync-run/undo';
import { besideQuestion } from '@/lib/core/sync-run/banner/banner-text';
import { openSetWhilePaused } from '@/lib/core/sync-run/banner/paused-text';
import { connectionLabels } from '@/lib/core/sync-run/status-labels';
import { nextStepFor } from '@/lib/core/sync-run/next-step-text';
import { walkStates, type WalkedState } from './state-walk';

const states = walkStates();
const text = ({ lines }: WalkedState): string => lines.join('\n');

/** What may not be said where: a sentence that was true for most districts and untrue for one. */
const rules: [name: string, where: (state: WalkedState) => boolean, never: RegExp][] = [
  [
    'no roster was ever applied: nothing speaks of one that families see',
    ({ facts }) => !facts.hasRoster,
    /still see|from before it|compared with the live roster|written to the live roster|applied to the live roster|checked and applied on|match the live roster/i,
  ],
  [
    'a roster is live: no one is told that there is none',
    ({ facts }) => facts.hasRoster,
    /no roster is live|every first roster|first roster is going|still going live|wait up to 14 days for a live roster|first files/i,
  ],
  [
    'paused: no time is promised and nothing can be started',
    ({ facts }) => facts.isPaused,
    /starts at|starts now|applied on|applied right|Check now|Starts in/,
  ],
  [
    'something is missing: nothing says that all is here or begins by itself',
    ({ facts }) => (facts.set?.missing.length ?? 0) > 0 && facts.readyBefore === null,
    /\bAll \d|starts at|starts now|applied on|Check now/,
  ],
  [
    'what a reviewer said no to is not asked for again as it is',
    ({ facts }) => ['REJECTED', 'INVALID'].includes(facts.run?.state ?? ''),
    /Send the whole set again/,
  ],
  [
    'an upload runs: the check is not promised for a time',
    ({ facts }) => (facts.set?.arriving.length ?? 0) > 0,
    /starts at|Check now|not connected/,
  ],
  [
    'the sender is connected: it is not said to be gone',
    ({ facts }) => facts.set?.isClientConnected === true,
    /is not connected/,
  ],
  [
    'no one has to do anything: nothing asks for it',
    ({ words }) => words.word.owner === 'nobody',
    /^(Send|Correct|Generate|Find out)|^See what to correct/m,
  ],
  [
    'the next step is the district’s: nothing says that there is none',
    ({ words }) => words.word.owner === 'district',
    /Nothing to do|Nothing is waiting|Nothing for you|do not need to be sent/,
  ],
  [
    'an update under review expires without new files: no one is told that there is nothing to do',
    ({ facts }) => facts.status === 'UNDER_REVIEW',
    /Nothing (for you )?to do|Nothing is waiting/,
  ],
  ['a contact is not told what staff do', ({ facts }) => !facts.isStaff, /^(Review|Decide|Get) /m],
  ['staff are not spoken to as the district', ({ facts }) => facts.isStaff, /\byou(r)?\b/i],
  [
    'files that stop a set are never up to date',
    ({ facts }) =>
      ['INVALID', 'INCOMPLETE', 'REJECTED', 'EXPIRED'].includes(facts.run?.state ?? ''),
    /Up to date|checked and applied/,
  ],
  [
    'an undone update is not called applied',
    ({ facts }) => unansweredUndo(facts.undo, facts.run) !== null,
    /Up to date|checked and applied|match the live roster|had nothing to apply/,
  ],
  [
    'after an undo staff and families do not see what they saw, and there is something to look at',
    ({ facts }) =>
      facts.isPaused &&
      facts.hasCredentials &&
      facts.undo !== null &&
      !facts.isBlackedOut &&
      facts.run?.state === 'APPLIED',
    /see the live roster\.|still see|Nothing to do|Nothing is waiting/,
  ],
  [
    'several updates were undone: the roster is not the one before the last',
    ({ facts }) => (facts.undo?.count ?? 0) > 1,
    /from before it|It was the first update|The last update was/,
  ],
  [
    'the same files are held again: no one is told to go on as before',
    ({ facts }) =>
      facts.status === 'UNDER_REVIEW' && !!(facts.review?.rejected ?? facts.review?.isAfterUndo),
    /as usual|nothing else for you to do/,
  ],
  [
    'no files came for longer than usual: nothing is up to date',
    ({ facts }) => facts.status === 'LATE',
    /Up to date|Nothing to do|Nothing is waiting|Nothing for you/,
  ],
  [
    'a part stands, or removals were undone: it is neither up to date nor applied whole',
    ({ facts }) => facts.run?.removalsUndoneAt != null || (facts.run?.heldBackCount ?? 0) > 0,
    /Up to date|checked and applied|from before it/,
  ],
  [
    'no one decides in a pause, and it takes as long as it lasts',
    ({ facts }) => facts.isPaused && !facts.isBlackedOut && facts.review !== null,
    /an additional day|can still decide|Decide|more than two business days/,
  ],
  [
    'no one is told to send within a pause whose end no one knows',
    ({ facts }) => facts.isPaused,
    /[Ss]end [^.]*before the pause ends|so that (it is|they are) here/,
  ],
  [
    'a pause by button has no end that anyone knows',
    ({ facts }) => facts.isPaused && !facts.isBlackedOut,
    /until the end of|[Pp]aused until/,
  ],
  [
    'who has sent before is set up',
    ({ facts }) => facts.hasRoster && facts.run !== null,
    /Not set up/,
  ],
  [
    'attendance goes on in a blackout',
    ({ facts }) => facts.isBlackedOut,
    /(^|\. )Files sent now|nothing is checked/m,
  ],
  [
    'staff are the ones who look at our faults',
    ({ facts }) => facts.isStaff && facts.run?.state === 'FAILED',
    /[Ss]omeone at TalkingPoints/,
  ],
  [
    'people decide in a blackout',
    ({ facts }) => facts.isBlackedOut,
    /cannot be decided|review is waiting too/,
  ],
  [
    'files came in time: no one is asked why none came',
    ({ facts }) => facts.late === null,
    /Late|no roster files arrived|are expected/,
  ],
  [
    'a blackout was announced: nothing is asked for before it ends',
    ({ facts }) => facts.isBlackedOut && facts.hasCredentials && facts.attendanceTrouble === null,
    /\bSend\b|Next: the district|before the pause ends/,
  ],
  [
    'what came in part has come',
    ({ facts }) => (facts.set?.cut.length ?? 0) > 0,
    /(lakeview\.zip|users\.csv) ha(s|ve) not arrived|^\d.*lakeview/m,
  ],
  [
    'an export between two files is not asked for what is still to come',
    ({ facts }) =>
      facts.set?.isQuiet === false &&
      facts.status === 'RECEIVING' &&
      facts.attendanceTrouble === null,
    /^Send|Next: the district/m,
  ],
  [
    'nothing arrives: nothing says that files are arriving',
    ({ facts }) => facts.set !== null && facts.set.arriving.length === 0,
    /are arriving|is arriving/,
  ],
  [
    'rows that only wait: nothing is to be corrected in their file',
    ({ facts }) =>
      facts.attendanceTrouble !== null && helpOfFile(facts.attendanceTrouble) !== 'CORRECT_FILE',
    /Correct attendance\.csv|attendance\.csv could not be used/,
  ],
  [
    'what was applied in a pause, or is being applied, has changed the live roster',
    ({ facts }) => facts.isPaused && /^APPL/.test(facts.run?.state ?? ''),
    /live roster is unchanged/,
  ],
  [
    'our fault is not theirs',
    ({ facts }) => facts.run?.state === 'FAILED',
    /Correct|Needs a fix|have problems/,
  ],
  [
    'a file that is meant to be empty: nothing is to be corrected',
    ({ facts }) => facts.meantEmpty?.isAll === true && facts.attendanceTrouble === null,
    /[Cc]orrect/,
  ],
  [
    'why an update was undone or turned down is read first: nothing says that the files are wrong',
    ({ facts }) =>
      facts.run?.undoneAt != null ||
      facts.run?.removalsUndoneAt != null ||
      facts.run?.state === 'REJECTED',
    /Correct the files|[Cc]orrected files/,
  ],
  [
    'one word per thing: an undo, a stop, a pause, and who sees a roster',
    () => true,
    /rolled back|taken back|restored|update is paused|paused this|applied last|(?<!staff and )families (still )?see/i,
  ],
  ['no one knows who has signed in before', () => true, /signed in/],
  [
    'numbers agree with their nouns',
    () => true,
    /\b1 (files|minutes|hours|days|rows)\b|\b(?!1\b)\d+ (file|minute|hour|day) /,
  ],
  ['no sentence is cut or empty', () => true, /undefined|null|NaN|\.\.|  | \.|^\W*$/m],
];

describe('every state of the connection page', () => {
  test.each(rules)('%s', (_name, where, never) => {
    const met = states.filter(where);
    expect(met.length).toBeGreaterThan(0);
    expect(
      met.filter((state) => never.test(text(state))).map(({ name, lines }) => ({ name, lines })),
    ).toEqual([]);
  });

  test('a file that needs a fix is one step away', () => {
    const broken = states.filter(
      ({ facts, words }) =>
        facts.run?.state === 'INVALID' &&
        words.word.word === 'Needs a fix' &&
        !facts.meantEmpty?.isAll,
    );
    expect(broken.length).toBeGreaterThan(0);
    for (const state of broken) expect(text(state)).toContain('See what to correct');
    for (const { words } of states.filter(({ facts }) => facts.attendanceTrouble !== null))
      expect(words.links).toContain('attendance');
  });

  test('files that are missing while it is paused, and are not arriving, are asked for', () => {
    const missing = states.filter(
      ({ facts }) =>
        facts.isPaused &&
        !facts.isBlackedOut &&
        facts.hasCredentials &&
        facts.attendanceTrouble === null &&
        (facts.set?.missing.length ?? 0) > 0,
    );
    expect(missing.length).toBeGreaterThan(0);
    for (const { facts, words, ...state } of missing) {
      const isAsked = facts.set?.arriving.length === 0;
      expect(words.word.owner === 'district', state.name).toBe(isAsked);
      expect(
        /Send (it|them) now\. The set will be checked when the pause ends/.test(
          state.lines.join(' '),
        ),
        state.name,
      ).toBe(isAsked);
    }
  });

  test.each<[string, (state: WalkedState) => boolean, RegExp]>([
    [
      'an undo is told, whatever was checked before it',
      ({ facts }) =>
        ['UNDONE', 'REMOVALS_UNDONE'].includes(facts.status) ||
        (facts.isPaused && facts.hasCredentials && unansweredUndo(facts.undo, facts.run) !== null),
      /undone(, most recently)? on Nov 21, 4:45 PM CST/,
    ],
    [
      'after an undo the live roster is named',
      ({ facts }) => facts.hasRoster && ['UNDONE'].includes(facts.status),
      /The live roster is the one from run 12, applied on Nov 18/,
    ],
    [
      'held as turned down before: which and when',
      ({ facts }) => facts.status === 'UNDER_REVIEW' && facts.review?.rejected != null,
      /the same changes .* rejected on Nov 20, 5:05 PM CST\. Run 18 says why\..*[Ee]very set will be held again/,
    ],
    [
      'held after an undo: why',
      ({ facts }) => facts.status === 'UNDER_REVIEW' && facts.review?.isAfterUndo === true,
      /(reviewing these files|These files are held) because the update before them was undone/,
    ],
    [
      'an earlier update that is applied anyway is told beside newer files of no use',
      ({ facts }) => facts.readyBefore !== null && facts.hasCredentials && !facts.isPaused,
      /An earlier update passed its checks and will be applied on Nov 22, 2:05 AM CST/,
    ],
    [
      'and in a pause, without a time',
      ({ facts }) => facts.readyBefore !== null && facts.hasCredentials && facts.isPaused,
      /An earlier update passed its checks and is waiting\. When the pause ends, it will be checked again/,
    ],
    [
      'an earlier update under review is told beside newer files',
      ({ facts }) =>
        facts.review !== null &&
        facts.run?.state !== 'HELD' &&
        facts.hasCredentials &&
        !facts.isPaused,
      /An earlier update is still under review; TalkingPoints will decide on it/,
    ],
    [
      'a file that people agreed is meant to be empty is sent once more',
      ({ facts }) => facts.meantEmpty?.isAll === true && facts.hasCredentials,
      /[Tt]he same files (again|are needed again).*agreed that demographics\.csv is meant to have no rows\. The same file will be accepted if it is checked by Nov 27, 5:05 PM CST/,
    ],
    [
      'and only what else stopped the set is corrected',
      ({ facts }) => facts.meantEmpty?.isAll === false && facts.hasCredentials,
      /agreed that demographics\.csv is meant to have no rows.* Correct the other problems first/,
    ],
    [
      'the known last day of a pause is named, in the title too',
      ({ facts }) => facts.isBlackedOut && facts.hasCredentials,
      /^Paused until Nov 30, 2026 .* until the end of Nov 30, 2026[.:]/,
    ],
    [
      'what is applied in a blackout is told',
      ({ facts }) => facts.isPaused && facts.hasCredentials && facts.run?.state === 'APPLYING',
      /(are still being applied to the live roster|is still going live)/,
    ],
    [
      'nobody of the district can be asked to create a password',
      ({ facts }) => !facts.hasCredentials && facts.contactCount === 0,
      /Next: TalkingPoints/,
    ],
  ])('%s', (_name, where, said) => {
    const met = states.filter(where);
    expect(met.length).toBeGreaterThan(0);
    for (const state of met) expect(state.lines.join(' '), state.name).toMatch(said);
  });

  test('what is under review is called what it is, and explained', () => {
    const held = states.filter(({ facts }) => facts.status === 'UNDER_REVIEW');
    expect(held.length).toBeGreaterThan(0);
    for (const state of held) {
      expect(text(state)).toMatch(/circuit break|first roster/i);
      expect(state.words.links).toContain('circuit-breaks');
      expect(text(state)).toMatch(
        state.facts.isStaff
          ? /This update expires/
          : /(Keep your nightly export running|Send the files every day).* If none arrive by Nov 23, 5:05 PM CST, this update expires/,
      );
    }
  });

  test.each<[SyncRunState | 'in part', RegExp]>([
    ['DEFERRED', /Up to date|Applied/],
    ['FAILED', /Checking|Up to date/],
    ['APPLYING', /Checking|Up to date/],
    ['in part', /Up to date/],
  ])('the state’s word is true of %s as well', (state, never) => {
    const met = states.filter(({ situation }) =>
      state === 'in part' ? situation === 'APPLIED, in part' : situation.split(', ')[0] === state,
    );
    expect(met.length).toBeGreaterThan(0);
    for (const { words, name } of met) expect(words.word.word, name).not.toMatch(never);
  });

  test('a question about a held update is asked in every state, and nothing beside it says that there is nothing to do', () => {
    for (const { facts, words } of states.filter(({ facts: { isStaff } }) => !isStaff)) {
      const { status } = facts;
      const { showsBanner, showsOwner } = besideQuestion({ status, owner: words.word.owner });
      if (words.word.owner === 'district') expect(showsBanner && showsOwner).toBe(true);
      else expect(showsOwner).toBe(false);
      if (['PAUSED', 'UNDER_REVIEW'].includes(status) && words.word.owner !== 'district')
        expect(showsBanner).toBe(false);
    }
  });

  test.each([
    ['whole', {}, /pause ends\.$/],
    ['one is missing', { missing: ['orgs.csv'] }, /orgs\.csv has not arrived\.$/],
    [
      'one was cut',
      { missing: ['orgs.csv'], cut: ['orgs.csv'] },
      /orgs\.csv was cut off during the upload\.$/,
    ],
    [
      'one arrives',
      { missing: ['orgs.csv'], arriving: ['orgs.csv'] },
      /orgs\.csv is arriving now\.$/,
    ],
    [
      'two are missing, one is cut',
      { missing: ['orgs.csv', 'users.csv', 'a.csv'], cut: ['a.csv'] },
      /orgs\.csv and users\.csv have not arrived\. a\.csv was cut off during the upload\.$/,
    ],
  ])(
    'the page of an open set in a pause promises a check of a whole set only: %s',
    (_name, set, end) => {
      const said = openSetWhilePaused({ missing: [], cut: [], arriving: [], ...set });
      expect(said).toMatch(end);
      expect(said).toContain('a complete set will be checked when the pause ends');
    },
  );

  test('the box, the bar above it and the list of districts use the same word', () => {
    for (const { facts, words, name } of states)
      expect(words.word.word, name).toBe(connectionLabels[facts.status].word);
  });

  /** What the box asks of the district, as the list of staff waits for it. */
  const waitedFor: Readonly<Record<string, string>> = {
    'Send the whole set again': 'Waiting for the district to send the whole set again',
    'Correct the files and send them again': 'Waiting for the district to correct the files',
    'Send the same files again': 'Waiting for the district to send the same files again',
    'See why the last update was not applied':
      'Waiting for the district: the last update was rejected',
  };

  test('the bar asks whom the box asks, in a pause, after an undo and where a file is meant to be empty', () => {
    const met = states.filter(
      ({ facts }) =>
        (facts.undo !== null || facts.isPaused || facts.meantEmpty !== null) &&
        (facts.set === null || facts.isPaused) &&
        facts.attendanceTrouble === null,
    );
    expect(met.length).toBeGreaterThan(0);
    for (const { facts, words, name } of met) {
      const isWhole = facts.undo?.part === 'WHOLE';
      const { owner, title } = nextStepFor(facts.status, {
        contactCount: facts.contactCount,
        latestRunState: facts.run?.state ?? null,
        latestRunNumber: facts.run?.number ?? null,
        latestRunFinishedAt: facts.run?.finishedAt ?? null,
        latestRunRetryAt: facts.run?.retryAt ?? null,
        latestRunOutdated: facts.run?.outdated ?? null,
        pausedSince: facts.isPaused && !facts.isBlackedOut ? facts.now : null,
        blackoutEndDate: facts.pausedUntil,
        lacksFilesInPause:
          facts.isPaused && !facts.isBlackedOut && facts.set !== null && asksForFiles(facts.set),
        hasCredentials: facts.hasCredentials,
        isOnboarding: facts.review?.isFirstRoster ?? false,
        undoneAt: isWhole ? (facts.undo?.at ?? null) : null,
        undoneCount: facts.undo?.count ?? 0,
        removalsUndoneAt: isWhole ? null : (facts.undo?.at ?? null),
        meantEmptyFiles: facts.meantEmpty?.fileNames ?? null,
        meantEmptyUntil: facts.meantEmpty?.until ?? null,
        isAllMeantEmpty: facts.meantEmpty?.isAll ?? null,
      });
      expect(owner, name).toBe(words.word.owner);
      if (facts.status === 'NEEDS_YOUR_FIX') expect(title, name).toBe(waitedFor[words.title]);
    }
  });

  test('whoever waits is told until when', () => {
    const waiting = states.filter(
      ({ facts }) =>
        facts.status === 'RECEIVING' &&
        facts.set?.missing.length === 0 &&
        facts.set.arriving.length === 0,
    );
    expect(waiting.length).toBeGreaterThan(0);
    for (const state of waiting) {
      expect(text(state)).toMatch(/The check starts|These files are next/);
      expect(text(state)).toMatch(
        /^(All \d files are here|manifest\.csv is here, and it lists no other files|lakeview\.zip is here)$/m,
      );
    }
  });
});

/** Reading the diff of this page is how a new sentence is checked for truth. */
test('what every state says is what docs/sentences.md prints', async () => {
  const boxes = groupBy(
    states.filter(({ facts }) => isOrdinary(facts)),
    text,
  );
  const sentences = groupBy(
    states.flatMap((state) =>
      [...new Set(state.lines.map(masked))].map((line) => ({ line, state })),
    ),
    ({ line }) => line,
  );
  const page = [
    '# What a district reads on its connection page',
    '',
    'The box at the top of the page in every state: all states of a run, with a first roster or without, with attendance or',
    'without, paused, in a blackout or neither, with a password or without, for contacts and for staff. The code that the page uses wrote it. It is',
    '5:05 PM in the district. Then every sentence by itself, with the states in which it may stand.',
    '',
    'Boxes are printed as a contact reads them whose password works, where updates are applied overnight and attendance is fine;',
    'the sentences by themselves are those of all states.',
    '',
    '## Box by box',
    '',
    ...[...boxes].flatMap(([box, where]) => [`**${summary(where)}**`, '', '```', box, '```', '']),
    '## Sentence by sentence',
    '',
    'Numbers are written as #, times as TIME, names of files as FILE.',
    '',
    ...[...sentences]
      .map(([line, found]) => `- ${line} — ${summary(found.map(({ state }) => state))}`)
      .sort((a, b) => a.localeCompare(b, 'en')),
    '',
    'This page is generated: change the code, run `npm run docs:configuration`, and read what changed.',
    '',
  ].join('\n');
  const formatted = await format(page, { parser: 'markdown', printWidth: 120 });
  await expect(formatted).toMatchFileSnapshot('../../../docs/sentences.md');
});

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}

function masked(line: string): string {
  return line
    .replaceAll(/(?:[A-Z][a-z]{2} \d+, )?\d+:\d{2} [AP]M [A-Z]{3}/g, 'TIME')
    .replaceAll(/[\w]+\.(csv|zip)/g, 'FILE')
    .replaceAll(/FILE(, FILE)* and FILE/g, 'FILES')
    .replaceAll(/\d+/g, '#');
}

function isOrdinary({ isStaff, hasCredentials, apply, ...facts }: WalkedState['facts']): boolean {
  const hasAttendance = facts.attendanceTrouble !== null || facts.isAttendanceWaiting;
  return !isStaff && hasCredentials && apply.slot === 'OVERNIGHT' && !hasAttendance;
}

const situations = [...new Set(states.map(({ situation }) => situation))];
const openSets = situations.filter((situation) => situation.startsWith('RECEIVING'));

function situationsOf(where: readonly WalkedState[]): string {
  const met = new Set(where.map(({ situation }) => situation));
  const missing = situations.filter((each) => !met.has(each));
  if (missing.length === 0) return 'any run';
  const hasAllSets = openSets.every((each) => met.has(each));
  return [
    ...(hasAllSets ? ['RECEIVING'] : []),
    ...[...met].filter((each) => !hasAllSets || !openSets.includes(each)),
  ]
    .sort()
    .join(', ');
}

function summary(where: readonly WalkedState[]): string {
  const of = (value: (state: WalkedState) => string): string =>
    [...new Set(where.map(value))].sort().join(', ');
  const only = (yes: string, no: string, is: (state: WalkedState) => boolean): string[] => {
    const count = where.filter(is).length;
    return count === where.length ? [yes] : count === 0 ? [no] : [];
  };
  return [
    of(({ words }) => words.word.word),
    situationsOf(where),
    ...only('a roster is live', 'no roster is live', ({ facts }) => facts.hasRoster),
    ...only('paused', 'not paused', ({ facts }) => facts.isPaused),
    ...only('in a blackout', '', ({ facts }) => facts.isBlackedOut).filter(Boolean),
    ...only('a password', 'no password', ({ facts }) => facts.hasCredentials),
    ...only('overnight', 'on arrival', ({ facts }) => facts.apply.slot === 'OVERNIGHT'),
    ...only('to staff', 'to contacts', ({ facts }) => facts.isStaff),
  ].join('; ');
}
