/**
 * What a held plan looks like: named patterns with their evidence, as counts. A pattern is said only where
 * most of the change is explained by it; it explains and never decides.
 */
import { daysBetween, type PlainDate } from '../calendar/plain-date';
import type { CountedEntity } from '../change/change';
import { GRADE_CODES } from '../oneroster/grades';
import type { Trip } from './evaluate';

export const findingKinds = [
  'truncatedFile',
  'otherPeople',
  'idUsedAgain',
  'namesGarbled',
  'leadingZeros',
  'caseDrift',
  'rekeyed',
  'schoolMissing',
  'schoolClosed',
  'schoolEmptied',
  'newSchool',
  'newYear',
  'pastYear',
  'graduation',
  'gradePromotion',
  'termRoll',
  'repeatedRows',
  'headerDrift',
  'plannedTransition',
  'nearFirstDay',
  'familiesUnreachable',
  'languagesLost',
  'classesWithoutTeacher',
  'manyContacts',
] as const;

export type FindingKind = (typeof findingKinds)[number];

export type Finding = {
  readonly kind: FindingKind;
  /** An entity or a file name, where a kind can be found more than once. */
  readonly subject: string;
  readonly schoolSourcedId: string;
  readonly params: Readonly<Record<string, number | string>>;
};

type Counted<Key extends string> = { readonly [K in Key]: string } & { readonly count: number };

export type SchoolEvidence = {
  readonly schoolSourcedId: string;
  readonly org: 'removed' | 'added' | 'stays';
  readonly students: number;
  readonly leaving: number;
  readonly movingOut: number;
  readonly arriving: number;
  readonly movingIn: number;
};

export type RekeyEvidence = {
  readonly entity: CountedEntity;
  readonly removed: number;
  readonly pairs: number;
  readonly byLeadingZeros: number;
  readonly byCase: number;
  readonly byIdentifier: number;
  readonly byMail: number;
  readonly byNameAndBirthDate: number;
  readonly byCode: number;
};

export type Evidence = {
  readonly today: PlainDate;
  readonly leavingByGrade: readonly Counted<'grade'>[];
  readonly gradesInForce: readonly string[];
  readonly gradeMoves: readonly (Counted<'from'> & { readonly to: string })[];
  readonly classes: {
    readonly removed: number;
    /** Of the removed, in terms that are over when the added ones begin. */
    readonly ended: number;
    readonly added: number;
    /** Of the added, in the terms that begin then. */
    readonly beginning: number;
    readonly withoutTeacher: number;
  };
  /** Records that keep their id and whose dates change: how many, and of them those that move by about a year. */
  readonly years: readonly (Counted<'entity'> & {
    readonly ahead: number;
    readonly back: number;
  })[];
  /** When the terms that move would begin and end as a whole. */
  readonly terms: { readonly startDate: PlainDate; readonly endDate: PlainDate } | null;
  /** Rows of one id, by the columns in which they differ from the row that was kept; '' for copies. */
  readonly repeated: readonly (Counted<'fileName'> & { readonly columns: string })[];
  readonly schools: readonly SchoolEvidence[];
  readonly rekeys: readonly RekeyEvidence[];
  readonly files: readonly {
    readonly fileName: string;
    readonly rowsRead: number;
    readonly rowsBefore: number | null;
    readonly missing: number;
    /** Of the missing, those whose line stood after where the file ends now. */
    readonly missingAtEnd: number;
  }[];
  /** Notes about a header that the live roster did not have. */
  readonly headerNotes: readonly Counted<'fileName'>[];
  readonly transition: { readonly startDate: PlainDate; readonly endDate: PlainDate } | null;
  readonly firstDayOfSchool: PlainDate | null;
  readonly studentsLosingLastContact: number;
  readonly studentsWithManyContacts: number;
  readonly languages: { readonly lost: number; readonly studentsBlanked: number };
  /** Who people are, by name and birth date. */
  readonly identity: {
    /** Students who stay under their id, with different name and another birth date. */
    readonly otherPeople: number;
    /** Students who come back under the id of somebody else who left. */
    readonly idsUsedAgain: number;
    /** People of each kind whose name differs by more than its spelling, and by lost letters alone. */
    readonly names: readonly (Counted<'entity'> & { readonly garbled: number })[];
  };
};

