/**
 * What a first roster has to show before it goes live, and a school that is new (docs/policy.md,
 * "The first roster"). A criterion the district gave no number for passes as not declared.
 */
import { formatNumber, formatPercent, percentOf, plural } from '../format/numbers';

export const gateCriteria = [
  'requiredFiles',
  'schoolCount',
  'studentCount',
  'studentsInClass',
  'classesWithTeacher',
  'studentsReachable',
  'languageFilled',
  'languagesSeveral',
  'staffMailUnique',
  'sessionCurrent',
  'duplicates',
  'dangling',
] as const;

export type GateCriterion = (typeof gateCriteria)[number];

export type GateOutcome = 'passed' | 'failed' | 'notDeclared';

export type GateResult = {
  readonly criterion: GateCriterion;
  readonly outcome: GateOutcome;
  readonly count: number;
  readonly base: number | null;
  /** Percent of the base, or a number; null where nothing was declared. */
  readonly required: number | null;
};

/** Of its people and their links. */
export type PeopleFacts = {
  readonly students: number;
  /** Linked to a contact with a phone or mail. */
  readonly studentsReachable: number;
  readonly studentsWithLanguage: number;
  /** Different ones among the students. */
  readonly languages: number;
  readonly staff: number;
  readonly staffWithUniqueMail: number;
};

/** Of its classes and enrollments. */
export type ClassFacts = {
  readonly studentsInClass: number;
  readonly classes: number;
  readonly classesWithTeacher: number;
};

export type GateFacts = PeopleFacts & ClassFacts & { readonly currentSessions: number };

/** Known of a whole district only. */
export type DistrictGateFacts = GateFacts & {
  readonly requiredFilesMissing: number;
  readonly schools: number;
  readonly duplicates: number;
  readonly dangling: number;
  readonly rowsRead: number;
};

export type Declared = {
  readonly schools: number | null;
  readonly students: number | null;
  readonly isMultilingual: boolean | null;
};

const studentsOffPercent = 15;
const danglingPercent = 1;

export function districtGate(facts: DistrictGateFacts, declared: Declared): GateResult[] {
  const results = new Map(
    [
      result(
        'requiredFiles',
        facts.requiredFilesMissing === 0,
        facts.requiredFilesMissing,
        null,
        0,
      ),
      declared.schools === null
        ? notDeclared('schoolCount', facts.schools)
        : result(
            'schoolCount',
            facts.schools === declared.schools,
            facts.schools,
            null,
            declared.schools,
          ),
      declared.students === null
        ? notDeclared('studentCount', facts.students)
        : result(
            'studentCount',
            Math.abs(facts.students - declared.students) * 100 <=
              declared.students * studentsOffPercent,
            facts.students,
            declared.students,
            studentsOffPercent,
          ),
      ...schoolGate(facts),
      declared.isMultilingual
        ? result('languagesSeveral', facts.languages > 1, facts.languages, null, 2)
        : notDeclared('languagesSeveral', facts.languages),
      result('duplicates', facts.duplicates === 0, facts.duplicates, null, 0),
      result(
        'dangling',
        facts.dangling * 100 < facts.rowsRead * danglingPercent || facts.dangling === 0,
        facts.dangling,
        facts.rowsRead,
        danglingPercent,
      ),
    ].map((each) => [each.criterion, each]),
  );
  return gateCriteria.flatMap((criterion) => results.get(criterion) ?? []);
}

/** The criteria that make sense of one school. */
export function schoolGate(facts: GateFacts): GateResult[] {
  return [
    share('studentsInClass', facts.studentsInClass, facts.students, 95),
    share('classesWithTeacher', facts.classesWithTeacher, facts.classes, 95),
    share('studentsReachable', facts.studentsReachable, facts.students, 90),
    share('languageFilled', facts.studentsWithLanguage, facts.students, 90),
    share('staffMailUnique', facts.staffWithUniqueMail, facts.staff, 98),
    result('sessionCurrent', facts.currentSessions > 0, facts.currentSessions, null, 1),
  ];
}

/** Of nothing there is no share: a roster without students, classes or staff has not shown what it has to show. */
function share(criterion: GateCriterion, count: number, base: number, required: number) {
  return result(criterion, base > 0 && count * 100 >= base * required, count, base, required);
}

function result(
  criterion: GateCriterion,
  isPassed: boolean,
  count: number,
  base: number | null,
  required: number,
): GateResult {
  return { criterion, outcome: isPassed ? 'passed' : 'failed', count, base, required };
}

function notDeclared(criterion: GateCriterion, count: number): GateResult {
  return { criterion, outcome: 'notDeclared', count, base: null, required: null };
}

/** "9,310 of 10,000 students are in a class, 93.1 %. At least 95 % are needed." */
export function explainGate(each: GateResult): string {
  return sentences[each.criterion](each);
}

const atLeast = (each: GateResult, what: string): string =>
  each.base === 0
    ? `There are no ${what.slice(0, what.indexOf(' '))} to ask this of.`
    : `${formatNumber(each.count)} of ${formatNumber(each.base)} ${what}${of(each)}. At least ${formatPercent(each.required)} required.`;

function of({ count, base, required: limit }: GateResult): string {
  const percent = percentOf(count, base ?? 0);
  return percent === null ? '' : `, ${formatPercent(percent, { limit })}`;
}

const sentences: Record<GateCriterion, (each: GateResult) => string> = {
  requiredFiles: ({ count }) =>
    count === 0
      ? 'All required files are there.'
      : `${plural(count, 'required file')} ${count === 1 ? 'is' : 'are'} missing.`,
  schoolCount: ({ count, required }) =>
    required === null
      ? `${plural(count, 'school')}; the district did not declare a number.`
      : `${plural(count, 'school')}; the district declared ${formatNumber(required)}.`,
  studentCount: ({ count, base, required }) =>
    required === null
      ? `${plural(count, 'student')}; the district did not declare a number.`
      : `${plural(count, 'student')}; the district declared ${formatNumber(base)}, and up to ${formatPercent(required)} more or fewer is fine.`,
  studentsInClass: (each) => atLeast(each, 'students are in a class'),
  classesWithTeacher: (each) => atLeast(each, 'classes have a teacher'),
  studentsReachable: (each) => atLeast(each, 'students have a contact with phone or email'),
  languageFilled: (each) => atLeast(each, 'students have a home language'),
  languagesSeveral: ({ count, required }) =>
    required === null
      ? `${plural(count, 'home language')}; the district did not say it has several.`
      : `${plural(count, 'home language')}; the district said it has several.`,
  staffMailUnique: (each) => atLeast(each, 'staff have an email address of their own'),
  sessionCurrent: ({ count }) =>
    count > 0
      ? 'A session covers today or the first day of school.'
      : 'No session covers today or the first day of school.',
  duplicates: ({ count }) =>
    count === 0 ? 'No sourcedId is repeated.' : `${plural(count, 'row')} repeat a sourcedId.`,
  dangling: (each) =>
    `${formatNumber(each.count)} of ${formatNumber(each.base)} rows name a missing record${of(each)}. Less than ${formatPercent(each.required)} is fine.`,
};
