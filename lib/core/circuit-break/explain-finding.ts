import { columnList, duplicateFix } from '../issues/duplicate-text';
import { formatPlainDate } from '../calendar/plain-date';
import type { Trip } from './evaluate';
import { countedEntities } from '../change/change';
import { entityNouns } from '../change/entity-nouns';
import { formatNumber, plural } from '../format/numbers';
import type { SchoolName } from './explain';
import type { Finding, FindingKind } from './patterns';

/** "1,190 of 1,284 students who leave are in grade 12: this looks like graduation." */
export function explainFinding(finding: Finding, schoolName: SchoolName): string {
  return sentences[finding.kind](reader(finding, schoolName));
}

/** What a district can do about a limit that was reached, where what reached it has one cause. */
export function remedyOf(
  { ruleId, subject }: Pick<Trip, 'ruleId' | 'subject'>,
  findings: readonly Finding[],
): string | null {
  const cause = findings.find(
    (each) => each.kind === 'repeatedRows' && ruleId === 'duplicates' && each.subject === subject,
  );
  return cause ? explainFinding(cause, (id) => id) : null;
}

/** Of a mail, which has no place of its own for what the page tells beside. */
export const withRemedy = (sentence: string, remedy: string | null): string =>
  remedy === null ? sentence : `${sentence} ${remedy}`;

/** A few words for a list or a badge. */
export const findingTitles: Record<FindingKind, string> = {
  truncatedFile: 'File cut off',
  otherPeople: 'These may be different children',
  idUsedAgain: 'Id reused',
  namesGarbled: 'Names with damaged letters',
  leadingZeros: 'Leading zeros lost',
  caseDrift: 'Ids in different capitalization',
  rekeyed: 'Changed ids',
  schoolMissing: 'School missing from the file',
  schoolClosed: 'School removed',
  schoolEmptied: 'School without its students',
  newSchool: 'New school',
  newYear: 'New school year',
  pastYear: 'A past school year',
  graduation: 'Graduation',
  gradePromotion: 'Promotion',
  termRoll: 'New term',
  repeatedRows: 'Repeated ids',
  headerDrift: 'Changed header',
  plannedTransition: 'Announced transition',
  nearFirstDay: 'Near the first day of school',
  familiesUnreachable: 'Families without a contact',
  languagesLost: 'Home languages lost',
  classesWithoutTeacher: 'Classes without a teacher',
  manyContacts: 'Many contacts',
};

type Reader = {
  /** The number of that name, formatted. */
  n(name: string): string;
  count(name: string): number;
  text(name: string): string;
  subject: string;
  /** "students", "contacts" */
  people: string;
  /** "students who leave", "schools that leave" */
  leaving: string;
  school: string;
};

function reader({ params, subject, schoolSourcedId }: Finding, schoolName: SchoolName): Reader {
  const count = (name: string): number => Number(params[name] ?? 0);
  const entity = countedEntities.find((known) => known === subject);
  const isPeople = entity === 'students' || entity === 'staff' || entity === 'contacts';
  return {
    count,
    n: (name) => formatNumber(count(name)),
    text: (name) => String(params[name] ?? ''),
    subject,
    people: entity ? entityNouns[entity].many : 'people',
    leaving: isPeople
      ? `${entityNouns[entity].many} who leave`
      : `${entity === 'orgs' ? 'schools' : entity ? entityNouns[entity].many : 'records'} that leave`,
    school: schoolSourcedId === '' ? 'a school' : schoolName(schoolSourcedId),
  };
}