const mostly = (count: number, base: number, percent = 60): boolean =>
  base > 0 && count * 100 >= base * percent;

export function findPatterns(evidence: Evidence): Finding[] {
  const rekeys = evidence.rekeys.flatMap(rekeyed);
  const leaving = evidence.schools.reduce((sum, school) => sum + school.leaving, 0);
  const found = [
    ...truncatedFiles(evidence),
    ...rekeys,
    ...counted('otherPeople', evidence.identity.otherPeople),
    ...counted('idUsedAgain', evidence.identity.idsUsedAgain),
    ...evidence.identity.names.flatMap(namesGarbled),
    ...evidence.schools
      .flatMap((school) => schoolPattern(school, leaving))
      .filter((pattern) => !isByRekey(pattern, rekeys)),
    ...schoolYear(evidence),
    ...graduation(evidence),
    ...promotion(evidence),
    ...termRoll(evidence),
    ...repeatedRows(evidence),
    ...evidence.headerNotes.map(({ fileName, count }) =>
      finding('headerDrift', { count }, fileName),
    ),
    ...calendar(evidence),
    ...counted('familiesUnreachable', evidence.studentsLosingLastContact),
    ...languagesLost(evidence),
    ...counted('classesWithoutTeacher', evidence.classes.withoutTeacher),
    ...counted('manyContacts', evidence.studentsWithManyContacts),
  ];
  return found.sort((a, b) => findingKinds.indexOf(a.kind) - findingKinds.indexOf(b.kind));
}

/** The pattern that explains a tripped rule, if one does: kept beside the evaluation. */
export function patternOf(trip: Trip, findings: readonly Finding[]): string | null {
  if (trip.ruleId === 'resume' || trip.ruleId === 'newSource') return trip.ruleId;
  return findings.find((each) => explains(each, trip))?.kind ?? null;
}

const filesOf: Readonly<Record<string, readonly CountedEntity[]>> = {
  'users.csv': ['students', 'staff', 'contacts', 'links'],
  'enrollments.csv': ['studentEnrollments', 'staffEnrollments'],
};
const ofTerms: readonly (CountedEntity | null)[] = [
  'classes',
  'courses',
  'sessions',
  'studentEnrollments',
  'staffEnrollments',
];

function explains({ kind, subject, schoolSourcedId, params }: Finding, trip: Trip): boolean {
  const { entity, changeType, scope, ruleId } = trip;
  const isThere = scope.kind === 'school' && scope.schoolSourcedId === schoolSourcedId;
  const isRemoval = changeType === 'REMOVE' || ruleId === 'fileShrunk';
  switch (kind) {
    case 'rekeyed':
    case 'leadingZeros':
    case 'caseDrift':
      if (subject === 'orgs' && ofSchools.includes(ruleId)) return true;
      return ruleId === 'allRemovals' || (entity === subject && changeType !== 'UPDATE');
    case 'truncatedFile':
      return (
        ruleId === 'allRemovals' ||
        (ruleId === 'fileShrunk' && trip.subject === subject) ||
        (changeType === 'REMOVE' && entity !== null && (filesOf[subject] ?? []).includes(entity))
      );
    case 'schoolMissing':
    case 'schoolClosed':
    case 'schoolEmptied': {
      const isMost = mostly(Number(params.leaving), Number(params.leavingAnywhere));
      return (
        isRemoval && (isThere || ruleId === 'orgs.REMOVE' || (isMost && scope.kind === 'district'))
      );
    }
    case 'newSchool':
      return isThere || ruleId === 'orgs.ADD';
    case 'graduation':
      return entity === 'students' && changeType === 'REMOVE';
    case 'gradePromotion':
      return ruleId === 'students.UPDATE.schoolGradeIdentifier';
    case 'termRoll':
      return ofTerms.includes(entity) || ruleId === 'allRemovals';
    case 'newYear':
    case 'pastYear':
      return ofTerms.includes(entity) || ruleId === 'allRemovals';
    case 'repeatedRows':
      return ruleId === 'duplicates' && trip.subject === subject;
    case 'otherPeople':
      return entity === 'students' && changeType === 'UPDATE' && ofIdentity.test(ruleId);
    case 'idUsedAgain':
      return ruleId === 'idUsedAgain';
    case 'namesGarbled':
      return entity === subject && ruleId.endsWith('.name');
    case 'familiesUnreachable':
      return ruleId === 'reachability';
    case 'languagesLost':
      return ruleId === 'students.UPDATE.languageBlanked';
    default:
      return false;
  }
}

