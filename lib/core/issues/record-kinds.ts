// Problems of records against each other.
import { columnList, duplicateFix } from './duplicate-text';
import { counted, kind, verb, type IssueKind } from './kind';
import { sendAgain } from './shared-text';

const error = 'error';
const warning = 'warning';

const ENTITY_NOUNS: Readonly<Record<string, { one: string; file: string }>> = {
  org: { one: 'school or district', file: 'orgs.csv' },
  academicSession: { one: 'term or school year', file: 'academicSessions.csv' },
  course: { one: 'course', file: 'courses.csv' },
  class: { one: 'class', file: 'classes.csv' },
  user: { one: 'person', file: 'users.csv' },
  enrollment: { one: 'enrollment', file: 'enrollments.csv' },
  demographics: { one: 'demographics row', file: 'demographics.csv' },
};

/** None where the problem was kept before they were told. */
const differingColumns = (say: (name: string) => string) =>
  say('columns') === '…' ? [] : say('columns').split(',');

const targetNoun = (say: (name: string) => string) => ENTITY_NOUNS[say('target')]?.one ?? 'record';

const targetFile = (say: (name: string) => string) =>
  ENTITY_NOUNS[say('target')]?.file ?? 'its file';

export const RECORD_ISSUE_KINDS = {
  DUPLICATE_ID_SAME: kind(
    warning,
    'none',
    'Duplicate row',
    (say) =>
      `sourcedId "${say('value')}" appears more than once, with the same content. One was kept.`,
    () => 'Check the export for duplicate rows.',
    { column: 'sourcedId', value: 'u-1' },
  ),
  MEMBERSHIP_TWICE: kind(
    warning,
    'none',
    'Duplicate enrollment',
    (say) =>
      `sourcedId "${say('value')}" is the same person in the same class and role as "${say('kept')}", at the same time. The two are read as one enrollment, under "${say('kept')}".`,
    () => 'Check the export for enrollments listed under two ids.',
    { column: 'sourcedId', value: 'e-2', kept: 'e-1' },
  ),
  DELTA_OLDER_STATE: kind(
    warning,
    'none',
    'Several versions of a record',
    (say) =>
      `sourcedId "${say('value')}" appears more than once. According to dateLastModified, line ${say('newest')} is the newest, and only that row was used.`,
    () => 'Nothing to do if the newest version is right.',
    { column: 'dateLastModified', value: 'u-1', newest: 3 },
  ),
  DELTA_STATES_UNCLEAR: kind(
    error,
    'row',
    'Several versions of a record, and none is the newest',
    (say) =>
      `sourcedId "${say('value')}" appears more than once, and its rows do not show which usable one is newest. None of them were used; the record stays as it is.`,
    () =>
      'Put the time each row changed in dateLastModified, such as 2026-11-27T08:00:00Z, or send one row per record.',
    { column: 'dateLastModified', value: 'u-1' },
  ),
  DUPLICATE_ID_DIFFERENT: kind(
    error,
    'row',
    'Same id, different content',
    (say) =>
      `sourcedId "${say('value')}" comes more than once, ${
        differingColumns(say).length > 0
          ? `and the rows differ in ${columnList(differingColumns(say))}`
          : 'with different content'
      }. ${say('kept') === 'live' ? 'The row that matches the live roster was kept.' : 'The first was kept.'}`,
    (say) => duplicateFix(say('file'), differingColumns(say)),
    { column: 'sourcedId', value: 'u-1', columns: 'orgSourcedIds' },
  ),
  ID_USED_AGAIN: kind(
    warning,
    'none',
    'Id reused for someone else',
    (say) =>
      `sourcedId "${say('value')}" belonged to a student who left and now has someone else’s name and birth date. It is read as a new student, without the previous student’s attendance and contacts.`,
    () =>
      'Give every student a unique id and never reuse ids. If it is the same child, check the name and birth date in your SIS and tell your TalkingPoints contact.',
    { column: 'sourcedId', value: 'st-005' },
  ),
  PERSON_REPLACED: kind(
    warning,
    'none',
    'Different name and birth date',
    (say) =>
      `The student with sourcedId "${say('value')}" has a different name and birth date than before. The row is read as a new student, without the earlier attendance.`,
    () =>
      'Check that every row still has its own id: sorting one column alone, or shifting it by a row, mixes up names. If the id was given to another child, use a new one.',
    { column: 'sourcedId', value: 'st-005' },
  ),
  REFERENCE_MISSING: kind(
    error,
    'row',
    'Points to a missing record',
    (say) =>
      `${say('column')} is "${say('value')}", and ${targetFile(say)} has no ${targetNoun(say)} with this id that can be used.`,
    (say) =>
      `Add the ${targetNoun(say)} to ${targetFile(say)} or correct this row. If it is already there, its row was set aside or is marked tobedeleted.`,
    { file: 'enrollments.csv', column: 'schoolSourcedId', value: '99', target: 'org' },
  ),
  REFERENCE_SET_ASIDE: kind(
    error,
    'row',
    'Points to a row that was set aside',
    (say) =>
      `${say('column')} is "${say('value')}". That ${targetNoun(say)} is in ${targetFile(say)}, but its own row was set aside.`,
    (say) => `Correct the row in ${targetFile(say)} first; this row is then read, too.`,
    { file: 'enrollments.csv', column: 'classSourcedId', value: 'c-7', target: 'class' },
  ),
  REFERENCE_CLEARED: kind(
    warning,
    'none',
    'Optional reference to a missing record',
    (say) =>
      `${say('column')} is "${say('value')}", and ${targetFile(say)} has no ${targetNoun(say)} with this id that can be used. It was read as empty.`,
    (say) => `Add the ${targetNoun(say)} to ${targetFile(say)} or empty ${say('column')}.`,
    {
      file: 'courses.csv',
      column: 'schoolYearSourcedId',
      value: 'y-24',
      target: 'academicSession',
    },
  ),
  REFERENCE_ITEM_DROPPED: kind(
    warning,
    'none',
    'One of several references is missing',
    (say) =>
      `${say('column')} names "${say('value')}", and ${targetFile(say)} has no ${targetNoun(say)} with this id that can be used. The other ids were kept.`,
    (say) =>
      `Add the ${targetNoun(say)} to ${targetFile(say)} or take the id out of ${say('column')}.`,
    { column: 'orgSourcedIds', value: '99', target: 'org' },
  ),
  REFERENCE_CYCLE: kind(
    warning,
    'none',
    'Circular parents',
    (say) => `parentSourcedId "${say('value')}" points back to this row. It was read as empty.`,
    () => 'Correct the parent in your SIS.',
    { file: 'orgs.csv', column: 'parentSourcedId', value: 'school-1' },
  ),
  LINK_NOT_FAMILY: kind(
    warning,
    'none',
    'Link that is not student and family',
    (say) =>
      `agentSourcedIds names "${say('value')}", but a link joins a student and a guardian, parent or relative. It was left out.`,
    () => 'Link students with their guardians, parents or relatives only.',
    { column: 'agentSourcedIds', value: 'u-9' },
  ),
  CLASS_IN_NON_SCHOOL: kind(
    warning,
    'none',
    'Class outside a school',
    (say) =>
      `schoolSourcedId is "${say('value')}"${say('name') === '…' ? '' : ` (${say('name')})`}, which is ${/^[aeiou]/.test(say('type')) ? 'an' : 'a'} ${say('type')}, not a school. The class was read.`,
    () => 'Point schoolSourcedId to the school in which the class is taught.',
    {
      file: 'classes.csv',
      column: 'schoolSourcedId',
      value: 'district-1',
      type: 'district',
      name: 'Example District',
    },
  ),
  NO_CONTACTS: kind(
    error,
    'golive',
    'No family contacts',
    () => 'users.csv has no guardians, parents or relatives, so no family can be messaged.',
    () => 'Add family contacts to users.csv and link them with agentSourcedIds.',
  ),
  CONTACT_LANGUAGE_DEFAULTED: kind(
    warning,
    'none',
    'Contacts without a language',
    (say) =>
      `${counted(say, 'contact has', 'contacts have')} no language. The student's language or the district's default is used.`,
    () => 'Fill in metadata.language for guardians, parents and relatives.',
    { column: 'metadata.language', count: 120 },
  ),
  REMOVALS_WITHHELD: kind(
    warning,
    'none',
    'Removals wait',
    (say) =>
      `${counted(say, 'row', 'rows')} of ${say('file')} ${verb(say, 'has', 'have')} no readable sourcedId, so it is not certain who is missing. Nothing was removed because of this file.`,
    () => `Correct these rows, ${sendAgain}.`,
    { count: 3 },
  ),
} satisfies Record<string, IssueKind>;
