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
    'Row twice',
    (say) =>
      `sourcedId "${say('value')}" comes more than once, with the same content. One was kept.`,
    () => 'Check the export for rows that are written twice.',
    { column: 'sourcedId', value: 'u-1' },
  ),
  MEMBERSHIP_TWICE: kind(
    warning,
    'none',
    'Same membership twice',
    (say) =>
      `sourcedId "${say('value')}" is the same person in the same class and role as "${say('kept')}", at the same time. The two are read as one membership, under "${say('kept')}".`,
    () => 'Check the export for memberships that are written under two ids.',
    { column: 'sourcedId', value: 'e-2', kept: 'e-1' },
  ),
  DELTA_OLDER_STATE: kind(
    warning,
    'none',
    'A record in several states',
    (say) =>
      `sourcedId "${say('value')}" comes more than once. By dateLastModified the row in line ${say('newest')} is the newest, and only that one was used.`,
    () => 'Nothing to do when the newest state is right.',
    { column: 'dateLastModified', value: 'u-1', newest: 3 },
  ),
  DELTA_STATES_UNCLEAR: kind(
    error,
    'row',
    'A record in several states, and none is the newest',
    (say) =>
      `sourcedId "${say('value')}" comes more than once, and its rows do not say which is the newest that can be used. None of them was used; the record stays as it is.`,
    () =>
      'Write in dateLastModified when each row changed, such as 2026-11-27T08:00:00Z, or send one row per record.',
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
      }. ${say('kept') === 'live' ? 'The row that is as in the live roster was kept.' : 'The first was kept.'}`,
    (say) => duplicateFix(say('file'), differingColumns(say)),
    { column: 'sourcedId', value: 'u-1', columns: 'orgSourcedIds' },
  ),
  ID_USED_AGAIN: kind(
    warning,
    'none',
    'Id used again for someone else',
    (say) =>
      `sourcedId "${say('value')}" was the id of a student who left, and now comes with the name and birth date of someone else. It is read as a new student, without the attendance and contacts of the one before.`,
    () =>
      'Give every student an id of their own and use none again. If it is the same child, look at the name and the birth date in your system, and tell the person who looks after your district.',
    { column: 'sourcedId', value: 'st-005' },
  ),
  PERSON_REPLACED: kind(
    warning,
    'none',
    'Another name and another birth date',
    (say) =>
      `The student with sourcedId "${say('value')}" has another name and another birth date than before. The row is read as a new student, without the attendance of the one before.`,
    () =>
      'Check that every row still stands beside its own id: a column that was sorted alone, or moved by a row, gives children the names of others. If the id was given to another child, use a new one.',
    { column: 'sourcedId', value: 'st-005' },
  ),
  REFERENCE_MISSING: kind(
    error,
    'row',
    'Points to a record that is not there',
    (say) =>
      `${say('column')} is "${say('value')}", and ${targetFile(say)} has no ${targetNoun(say)} of this id that could be used.`,
    (say) =>
      `Add the ${targetNoun(say)} to ${targetFile(say)} or correct this row. If it is there, its own row was set aside or is marked tobedeleted.`,
    { file: 'enrollments.csv', column: 'schoolSourcedId', value: '99', target: 'org' },
  ),
  REFERENCE_SET_ASIDE: kind(
    error,
    'row',
    'Points to a row that was set aside',
    (say) =>
      `${say('column')} is "${say('value')}". That ${targetNoun(say)} stands in ${targetFile(say)}, but its own row was set aside.`,
    (say) => `Correct the row in ${targetFile(say)} first; this one is then read as well.`,
    { file: 'enrollments.csv', column: 'classSourcedId', value: 'c-7', target: 'class' },
  ),
  REFERENCE_CLEARED: kind(
    warning,
    'none',
    'Optional reference to a record that is not there',
    (say) =>
      `${say('column')} is "${say('value')}", and ${targetFile(say)} has no ${targetNoun(say)} of this id that could be used. It was read as empty.`,
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
    'One of several references is not there',
    (say) =>
      `${say('column')} names "${say('value')}", and ${targetFile(say)} has no ${targetNoun(say)} of this id that could be used. The other ids were kept.`,
    (say) =>
      `Add the ${targetNoun(say)} to ${targetFile(say)} or take the id out of ${say('column')}.`,
    { column: 'orgSourcedIds', value: '99', target: 'org' },
  ),
  REFERENCE_CYCLE: kind(
    warning,
    'none',
    'Parents in a circle',
    (say) => `parentSourcedId "${say('value')}" leads back to this row. It was read as empty.`,
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
    () => 'users.csv has no guardians, parents or relatives, so no family could be written to.',
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