const ofIdentity = /\.(?:name|birthDate|nameAndBirthDate)$/;

/** Changed where a school has another id. */
const ofSchools = ['classes.UPDATE.schoolTermCourse', 'students.UPDATE.schoolGradeIdentifier'];

function finding(
  kind: FindingKind,
  params: Finding['params'],
  subject = '',
  schoolSourcedId = '',
): Finding {
  return { kind, subject, schoolSourcedId, params };
}

function counted(kind: FindingKind, count: number): Finding[] {
  return count > 0 ? [finding(kind, { count })] : [];
}

function truncatedFiles({ files }: Evidence): Finding[] {
  return files.flatMap(({ fileName, rowsRead, rowsBefore, missing, missingAtEnd }) =>
    rowsBefore !== null &&
    rowsRead < rowsBefore &&
    missing >= 10 &&
    mostly(missingAtEnd, missing, 90)
      ? [finding('truncatedFile', { rowsRead, rowsBefore, missing, missingAtEnd }, fileName)]
      : [],
  );
}

function rekeyed(rekey: RekeyEvidence): Finding[] {
  const { entity, pairs, removed, byLeadingZeros, byCase } = rekey;
  if (pairs === 0 || !mostly(pairs, removed, 20)) return [];
  const params = { pairs, removed };
  if (mostly(byLeadingZeros, pairs, 90)) return [finding('leadingZeros', params, entity)];
  if (mostly(byCase, pairs, 90)) return [finding('caseDrift', params, entity)];
  const { byIdentifier, byMail, byNameAndBirthDate, byCode } = rekey;
  const ways = { byIdentifier, byMail, byNameAndBirthDate, byCode };
  return [finding('rekeyed', { ...params, ...ways }, entity)];
}

function namesGarbled({
  entity,
  count,
  garbled,
}: Evidence['identity']['names'][number]): Finding[] {
  return mostly(garbled, count) ? [finding('namesGarbled', { garbled, count }, entity)] : [];
}

/** A school whose own id or whose students' ids changed is neither new nor gone. */
function isByRekey({ kind }: Finding, rekeys: readonly Finding[]): boolean {
  return rekeys.some(({ subject }) => subject === (kind === 'schoolEmptied' ? 'students' : 'orgs'));
}

function schoolPattern(school: SchoolEvidence, leavingAnywhere: number): Finding[] {
  const { schoolSourcedId, org, students, leaving, movingOut, arriving, movingIn } = school;
  const gone = leaving + movingOut;
  const params = { students, leaving, movingOut, leavingAnywhere };
  if (org === 'added') {
    return [finding('newSchool', { arriving, movingIn }, '', schoolSourcedId)];
  }
  if (org === 'removed') {
    const kind = mostly(gone, students, 80) ? 'schoolClosed' : 'schoolMissing';
    return [finding(kind, params, '', schoolSourcedId)];
  }
  return gone >= 10 && mostly(gone, students, 80)
    ? [finding('schoolEmptied', params, '', schoolSourcedId)]
    : [];
}

