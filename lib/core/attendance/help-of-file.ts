// What helps where nothing of an attendance or calendar file was used, decided once from why each row waits: the box of a
// district, the page of the file and the mail about it say the same.
import { formatPlainDate } from '../calendar/plain-date';
import { localDate } from '../calendar/zoned-time';
import { formatNumber } from '../format/numbers';
import { ROSTER_WAIT_DAYS } from './roster-wait';

/** So many days a row waits for a mapping: decided weeks later, the year's rates still want it. */
export const MAPPING_WAIT_DAYS = 120;

/** Waiting rows, by what for. */
export interface WaitingRows {
  words: number;
  otherKindIds: number;
  /** Ids that could mean two records. */
  unclearIds: number;
  /** Ids that several records of the roster have. */
  sharedIds: number;
  schools: number;
  students: number;
}

export interface FileUse {
  fileName: string;
  /** False where it could not be read at all. */
  wasRead: boolean;
  rowsRead: number;
  /** Set aside when it was read, those that waited among them. */
  rowsRejected: number;
  /** Waited when it was read. */
  rowsKept: number;
  /** Of these: for a mapping. */
  rowsUnmapped: number;
  waiting: WaitingRows;
  /** When the first of the rows that wait for a mapping is forgotten, and the first of the others. */
  wordsKeptUntil: Date | null;
  othersKeptUntil: Date | null;
  /** It waited as a whole for a roster, until it was given up. */
  waitedInVain: boolean;
}

export type HelpOfFile =
  /** The file. */
  | 'CORRECT_FILE'
  /** A live roster, and the file again: it was kept for one, in vain. */
  | 'FIRST_ROSTER_AND_FILE'
  /** A roster that has its schools and students; the rows are kept until then. */
  | 'ROSTER'
  /** The same, and the file again. */
  | 'ROSTER_AND_FILE'
  /** An answer to which kind of id it writes. */
  | 'KIND_OF_ID'
  /** Identifiers in the roster that only one record has. */
  | 'OWN_IDS'
  /** A mapping of its words. */
  | 'WORDS'
  /** The same, and the file again. */
  | 'WORDS_AND_FILE';

interface Gone {
  words: number;
  others: number;
}

function goneOf({ rowsKept, rowsUnmapped, waiting }: FileUse): Gone {
  const gone = Math.max(0, rowsKept - sum(waiting));
  const words = Math.min(gone, Math.max(0, rowsUnmapped - waiting.words));
  return { words, others: gone - words };
}

const sum = (rows: WaitingRows): number =>
  Object.values(rows).reduce((total: number, count: number) => total + count, 0);

/** Rows that are wrong whatever the roster and the mappings say. */
const wrongOf = ({ rowsRejected, rowsKept }: FileUse): number =>
  Math.max(0, rowsRejected - rowsKept);

/** Words first: mapping them needs no new file. Of the rest, what helps most rows. */
export function helpOfFile(use: FileUse): HelpOfFile {
  if (use.waitedInVain) return 'FIRST_ROSTER_AND_FILE';
  const { waiting } = use;
  if (waiting.words > 0) return 'WORDS';
  const gone = goneOf(use);
  const helps: [HelpOfFile, number][] = [
    ['KIND_OF_ID', waiting.otherKindIds + waiting.unclearIds],
    ['ROSTER', waiting.schools + waiting.students],
    ['OWN_IDS', waiting.sharedIds],
    ['WORDS_AND_FILE', gone.words],
    ['ROSTER_AND_FILE', gone.others],
    ['CORRECT_FILE', wrongOf(use)],
  ];
  const most = Math.max(...helps.map(([, rows]) => rows));
  return helps.find(([, rows]) => rows > 0 && rows === most)?.[0] ?? 'CORRECT_FILE';
}

export interface HelpReader {
  isStaff: boolean;
  partnerSupportEmail: string;
  timeZone: string;
}

export interface HelpText {
  title: string;
  /** What is the matter, what to do, and how long the rows are kept. */
  sentences: string[];
  /** In one sentence, beside other news. */
  beside: string;
}

export function helpText(use: FileUse, reader: HelpReader): HelpText {
  const { fileName } = use;
  const help = helpOfFile(use);
  if (help === 'FIRST_ROSTER_AND_FILE') {
    const waited = `${fileName} waited ${ROSTER_WAIT_DAYS} days for a live roster and was not used.`;
    return {
      title: `Send ${fileName} again once a roster is live`,
      sentences: [
        waited,
        'Send it again once a roster is live. The file itself needs no correction for this.',
      ],
      beside: waited,
    };
  }
  const why = whyUnused(use);
  if (why === null)
    return {
      title: `Correct ${fileName}`,
      sentences: [
        use.wasRead
          ? `The newest ${fileName} could not be used.`
          : `The newest ${fileName} could not be read.`,
        CORRECT,
      ],
      beside: `${fileName} could not be ${use.wasRead ? 'used' : 'read'}.`,
    };
  return {
    title: titleOf(help, use, reader),
    sentences: [
      `None of ${fileName} has been used yet: ${why}.`,
      ...remedies(use, reader),
      ...keptUntil(use, reader),
      sendAgain(use),
    ],
    beside: `None of ${fileName} has been used yet: ${why}.`,
  };
}

const CORRECT =
  'The file’s page lists each problem with its line and how to fix it. Correct the file and send it again with the same name.';