const sentences: Record<FindingKind, (say: Reader) => string> = {
  truncatedFile: ({ n, subject }) =>
    `${subject} has ${n('rowsRead')} rows instead of ${n('rowsBefore')}, and ${n('missingAtEnd')} of ${n('missing')} missing records were at its end: the file looks cut off.`,
  leadingZeros: ({ n, leaving }) =>
    `${n('pairs')} of ${n('removed')} ${leaving} come back with the same id but different leading zeros: a spreadsheet program may have saved the file.`,
  caseDrift: ({ n, leaving }) =>
    `${n('pairs')} of ${n('removed')} ${leaving} come back with the same id in different capitalization.`,
  otherPeople: ({ count }) =>
    `${plural(count('count'), 'student')} would keep ${count('count') === 1 ? 'the id' : 'their ids'} but get a different name and birth date: these may be different children. Rows may have shifted against their ids, or ids were reassigned.`,
  idUsedAgain: ({ count }) =>
    count('count') === 1
      ? '1 student who left had the id that someone new now has: the id was reused. The new student starts without the attendance and contacts of the previous one.'
      : `${formatNumber(count('count'))} students who left had ids that new students now have: the ids were reused. The new students start without the attendance and contacts of the previous ones.`,
  namesGarbled: ({ n, people }) =>
    `${n('garbled')} of ${n('count')} names of ${people} that change would only lose letters, such as é and ñ: the file was written or read in the wrong encoding. Export it as UTF-8.`,
  rekeyed: (say) =>
    `${say.n('pairs')} of ${say.n('removed')} ${say.leaving} come back under a different id (${ways(say)}): this looks like changed ids.`,
  schoolMissing: ({ n, school, count }) =>
    `${school} is missing from orgs.csv while ${formatNumber(count('students') - count('leaving') - count('movingOut'))} of its ${n('students')} students stay: it was probably left out of the export. Its people are kept.`,
  schoolClosed: ({ n, count, school }) =>
    `${school} is gone from orgs.csv; of its ${n('students')} students ${n('movingOut')} go to other schools and ${n('leaving')} leave: ${
      count('movingOut') > count('leaving')
        ? 'this looks like a school that closed'
        : 'when a school closes, most of its students go elsewhere, so this one may have been left out of every file'
    }.`,
  schoolEmptied: ({ n, school }) =>
    `${school} stays in orgs.csv, but of its ${n('students')} students ${n('leaving')} leave and ${n('movingOut')} go to other schools: its rows were probably left out of users.csv.`,
  newSchool: ({ n, school }) =>
    `${school} is new: ${n('arriving')} students are added there and ${n('movingIn')} come from other schools.`,
  newYear: (say) =>
    `${yearMoves(say)} ${keepText(say)} and ${moveText(say)} on by about a year${termText(say)}: this looks like a new school year that uses last year’s ids.`,
  pastYear: (say) =>
    `${yearMoves(say)} ${keepText(say)} and ${moveText(say)} back by about a year${termText(say)}: these may be files from a past school year.`,
  graduation: ({ n, text }) =>
    `${n('inHighest')} of ${n('leaving')} students who leave are in grade ${gradeText(text('grade'))}: this looks like graduation.`,
  gradePromotion: ({ n }) =>
    `${n('up')} of ${n('changed')} students whose grade changes go up by one: this looks like promotion to a new school year.`,
  termRoll: ({ n }) =>
    `${n('ended')} of ${n('removed')} classes that leave are in terms that are over, and ${n('beginning')} of ${n('added')} that come are in terms that begin: this looks like a new term.`,
  repeatedRows: ({ n, text, subject }) =>
    text('columns') === ''
      ? `${n('count')} of ${n('all')} rows of ${subject} that repeat an id are exact copies. Check the export for duplicate rows.`
      : `${n('count')} of ${n('all')} rows of ${subject} that repeat an id differ in ${columnList(columnsOf(text))}. ${duplicateFix(subject, columnsOf(text))}`,
  headerDrift: ({ count, subject }) =>
    `The header of ${subject} has changed: ${plural(count('count'), 'note')} about it ${count('count') === 1 ? 'is' : 'are'} new.`,
  plannedTransition: ({ text }) =>
    `The district announced a transition from ${formatPlainDate(text('startDate'))} to ${formatPlainDate(text('endDate'))}.`,
  nearFirstDay: ({ count }) => `The first day of school ${whenIsIt(count('days'))}.`,
  familiesUnreachable: ({ count }) =>
    `${plural(count('count'), 'student')} would lose the last contact with a phone or email address.`,
  languagesLost: ({ count }) =>
    [
      count('studentsBlanked') > 0 &&
        `${plural(count('studentsBlanked'), 'student')} would no longer have a home language.`,
      count('lost') > 0 &&
        `${plural(count('lost'), 'home language')} would disappear from the roster.`,
    ]
      .filter(Boolean)
      .join(' '),
  classesWithoutTeacher: ({ count }) =>
    `${plural(count('count'), 'class', 'classes')} would have no teacher.`,
  manyContacts: ({ count }) =>
    `${plural(count('count'), 'student')} would have six or more contacts.`,
};

const columnsOf = (text: Reader['text']): string[] => text('columns').split(',');

const yearNouns = [
  ['sessions', 'terms and school years'],
  ['classes', 'classes whose terms change'],
  ['studentEnrollments', 'enrollments whose dates change'],
] as const;

/** "8 of 8 terms and school years that change, and 1,840 of 1,900 enrollments whose dates change," */
function yearMoves({ count, n }: Reader): string {
  const parts = yearNouns
    .filter(([entity]) => count(entity) > 0)
    .map(
      ([entity, words]) =>
        `${n(entity)} of ${n(`${entity}Changed`)} ${entity === 'sessions' && count('sessionsChanged') === 1 ? 'term or school year whose dates change' : entity === 'sessions' ? `${words} whose dates change` : words}`,
    );
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}

const isOne = ({ count }: Reader): boolean =>
  yearNouns.reduce((sum, [entity]) => sum + count(entity), 0) === 1;
const keepText = (say: Reader): string => (isOne(say) ? 'keeps its id' : 'keep their ids');
const moveText = (say: Reader): string => (isOne(say) ? 'moves' : 'move');

const termText = ({ text }: Reader): string =>
  text('startDate') === ''
    ? ''
    : `, to ${formatPlainDate(text('startDate'))} through ${formatPlainDate(text('endDate'))}`;

function ways({ count, n }: Reader): string {
  const words = [
    ['byIdentifier', 'by identifier'],
    ['byMail', 'by email'],
    ['byNameAndBirthDate', 'by name and birth date'],
    ['byCode', 'by name and code'],
  ] as const;
  return words
    .filter(([name]) => count(name) > 0)
    .map(([name, word]) => `${n(name)} ${word}`)
    .join(', ');
}

const gradeText = (grade: string): string => (/^0\d$/.test(grade) ? grade.slice(1) : grade);

function whenIsIt(days: number): string {
  if (days === 0) return 'is today';
  return days > 0 ? `is in ${plural(days, 'day')}` : `was ${plural(-days, 'day')} ago`;
}
