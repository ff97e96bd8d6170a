/** Rows of the generator as JSON records of OneRoster 1.1 and 1.2. */
import type { DataFile } from '@/lib/synthetic/district';
import { COLUMNS } from '@/lib/synthetic/rows';

import { type Cell, cellsOf, list } from '../parts/cells';

import type { JsonRecord, RosterRow } from './roster';

export type OneRosterVersion = '1.1' | '1.2';

export interface RecordForm {
  readonly version: OneRosterVersion;
  /** Address that references lead to, up to the version. */
  readonly base: string;
}

export function recordOf(file: DataFile, row: RosterRow, form: RecordForm): JsonRecord {
  if (typeof row.content !== 'string') return row.content;
  const { sourcedId, status, dateLastModified } = row;
  const record = {
    sourcedId,
    status,
    dateLastModified,
    ...WRITERS[file](cellsOf(file, row.content), new References(form.base), form.version),
  };
  return row.changed ? { ...record, ...row.changed } : record;
}

type Reference = { href: string; sourcedId: string; type: string };

const PATH_OF: Readonly<Record<string, string>> = {
  org: 'orgs',
  academicSession: 'academicSessions',
  course: 'courses',
  class: 'classes',
  user: 'users',
};

class References {
  constructor(private readonly base: string) {}

  to(type: string, sourcedId: string | undefined): Reference | undefined {
    if (sourcedId === undefined) return undefined;
    const href = `${this.base}/${PATH_OF[type]}/${encodeURIComponent(sourcedId)}`;
    return { href, sourcedId, type };
  }

  toAll(type: string, sourcedIds: string | undefined): (Reference | undefined)[] {
    return list(sourcedIds).map((sourcedId) => this.to(type, sourcedId));
  }
}

type Writer = (cell: Cell, refs: References, version: OneRosterVersion) => JsonRecord;

function asTheyAre(...columns: string[]): Writer {
  return (cell) => Object.fromEntries(columns.map((column) => [column, cell(column)]));
}

const WRITERS: Readonly<Record<DataFile, Writer>> = {
  orgs: (cell, refs) => ({
    name: cell('name'),
    type: cell('type'),
    identifier: cell('identifier'),
    parent: refs.to('org', cell('parentSourcedId')),
  }),
  academicSessions: (cell, refs) => ({
    title: cell('title'),
    startDate: cell('startDate'),
    endDate: cell('endDate'),
    type: cell('type'),
    parent: refs.to('academicSession', cell('parentSourcedId')),
    schoolYear: cell('schoolYear'),
  }),
  courses: (cell, refs) => ({
    title: cell('title'),
    schoolYear: refs.to('academicSession', cell('schoolYearSourcedId')),
    courseCode: cell('courseCode'),
    grades: list(cell('grades')),
    subjects: list(cell('subjects')),
    org: refs.to('org', cell('orgSourcedId')),
    subjectCodes: list(cell('subjectCodes')),
  }),
  classes: (cell, refs) => ({
    title: cell('title'),
    classCode: cell('classCode'),
    classType: cell('classType'),
    location: cell('location'),
    grades: list(cell('grades')),
    subjects: list(cell('subjects')),
    course: refs.to('course', cell('courseSourcedId')),
    school: refs.to('org', cell('schoolSourcedId')),
    terms: refs.toAll('academicSession', cell('termSourcedIds')),
    subjectCodes: list(cell('subjectCodes')),
    periods: list(cell('periods')),
  }),
  users: userRecord,
  enrollments: (cell, refs, version) => ({
    user: refs.to('user', cell('userSourcedId')),
    class: refs.to('class', cell('classSourcedId')),
    school: refs.to('org', cell('schoolSourcedId')),
    role: cell('role'),
    // 1.2 has it for students too.
    primary: cell('primary') ?? (version === '1.2' ? 'false' : undefined),
    beginDate: cell('beginDate'),
    endDate: cell('endDate'),
  }),
  demographics: asTheyAre(...COLUMNS.demographics),
};

function userRecord(cell: Cell, refs: References, version: OneRosterVersion): JsonRecord {
  const orgs = refs.toAll('org', cell('orgSourcedIds'));
  const role = cell('role') ?? '';
  const metadata = {
    language: cell('metadata.language'),
    ell: cell('metadata.ell'),
    homeroom: cell('metadata.homeroom'),
  };
  const rest = {
    username: cell('username'),
    userIds: [],
    enabledUser: cell('enabledUser'),
    givenName: cell('givenName'),
    familyName: cell('familyName'),
    middleName: cell('middleName'),
    identifier: cell('identifier'),
    email: cell('email'),
    sms: cell('sms'),
    phone: cell('phone'),
    agents: refs.toAll('user', cell('agentSourcedIds')),
    grades: list(cell('grades')),
    metadata,
  };
  if (version === '1.1') return { ...rest, role, orgs };
  return {
    ...rest,
    userMasterIdentifier: cell('identifier'),
    roles: orgs.map((org, i) => ({
      roleType: i === 0 ? 'primary' : 'secondary',
      role: role === 'administrator' ? 'siteAdministrator' : role,
      org,
    })),
    userProfiles: [],
    primaryOrg: orgs[0],
  };
}
