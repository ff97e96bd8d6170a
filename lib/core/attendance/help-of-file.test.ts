import { expect, test } from 'vitest';
import { helpOfFile, helpText, type FileUse, type HelpOfFile } from './help-of-file';

const NONE_WAITS = {
  words: 0,
  otherKindIds: 0,
  unclearIds: 0,
  sharedIds: 0,
  schools: 0,
  students: 0,
};
type Case = Partial<Omit<FileUse, 'waiting'>> & { waiting?: Partial<FileUse['waiting']> };

const DEC_5 = new Date('2026-12-05T18:00:00Z');
const MAR_20 = new Date('2027-03-20T18:00:00Z');

/** Of a hundred rows; all are kept unless said. */
function use({ waiting, ...more }: Case): FileUse {
  return {
    fileName: 'attendance.csv',
    wasRead: true,
    rowsRead: 100,
    rowsRejected: 100,
    rowsKept: 100,
    rowsUnmapped: waiting?.words ?? 0,
    wordsKeptUntil: waiting?.words ? MAR_20 : null,
    othersKeptUntil: Object.keys(waiting ?? {}).some((each) => each !== 'words') ? DEC_5 : null,
    waitedInVain: false,
    ...more,
    waiting: { ...NONE_WAITS, ...waiting },
  };
}

test.each<[name: string, of: Case, help: HelpOfFile, title: RegExp, said: string[], never: RegExp]>(
  [
    [
      'words and new students',
      { waiting: { words: 97, students: 3 } },
      'WORDS',
      /^Say what the words in attendance\.csv mean$/,
      [
        '97 of 100 rows use words that are not mapped yet; 3 name students who are not in the live roster.',
        'Say what each word means under Attendance, Mapping.',
        'Rows with these words are saved until Mar 20, 2027, the others until Dec 5, 2026',
        'does not need to be sent again',
      ],
      /14 days|TalkingPoints what/,
    ],
    [
      'words and a bad row',
      { rowsKept: 99, waiting: { words: 99 } },
      'WORDS',
      /words/,
      ['99 of 100 rows use words', '; 1 has another problem.', 'Correct the other problems'],
      /does not have to be sent/,
    ],
    [
      'words alone',
      { waiting: { words: 100 } },
      'WORDS',
      /words/,
      ['all 100 rows use words', 'The rows are saved until Mar 20, 2027'],
      /roster/,
    ],
    [
      'ids of the other kind',
      { waiting: { otherKindIds: 100 } },
      'KIND_OF_ID',
      /^Tell TalkingPoints which kind of id/,
      ['a different kind of id than before', 'Tell us at help@example.org which kind of id it is'],
      /not in the live roster|Send a roster/,
    ],
    [
      'ids that could mean two',
      { waiting: { unclearIds: 60, students: 40 } },
      'KIND_OF_ID',
      /kind of id/,
      ['60 of 100 rows have ids that could mean two', 'Send a roster that has these students'],
      /another kind than before/,
    ],
    [
      'shared ids',
      { waiting: { sharedIds: 100 } },
      'OWN_IDS',
      /roster/,
      ['shared by more than one student or school', 'a unique identifier'],
      /not in the live roster/,
    ],
    [
      'students',
      { waiting: { students: 100 } },
      'ROSTER',
      /with the students in/,
      ['all 100 rows name students', 'saved until Dec 5, 2026'],
      /schools|14 days/,
    ],
    [
      'one student in copies of a row',
      { rowsRejected: 1, rowsKept: 1, waiting: { students: 1 } },
      'ROSTER',
      /with the students in/,
      ['its only row names a student'],
      /[Cc]orrect |other problem/,
    ],
    [
      'a school',
      { waiting: { schools: 100 } },
      'ROSTER',
      /with the schools in/,
      ['name schools'],
      /students/,
    ],
    [
      'mostly wrong',
      { rowsKept: 1, waiting: { students: 1 } },
      'CORRECT_FILE',
      /^Correct attendance\.csv$/,
      ['1 of 100 rows names a student who is not in the live roster; 99 have other problems'],
      /does not have to/,
    ],
    [
      'all wrong',
      { rowsKept: 0 },
      'CORRECT_FILE',
      /^Correct attendance\.csv$/,
      ['could not be used', 'lists each problem'],
      /kept|roster/,
    ],
    [
      'no file of ours',
      { wasRead: false, rowsRead: 0, rowsRejected: 0, rowsKept: 0 },
      'CORRECT_FILE',
      /^Correct/,
      ['could not be read'],
      /rows/,
    ],
    [
      'no roster within 14 days',
      {},
      'ROSTER_AND_FILE',
      /again once the live roster has/,
      [
        'all 100 rows could not be matched with the live roster within 14 days',
        'Send the file again once',
      ],
      /mapped|kept until|automatically/,
    ],
    [
      'no mapping in 120 days',
      { rowsUnmapped: 100 },
      'WORDS_AND_FILE',
      /map its words$/,
      ['were not mapped within 120 days', 'Send the file again, and map its words'],
      /14 days|roster|kept until/,
    ],
    [
      'words wait still, students do no more',
      { waiting: { words: 40 } },
      'WORDS',
      /words/,
      ['40 of 100 rows use', '60 could not be matched', 'Send the file again once'],
      /does not have to/,
    ],
    [
      'a first roster never came',
      { waitedInVain: true, rowsKept: 0 },
      'FIRST_ROSTER_AND_FILE',
      /^Send attendance\.csv again once a roster is live$/,
      ['waited 14 days for a live roster'],
      /students|Correct/,
    ],
  ],
)('what helps where nothing was used: %s', (_name, of, help, title, said, never) => {
  const facts = use(of);
  expect(helpOfFile(facts)).toBe(help);
  const reader = { partnerSupportEmail: 'help@example.org', timeZone: 'America/Chicago' };
  const words = helpText(facts, { ...reader, isStaff: false });
  expect(words.title).toMatch(title);
  const text = words.sentences.join(' ');
  for (const sentence of said) expect(text).toContain(sentence);
  expect(`${words.title} ${text}`).not.toMatch(never);
  const staff = helpText(facts, { ...reader, isStaff: true });
  expect(`${staff.title} ${staff.sentences.join(' ')}`).not.toMatch(/\byou\b|Write to|Tell/);
});