function graduation({ leavingByGrade, gradesInForce }: Evidence): Finding[] {
  const order = (grade: string): number => numbered.indexOf(grade);
  const highest = gradesInForce.reduce((a, b) => (order(b) > order(a) ? b : a), '');
  const leaving = leavingByGrade.reduce((sum, { count }) => sum + count, 0);
  const inHighest = leavingByGrade.find(({ grade }) => grade === highest)?.count ?? 0;
  return order(highest) >= 0 && inHighest >= 10 && mostly(inHighest, leaving)
    ? [finding('graduation', { inHighest, leaving, grade: highest })]
    : [];
}

/** Grades with a next one; the words beside them (ungraded, other) have none. */
const numbered: readonly string[] = GRADE_CODES.slice(0, GRADE_CODES.indexOf('13') + 1);

function promotion({ gradeMoves }: Evidence): Finding[] {
  const changed = gradeMoves.reduce((sum, { count }) => sum + count, 0);
  const up = gradeMoves
    .filter(({ from, to }) => isNextGrade(from, to))
    .reduce((sum, { count }) => sum + count, 0);
  return up >= 10 && mostly(up, changed) ? [finding('gradePromotion', { up, changed })] : [];
}

function isNextGrade(from: string, to: string): boolean {
  const step = numbered.indexOf(to) - numbered.indexOf(from);
  // Not every district has transitional kindergarten between pre-kindergarten and kindergarten.
  return numbered.includes(from) && (step === 1 || (from === 'PK' && to === 'KG'));
}

function termRoll({ classes: { removed, ended, added, beginning } }: Evidence): Finding[] {
  const isRoll =
    removed + added >= 10 && mostly(ended, removed) && (added === 0 || mostly(beginning, added));
  return isRoll ? [finding('termRoll', { removed, ended, added, beginning })] : [];
}

/** What a school year consists of, as far as it has dates of its own: terms, classes by their terms, enrollments. */
const smallestYear: Readonly<Record<string, number>> = {
  sessions: 1,
  classes: 10,
  studentEnrollments: 10,
};

/** Ids that stay while everything about them moves by a year. */
function schoolYear({ years, terms }: Evidence): Finding[] {
  return (['ahead', 'back'] as const).flatMap((way) => {
    const moved = years.filter(
      (each) => each[way] >= (smallestYear[each.entity] ?? 10) && mostly(each[way], each.count),
    );
    if (moved.length === 0) return [];
    const counts = moved.flatMap((each) => [
      [each.entity, each[way]],
      [`${each.entity}Changed`, each.count],
    ]);
    return [
      finding(way === 'ahead' ? 'newYear' : 'pastYear', {
        ...Object.fromEntries(counts),
        ...(terms ?? {}),
      }),
    ];
  });
}

/** What most of the rows of a file that repeat an id have in common. */
function repeatedRows({ repeated }: Evidence): Finding[] {
  return [...new Set(repeated.map(({ fileName }) => fileName))].flatMap((fileName) => {
    const ofFile = repeated.filter((each) => each.fileName === fileName);
    const all = ofFile.reduce((sum, { count }) => sum + count, 0);
    const most = ofFile.find(({ count }) => mostly(count, all));
    return most && all >= 5
      ? [finding('repeatedRows', { count: most.count, all, columns: most.columns }, fileName)]
      : [];
  });
}

const nearDays = 21;

function calendar({ today, transition, firstDayOfSchool }: Evidence): Finding[] {
  const found: Finding[] = [];
  if (transition) found.push(finding('plannedTransition', { ...transition }));
  if (firstDayOfSchool) {
    const days = daysBetween(today, firstDayOfSchool);
    if (Math.abs(days) <= nearDays) found.push(finding('nearFirstDay', { days }));
  }
  return found;
}

function languagesLost({ languages: { lost, studentsBlanked } }: Evidence): Finding[] {
  return lost + studentsBlanked > 0 ? [finding('languagesLost', { lost, studentsBlanked })] : [];
}
