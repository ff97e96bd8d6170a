// The OneRoster 1.1 CSV binding as one table per file. The parser, the checks, the help pages and the docs all read
// this table, so they cannot drift apart.

export type RosterEntity =
  'org' | 'academicSession' | 'course' | 'class' | 'user' | 'enrollment' | 'demographics';

export type FileMode = 'bulk' | 'delta' | 'absent';

export type ColumnType =
  | 'guid'
  | 'guidList'
  | 'string'
  | 'stringList'
  | 'date'
  | 'dateTime'
  | 'year'
  | 'boolean'
  | 'enum'
  | 'enumList'
  | 'float'
  | 'grades'
  | 'userIds'
  | 'language'
  | 'ell';

export interface ColumnSpec {
  /** As in the standard. */
  name: string;
  /** Column in the database. */
  field: string;
  type: ColumnType;
  required: boolean;
  /** Filled in delta files, blank in bulk files. */
  deltaOnly?: boolean;
  values?: readonly string[];
  references?: { entity: RosterEntity; many: boolean; onMissing: 'reject' | 'warn' };
  /** Names or reaches a person: its text never enters an issue. */
  private?: boolean;
  stored: boolean;
  /** One plain sentence for a school's tech lead. */
  help: string;
}

export interface FileSpec {
  fileName: string;
  manifestProperty: string;
  /** Null: recognised and left aside. */
  entity: RosterEntity | null;
  /** Required by TalkingPoints. */
  required: boolean;
  columns: readonly ColumnSpec[];
  help: string;
}

export type PgType = 'text' | 'text[]' | 'date' | 'boolean' | 'integer' | 'jsonb';

export interface StoredColumn {
  field: string;
  pgType: PgType;
}

export const MANIFEST_FILE_NAME = 'manifest.csv';

/** Load order: nothing points to an entity that comes later, except users to users. */
export const ROSTER_ENTITIES = [
  'org',
  'academicSession',
  'course',
  'class',
  'user',
  'enrollment',
  'demographics',
] as const satisfies readonly RosterEntity[];

export const USER_ROLES = [
  'administrator',
  'aide',
  'guardian',
  'parent',
  'proctor',
  'relative',
  'student',
  'teacher',
] as const;

/** The roles that family messaging treats alike as contacts. */
export const CONTACT_ROLES = ['guardian', 'parent', 'relative'] as const;

export const ENROLLMENT_ROLES = ['administrator', 'proctor', 'student', 'teacher'] as const;
export const ORG_TYPES = [
  'department',
  'school',
  'district',
  'local',
  'state',
  'national',
] as const;
export const SESSION_TYPES = ['gradingPeriod', 'semester', 'schoolYear', 'term'] as const;
export const CLASS_TYPES = ['homeroom', 'scheduled'] as const;
export const SEXES = ['male', 'female'] as const;
export const STATUSES = ['active', 'tobedeleted'] as const;

type More = Partial<Pick<ColumnSpec, 'field' | 'values' | 'references' | 'private' | 'stored'>>;

function column(
  name: string,
  type: ColumnType,
  need: 'required' | 'optional',
  help: string,
  more: More = {},
): ColumnSpec {
  return {
    name,
    field: more.field ?? snakeCase(name),
    type,
    required: need === 'required',
    stored: more.stored ?? true,
    help,
    ...(more.values ? { values: more.values } : {}),
    ...(more.references ? { references: more.references } : {}),
    ...(more.private ? { private: true } : {}),
  };
}