function titleOf(help: HelpOfFile, use: FileUse, { isStaff }: HelpReader): string {
  const { fileName } = use;
  switch (help) {
    case 'WORDS':
      return isStaff ? `Map the words in ${fileName}` : `Say what the words in ${fileName} mean`;
    case 'WORDS_AND_FILE':
      return `Send ${fileName} again and map its words`;
    case 'KIND_OF_ID':
      return isStaff
        ? `Choose the kind of id in ${fileName}`
        : `Tell TalkingPoints which kind of id ${fileName} uses`;
    case 'OWN_IDS':
      return 'Correct identifiers in the roster';
    case 'ROSTER':
      return `Send a roster with the ${whoIsMissing(use)} in ${fileName}`;
    case 'ROSTER_AND_FILE':
      return `Send ${fileName} again once the live roster has its schools and students`;
    case 'CORRECT_FILE':
    case 'FIRST_ROSTER_AND_FILE':
      return `Correct ${fileName}`;
  }
}

function whoIsMissing({ waiting: { schools, students } }: FileUse): string {
  if (schools === 0) return 'students';
  return students === 0 ? 'schools' : 'schools and students';
}

/** "97 of 100 rows use words that are not mapped yet; 3 name students who are not in the live roster" */
function whyUnused(use: FileUse): string | null {
  const { waiting } = use;
  const gone = goneOf(use);
  const groups = (
    [
      [waiting.words, 'uses a word that is not mapped yet', 'use words that are not mapped yet'],
      [
        waiting.otherKindIds,
        'has a different kind of id than before',
        'have a different kind of id than before',
      ],
      [
        waiting.unclearIds,
        'has an id that could mean two students or schools',
        'have ids that could mean two students or schools',
      ],
      [
        waiting.sharedIds,
        'has an id shared by more than one student or school',
        'have ids shared by more than one student or school',
      ],
      [
        waiting.schools,
        'names a school that is not in the live roster',
        'name schools that are not in the live roster',
      ],
      [
        waiting.students,
        'names a student who is not in the live roster',
        'name students who are not in the live roster',
      ],
      [
        gone.words,
        `used a word that was not mapped within ${MAPPING_WAIT_DAYS} days and is no longer saved`,
        `used words that were not mapped within ${MAPPING_WAIT_DAYS} days and are no longer saved`,
      ],
      [
        gone.others,
        `could not be matched with the live roster within ${ROSTER_WAIT_DAYS} days and is no longer saved`,
        `could not be matched with the live roster within ${ROSTER_WAIT_DAYS} days and are no longer saved`,
      ],
      [wrongOf(use), 'has another problem', 'have other problems'],
    ] as const
  ).filter(([rows]) => rows > 0);
  const total = groups.reduce((all, [rows]) => all + rows, 0);
  const [first] = groups;
  // Where all are wrong, the list of problems says it better.
  if (!first || wrongOf(use) === total) return null;
  return groups
    .map(([rows, one, many], at) => {
      const says = rows === 1 ? one : many;
      if (at > 0) return `${formatNumber(rows)} ${says}`;
      if (rows < total) return `${formatNumber(rows)} of ${formatNumber(total)} rows ${says}`;
      return rows === 1 ? `its only row ${says}` : `all ${formatNumber(rows)} rows ${says}`;
    })
    .join('; ');
}

function remedies(use: FileUse, { isStaff, partnerSupportEmail }: HelpReader): string[] {
  const { waiting } = use;
  const said: string[] = [];
  if (waiting.words > 0)
    said.push(
      isStaff
        ? 'Work with the district to map each word under Attendance, Mapping.'
        : 'Say what each word means under Attendance, Mapping.',
    );
  if (waiting.otherKindIds + waiting.unclearIds > 0)
    said.push(
      isStaff
        ? 'Choose the kind under “IDs in attendance and calendar files” on the Connection page.'
        : `Tell us at ${partnerSupportEmail} which kind of id it is: the sourcedId or the identifier.`,
    );
  if (waiting.sharedIds > 0)
    said.push('Give each student and each school a unique identifier in the roster.');
  if (waiting.schools + waiting.students > 0)
    said.push(`Send a roster that has these ${whoIsMissing(use)}.`);
  return said;
}

function keptUntil(use: FileUse, { timeZone }: HelpReader): string[] {
  const { waiting, wordsKeptUntil, othersKeptUntil } = use;
  if (sum(waiting) === 0) return [];
  const day = (at: Date): string => formatPlainDate(localDate(at, timeZone));
  const days = [wordsKeptUntil, othersKeptUntil].filter((at) => at !== null).map(day);
  const who = sum(waiting) === use.rowsRejected ? 'The rows' : 'The waiting rows';
  const [first, last = first] = days;
  const until =
    first === undefined
      ? `${who} are saved`
      : first === last
        ? `${who} are saved until ${first}`
        : `Rows with these words are saved until ${first}, the others until ${last}`;
  return [`${until} and will be read automatically as soon as that is done.`];
}

/** Whether the file itself is wanted again. */
function sendAgain(use: FileUse): string {
  const gone = goneOf(use);
  if (wrongOf(use) > 0)
    return 'Correct the other problems listed on the file’s page and send the file again with the same name.';
  if (gone.words > 0) return 'Send the file again, and map its words under Attendance, Mapping.';
  if (gone.others > 0)
    return 'Send the file again once the live roster has its schools and students.';
  return 'The file needs no correction and does not need to be sent again.';
}
