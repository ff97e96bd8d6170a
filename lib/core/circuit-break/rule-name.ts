import { changeLabels } from '../change/change';
import { entityNouns } from '../change/entity-nouns';
import { defaultRules, type MeasureName, type Rule, type WatchGroup } from './rules';

/** What a rule is about, for a list of limits: "Students removed", "Students changed: school, grade or identifier". */
export function ruleName(ruleId: string): string {
  const rule = defaultRules.find(({ id }) => id === ruleId);
  return rule ? nameOf(rule) : (situationNames[ruleId] ?? ruleId);
}

const situationNames: Readonly<Record<string, string>> = {
  onboarding: 'First roster',
  resume: 'First files after a pause',
  newSource: 'First update from another source',
};

const measureNames: Record<MeasureName, string> = {
  reachability: 'Students without a reachable contact (percentage points)',
  blankOut: 'Filled fields that would become empty',
  rekey: 'Records under a different id',
  idUsedAgain: 'Ids of former students reused for someone else',
  allRemovals: 'Removals of all kinds together',
  fileShrunk: 'A file with fewer rows',
  fileGrown: 'A file with more rows',
  invalidRows: 'Rows that cannot be used',
  duplicates: 'Rows that repeat an id',
  dangling: 'Rows that name a missing record',
  manyContacts: 'Students with six or more contacts',
  expectedCount: 'Off from the number announced for a transition',
  newSchoolGate: 'Checks a new school fails',
};

const ownNames: Readonly<Record<string, string>> = {
  'school.students': 'Students removed at one school',
  'school.classes': 'Classes removed at one school',
  'school.noStudents': 'A school left without students',
  'invalidRows.unusable': 'Rows that cannot be used: the files are refused',
};

const watchNames: Record<WatchGroup, string> = {
  idOrType: 'type or identifier',
  currentDates: 'dates that start or stop covering today',
  anyField: 'any field',
  schoolTermCourse: 'school, term or course',
  schoolGradeIdentifier: 'school, grade or identifier',
  roleMail: 'role or email address',
  phoneMail: 'phone or email address',
  languageBlanked: 'home language lost',
  languageReplaced: 'different home language',
  roleDates: 'role or dates',
  primaryFlag: 'who is primary',
  name: 'different name',
  birthDate: 'birth date',
  mail: 'email address',
  username: 'user name',
  nameAndBirthDate: 'name and birth date together',
};

function nameOf({ id, measure, entity, changeType, watch, only }: Rule): string {
  const own = ownNames[id];
  if (own) return own;
  const place = id.startsWith('school.') ? ' at one school' : '';
  if (measure) return measureNames[measure];
  if (!entity || !changeType) return id;
  const noun = entityNouns[entity].many;
  const words = `${noun.charAt(0).toUpperCase()}${noun.slice(1)} ${changeLabels[changeType].word.toLowerCase()}${place}`;
  if (only === 'coversToday') return `${words}: those that cover today`;
  return watch ? `${words}: ${watchNames[watch]}` : words;
}

/** What a list of limits is cut into, in this order. */
const groups = {
  students: 'Students',
  staff: 'Staff',
  contacts: 'Contacts',
  classes: 'Classes and enrollments',
  orgs: 'Schools, sessions and demographics',
  school: 'One school at a time',
  files: 'The files',
  whole: 'The roster as a whole',
} as const;

const groupOfEntity: Record<NonNullable<Rule['entity']>, keyof typeof groups> = {
  students: 'students',
  staff: 'staff',
  contacts: 'contacts',
  links: 'contacts',
  courses: 'classes',
  classes: 'classes',
  studentEnrollments: 'classes',
  staffEnrollments: 'classes',
  orgs: 'orgs',
  sessions: 'orgs',
  demographics: 'orgs',
};

const groupOfMeasure: Partial<Record<MeasureName, keyof typeof groups>> = {
  fileShrunk: 'files',
  fileGrown: 'files',
  invalidRows: 'files',
  duplicates: 'files',
  dangling: 'files',
};

/** "Students": where a rule stands in a list of limits, and after how many other groups. */
export function ruleGroup(ruleId: string): { name: string; rank: number } {
  const rule = defaultRules.find(({ id }) => id === ruleId);
  const group = rule ? groupOf(rule) : 'whole';
  return { name: groups[group], rank: Object.keys(groups).indexOf(group) };
}

function groupOf({ id, entity, measure }: Rule): keyof typeof groups {
  if (id.startsWith('school.')) return 'school';
  if (entity) return groupOfEntity[entity];
  return (measure && groupOfMeasure[measure]) ?? 'whole';
}