function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`).replaceAll('.', '_');
}

function one(entity: RosterEntity, onMissing: 'reject' | 'warn') {
  return { references: { entity, many: false, onMissing } };
}

function many(entity: RosterEntity, onMissing: 'reject' | 'warn') {
  return { references: { entity, many: true, onMissing } };
}

/** The three columns every data file starts with. */
function opening(idHelp: string, idMore: More = {}): ColumnSpec[] {
  return [
    column('sourcedId', 'guid', 'required', idHelp, idMore),
    {
      ...column(
        'status',
        'enum',
        'optional',
        'Empty in a full copy; active or tobedeleted in a delta file.',
        {
          values: STATUSES,
          stored: false,
        },
      ),
      deltaOnly: true,
    },
    {
      ...column(
        'dateLastModified',
        'dateTime',
        'optional',
        'Empty in a full copy; the time of the last change in a delta file.',
        {
          stored: false,
        },
      ),
      deltaOnly: true,
    },
  ];
}

const GRADE_HELP = 'PK, KG, 01 to 12, UG and so on; write several as "01,02".';

const ORG_COLUMNS: readonly ColumnSpec[] = [
  ...opening('The unique id of the school or district; it must stay the same from day to day.'),
  column('name', 'string', 'required', 'The name of the school or district.'),
  column('type', 'enum', 'required', 'The type; for schools, school.', { values: ORG_TYPES }),
  column('identifier', 'string', 'optional', 'A number people use, often the NCES number.'),
  column(
    'parentSourcedId',
    'guid',
    'optional',
    'The sourcedId of the parent organization, usually the district.',
    one('org', 'warn'),
  ),
];

const ACADEMIC_SESSION_COLUMNS: readonly ColumnSpec[] = [
  ...opening('The unique id of the term or school year; it must stay the same from day to day.'),
  column('title', 'string', 'required', 'A name such as 2026-2027 or Fall.'),
  column('type', 'enum', 'required', 'The type of period.', { values: SESSION_TYPES }),
  column('startDate', 'date', 'required', 'The first day, written 2026-08-15.'),
  column('endDate', 'date', 'required', 'The day after the last day, written 2027-06-10.'),
  column(
    'parentSourcedId',
    'guid',
    'optional',
    'The sourcedId of the longer period it belongs to.',
    one('academicSession', 'warn'),
  ),
  column('schoolYear', 'year', 'required', 'The year in which the school year ends, such as 2027.'),
];

const COURSE_COLUMNS: readonly ColumnSpec[] = [
  ...opening('The unique id of the course; it must stay the same from day to day.'),
  column(
    'schoolYearSourcedId',
    'guid',
    'optional',
    'The sourcedId of the school year in academicSessions.csv.',
    one('academicSession', 'warn'),
  ),
  column('title', 'string', 'required', 'The name of the course.'),
  column('courseCode', 'string', 'optional', 'The course code in your catalog.'),
  column('grades', 'grades', 'optional', GRADE_HELP),
  column(
    'orgSourcedId',
    'guid',
    'required',
    'The sourcedId of the school or district that offers it.',
    one('org', 'warn'),
  ),
  column(
    'subjects',
    'stringList',
    'optional',
    'Subject names; write several as "Science,Physics".',
  ),
  column('subjectCodes', 'stringList', 'optional', 'Codes of the subjects, in the same order.'),
];

const CLASS_COLUMNS: readonly ColumnSpec[] = [
  ...opening('The unique id of the class (section); it must stay the same from day to day.'),
  column('title', 'string', 'required', 'The name of the class.'),
  column('grades', 'grades', 'optional', GRADE_HELP),
  column(
    'courseSourcedId',
    'guid',
    'required',
    'The sourcedId of its course in courses.csv.',
    one('course', 'reject'),
  ),
  column('classCode', 'string', 'optional', 'The code of the class, such as a section number.'),
  column(
    'classType',
    'enum',
    'required',
    'homeroom for a homeroom, scheduled for every other class.',
    { values: CLASS_TYPES },
  ),
  column('location', 'string', 'optional', 'The room.'),
  column(
    'schoolSourcedId',
    'guid',
    'required',
    'The sourcedId of its school in orgs.csv.',
    one('org', 'reject'),
  ),
  column(
    'termSourcedIds',
    'guidList',
    'required',
    'The sourcedIds of its terms in academicSessions.csv; write several as "t1,t2".',
    many('academicSession', 'reject'),
  ),
  column(
    'subjects',
    'stringList',
    'optional',
    'Subject names; write several as "Science,Physics".',
  ),
  column('subjectCodes', 'stringList', 'optional', 'Codes of the subjects, in the same order.'),
  column(
    'periods',
    'stringList',
    'optional',
    'The periods in which the class meets; write several as "1,3".',
  ),
];

const USER_COLUMNS: readonly ColumnSpec[] = [
  ...opening('The unique id of the person; it must stay the same from day to day.'),
  column('enabledUser', 'boolean', 'required', 'true for an active person, otherwise false.'),
  column(
    'orgSourcedIds',
    'guidList',
    'required',
    'The sourcedIds of the person\'s schools in orgs.csv, the main one first; write several as "s1,s2".',
    many('org', 'reject'),
  ),
  column(
    'role',
    'enum',
    'required',
    'The person’s role; family contacts are guardian, parent or relative.',
    { values: USER_ROLES },
  ),
  column('username', 'string', 'required', 'The name the person signs in with at school.', {
    private: true,
  }),
  column('userIds', 'userIds', 'optional', 'Ids in other systems, written "{LDAP:id},{Fed:id}".', {
    private: true,
  }),
  column('givenName', 'string', 'required', 'First name.', { private: true }),
  column('familyName', 'string', 'required', 'Last name.', { private: true }),
  column('middleName', 'string', 'optional', 'Middle names, separated by a blank.', {
    private: true,
  }),
  column(
    'identifier',
    'string',
    'optional',
    'A number people use, such as the student or staff number.',
    { private: true },
  ),
  column('email', 'string', 'optional', 'Email address.', { private: true }),
  column('sms', 'string', 'optional', 'Mobile number for text messages.', { private: true }),
  column('phone', 'string', 'optional', 'Other phone number.', { private: true }),
  column(
    'agentSourcedIds',
    'guidList',
    'optional',
    'For a student the sourcedIds of the contacts, for a contact those of the students; write several as "u1,u2".',
    many('user', 'warn'),
  ),
  column('grades', 'grades', 'optional', 'For students: PK, KG, 01 to 12, UG and so on.'),
  column(
    'password',
    'string',
    'optional',
    'Leave it empty: TalkingPoints never stores passwords.',
    { private: true, stored: false },
  ),
  column(
    'metadata.language',
    'language',
    'optional',
    'Home language, by name (Spanish) or ISO 639-1 code (es); needed before going live.',
    { field: 'language_text' },
  ),
  column('metadata.ell', 'ell', 'optional', 'true for English learners, otherwise false.', {
    field: 'ell',
  }),
];

const ENROLLMENT_COLUMNS: readonly ColumnSpec[] = [
  ...opening('The unique id of the enrollment; it must stay the same from day to day.'),
  column(
    'classSourcedId',
    'guid',
    'required',
    'The sourcedId of the class in classes.csv.',
    one('class', 'reject'),
  ),
  column(
    'schoolSourcedId',
    'guid',
    'required',
    'The sourcedId of the school in orgs.csv.',
    one('org', 'reject'),
  ),
  column(
    'userSourcedId',
    'guid',
    'required',
    'The sourcedId of the person in users.csv.',
    one('user', 'reject'),
  ),
  column('role', 'enum', 'required', 'The person’s role in this class.', {
    values: ENROLLMENT_ROLES,
  }),
  column('primary', 'boolean', 'optional', 'true for the main teacher of the class.', {
    field: 'is_primary',
  }),
  column('beginDate', 'date', 'optional', 'The first day, written 2026-08-15.'),
  column('endDate', 'date', 'optional', 'The day after the last day, written 2027-06-10.'),
];

const DEMOGRAPHICS_COLUMNS: readonly ColumnSpec[] = [
  ...opening('The sourcedId of the person in users.csv.', one('user', 'reject')),
  column('birthDate', 'date', 'optional', 'Day of birth, written 2015-04-13.'),
  column('sex', 'enum', 'optional', 'male or female, or empty.', { values: SEXES }),
  column('americanIndianOrAlaskaNative', 'boolean', 'optional', 'true or false.'),
  column('asian', 'boolean', 'optional', 'true or false.'),
  column('blackOrAfricanAmerican', 'boolean', 'optional', 'true or false.'),
  column('nativeHawaiianOrOtherPacificIslander', 'boolean', 'optional', 'true or false.'),
  column('white', 'boolean', 'optional', 'true or false.'),
  column('demographicRaceTwoOrMoreRaces', 'boolean', 'optional', 'true or false.'),
  column('hispanicOrLatinoEthnicity', 'boolean', 'optional', 'true or false.'),
  column('countryOfBirthCode', 'string', 'optional', 'Two-letter country code, such as US.', {
    private: true,
  }),
  column('stateOfBirthAbbreviation', 'string', 'optional', 'State abbreviation, such as WA.', {
    private: true,
  }),
  column('cityOfBirth', 'string', 'optional', 'City of birth.', { private: true }),
  column(
    'publicSchoolResidenceStatus',
    'string',
    'optional',
    'CEDS code of the residence status.',
    { private: true },
  ),
];

/** Files the Connector recognises and leaves aside; their columns are listed for the help pages only. */
function leftAside(fileName: string, help: string, columns: readonly ColumnSpec[]): FileSpec {
  return {
    fileName,
    manifestProperty: manifestProperty(fileName),
    entity: null,
    required: false,
    columns: [...opening('The unique id of the row.'), ...columns].map((spec) => ({
      ...spec,
      stored: false,
    })),
    help,
  };
}

function roster(
  entity: RosterEntity,
  fileName: string,
  required: boolean,
  help: string,
  columns: readonly ColumnSpec[],
): FileSpec {
  return {
    fileName,
    manifestProperty: manifestProperty(fileName),
    entity,
    required,
    columns,
    help,
  };
}

function manifestProperty(fileName: string): string {
  return `file.${fileName.replace(/\.csv$/, '')}`;
}

const notUsed = 'Not used by TalkingPoints.';

export const FILE_SPECS: readonly FileSpec[] = [
  {
    fileName: MANIFEST_FILE_NAME,
    manifestProperty: '',
    entity: null,
    required: true,
    columns: [
      column('propertyName', 'string', 'required', 'Name of the property, such as file.users.', {
        stored: false,
      }),
      column('value', 'string', 'required', 'Its value, such as bulk.', { stored: false }),
    ],
    help: 'Lists the files in the export and whether each is a full copy (bulk), changes only (delta) or not sent (absent).',
  },
  roster(
    'academicSession',
    'academicSessions.csv',
    true,
    'School years, terms and grading periods.',
    ACADEMIC_SESSION_COLUMNS,
  ),
  leftAside('categories.csv', 'Gradebook categories. Not used.', [
    column('title', 'string', 'required', notUsed),
  ]),
  roster(
    'class',
    'classes.csv',
    true,
    'Classes (sections) with their course, school and terms.',
    CLASS_COLUMNS,
  ),
  leftAside('classResources.csv', 'Learning resources of classes. Not used.', [
    column('title', 'string', 'optional', notUsed),
    column('classSourcedId', 'guid', 'required', notUsed),
    column('resourceSourcedId', 'guid', 'required', notUsed),
  ]),
  roster(
    'course',
    'courses.csv',
    true,
    'The courses that classes are taught from.',
    COURSE_COLUMNS,
  ),
  leftAside('courseResources.csv', 'Learning resources of courses. Not used.', [
    column('title', 'string', 'optional', notUsed),
    column('courseSourcedId', 'guid', 'required', notUsed),
    column('resourceSourcedId', 'guid', 'required', notUsed),
  ]),
  roster(
    'demographics',
    'demographics.csv',
    false,
    'Birth date, sex, race and ethnicity of students. Needed only when the manifest says bulk or delta.',
    DEMOGRAPHICS_COLUMNS,
  ),
  roster(
    'enrollment',
    'enrollments.csv',
    true,
    'Who is in which class, and in what role.',
    ENROLLMENT_COLUMNS,
  ),
  leftAside('lineItems.csv', 'Gradebook assignments. Not used.', [
    column('title', 'string', 'required', notUsed),
    column('description', 'string', 'optional', notUsed),
    column('assignDate', 'date', 'required', notUsed),
    column('dueDate', 'date', 'required', notUsed),
    column('classSourcedId', 'guid', 'required', notUsed),
    column('categorySourcedId', 'guid', 'required', notUsed),
    column('gradingPeriodSourcedId', 'guid', 'required', notUsed),
    column('resultValueMin', 'float', 'required', notUsed),
    column('resultValueMax', 'float', 'required', notUsed),
  ]),
  roster('org', 'orgs.csv', true, 'The district and its schools.', ORG_COLUMNS),
  leftAside('resources.csv', 'Learning resources. Not used.', [
    column('vendorResourceId', 'string', 'required', notUsed),
    column('title', 'string', 'optional', notUsed),
    column('roles', 'enumList', 'optional', notUsed, { values: USER_ROLES }),
    column('importance', 'enum', 'optional', notUsed, { values: ['primary', 'secondary'] }),
    column('vendorId', 'string', 'optional', notUsed),
    column('applicationId', 'string', 'optional', notUsed),
  ]),
  leftAside('results.csv', 'Gradebook results. Not used.', [
    column('lineItemSourcedId', 'guid', 'required', notUsed),
    column('studentSourcedId', 'guid', 'required', notUsed),
    column('scoreStatus', 'enum', 'required', notUsed, {
      values: ['exempt', 'fully graded', 'not submitted', 'partially graded', 'submitted'],
    }),
    column('score', 'float', 'required', notUsed),
    column('scoreDate', 'date', 'required', notUsed),
    column('comment', 'string', 'optional', notUsed),
  ]),
  roster(
    'user',
    'users.csv',
    true,
    'Students, teachers, other staff and family contacts, with the home language.',
    USER_COLUMNS,
  ),
];

/**
 * What a district sends: the manifest, and the files whose records we keep. The others of the standard, such as results, are
 * recognized and left aside.
 */
export const USED_FILE_SPECS: readonly FileSpec[] = FILE_SPECS.filter(isUsed);

/** Of the standard, and of no use to us. */
export const UNUSED_FILE_SPECS: readonly FileSpec[] = FILE_SPECS.filter((spec) => !isUsed(spec));

function isUsed({ entity, fileName }: FileSpec): boolean {
  return entity !== null || fileName === MANIFEST_FILE_NAME;
}

const SPEC_BY_NAME = new Map(FILE_SPECS.map((spec) => [spec.fileName, spec]));

/** The specification of a file by its exact name; undefined for names outside the standard. */
export function fileSpec(fileName: string): FileSpec | undefined {
  return SPEC_BY_NAME.get(fileName);
}

export function fileSpecForEntity(entity: RosterEntity): FileSpec {
  const found = FILE_SPECS.find((spec) => spec.entity === entity);
  if (!found) throw new Error(`No file for ${entity}`);
  return found;
}

const PG_TYPES: Readonly<Record<ColumnType, PgType>> = {
  guid: 'text',
  guidList: 'text[]',
  string: 'text',
  stringList: 'text[]',
  date: 'date',
  dateTime: 'text',
  year: 'integer',
  boolean: 'boolean',
  enum: 'text',
  enumList: 'text[]',
  float: 'text',
  grades: 'text[]',
  userIds: 'text[]',
  language: 'text',
  ell: 'boolean',
};

const METADATA_COLUMN: StoredColumn = { field: 'metadata', pgType: 'jsonb' };

/** Worked out from a user row rather than read from it: main school, keys to search and match by, E.164 numbers. */
const USER_DERIVED: readonly StoredColumn[] = [
  { field: 'school_sourced_id', pgType: 'text' },
  { field: 'name_key', pgType: 'text' },
  { field: 'given_key', pgType: 'text' },
  { field: 'email_key', pgType: 'text' },
  { field: 'sms_e164', pgType: 'text' },
  { field: 'phone_e164', pgType: 'text' },
];

/** Whether the title is that of the course, because the row has none. */
const CLASS_DERIVED: readonly StoredColumn[] = [{ field: 'has_course_title', pgType: 'boolean' }];

/** The record layout of an entity: the order of `values` in an accepted row, sourced_id first. */
export function storedColumns(entity: RosterEntity): readonly StoredColumn[] {
  return STORED_COLUMNS[entity];
}

const DERIVED: Readonly<Partial<Record<RosterEntity, readonly StoredColumn[]>>> = {
  class: CLASS_DERIVED,
  user: USER_DERIVED,
};

const STORED_COLUMNS: Readonly<Record<RosterEntity, readonly StoredColumn[]>> = {
  org: layout('org'),
  academicSession: layout('academicSession'),
  course: layout('course'),
  class: layout('class'),
  user: layout('user'),
  enrollment: layout('enrollment'),
  demographics: layout('demographics'),
};

function layout(entity: RosterEntity): readonly StoredColumn[] {
  const read = fileSpecForEntity(entity)
    .columns.filter((spec) => spec.stored)
    .flatMap((spec): StoredColumn[] =>
      spec.type === 'language'
        ? [
            { field: 'language_code', pgType: 'text' },
            { field: spec.field, pgType: 'text' },
          ]
        : [{ field: spec.field, pgType: PG_TYPES[spec.type] }],
    );
  return [...read, METADATA_COLUMN, ...(DERIVED[entity] ?? [])];
}
