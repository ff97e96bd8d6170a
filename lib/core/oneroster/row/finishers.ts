// What needs several cells of a row at once.
import { shownValue } from '@/lib/core/issues';
import { CONTACT_ROLES, type RosterEntity } from '../files';
import { foldName } from '../../names/fold-name';
import { mailAddress, oddCharacterWithin } from '../mail-address';
import { firstSchoolOf, schoolOfList } from '../main-school';
import { phoneNumber } from '../phone';
import { isNoTitle } from '../placeholder';
import {
  PLACEHOLDER_COURSE,
  reject,
  warn,
  type CellValue,
  type ColumnContext,
  type Counter,
  type RowSettings,
  type RowState,
} from './row-state';

type Finisher = (values: CellValue[], row: RowState) => void;

/** What needs several cells of the row at once. */
export function finisher(
  entity: RosterEntity,
  positionOf: (field: string) => number,
  context: ColumnContext,
): Finisher | null {
  switch (entity) {
    case 'org':
      return selfParent(positionOf);
    case 'academicSession':
      return sessionFinisher(positionOf);
    case 'class':
      return context.settings.titleOfCourse
        ? classFinisher(positionOf, context, context.settings.titleOfCourse)
        : null;
    case 'enrollment':
      return enrollmentFinisher(positionOf);
    case 'user':
      return userFinisher(positionOf, context);
    default:
      return null;
  }
}

function selfParent(positionOf: (field: string) => number): Finisher {
  const id = positionOf('sourced_id');
  const parent = positionOf('parent_sourced_id');
  return (values, row) => {
    const parentId = values[parent];
    if (typeof parentId !== 'string' || parentId !== values[id]) return;
    warn(row, 'SELF_PARENT', 'parentSourcedId', shownValue(parentId));
    values[parent] = null;
  };
}

function sessionFinisher(positionOf: (field: string) => number): Finisher {
  const clearSelfParent = selfParent(positionOf);
  const startPosition = positionOf('start_date');
  const endPosition = positionOf('end_date');
  return (values, row) => {
    clearSelfParent(values, row);
    const start = values[startPosition];
    const end = values[endPosition];
    if (typeof start === 'string' && typeof end === 'string' && end < start) {
      reject(row, 'DATES_REVERSED', 'endDate', end, { start, end });
    }
  };
}

function classFinisher(
  positionOf: (field: string) => number,
  context: ColumnContext,
  titleOfCourse: (id: string) => string | undefined,
): Finisher {
  const title = positionOf('title');
  const hasCourseTitle = positionOf('has_course_title');
  const course = positionOf('course_sourced_id');
  const shown = context.counter('COURSE_TITLE_SHOWN', 'title');
  return (values, row) => {
    if (values[title] !== null || row.rejected) return;
    const id = values[course];
    if (typeof id !== 'string') return;
    const found = id === PLACEHOLDER_COURSE.sourcedId ? '' : titleOfCourse(id);
    if (found !== undefined && isNoTitle(found)) {
      reject(row, 'TITLE_NOWHERE', 'title', null);
      return;
    }
    if (found !== undefined) shown.count += 1;
    // A course that is not known is told once all references are looked up.
    values[title] = found ?? '';
    values[hasCourseTitle] = true;
  };
}

function enrollmentFinisher(positionOf: (field: string) => number): Finisher {
  const beginPosition = positionOf('begin_date');
  const endPosition = positionOf('end_date');
  return (values, row) => {
    const start = values[beginPosition];
    const end = values[endPosition];
    if (typeof start === 'string' && typeof end === 'string' && end < start) {
      warn(row, 'ENROLLMENT_DATES_REVERSED', 'endDate', end, { start, end });
    }
  };
}

function userFinisher(positionOf: (field: string) => number, context: ColumnContext): Finisher {
  const orgs = positionOf('org_sourced_ids');
  const given = positionOf('given_name');
  const family = positionOf('family_name');
  const email = positionOf('email');
  const role = positionOf('role');
  const school = positionOf('school_sourced_id');
  const schoolOf = schoolFinder(context.settings);
  const nameKey = positionOf('name_key');
  const givenKey = positionOf('given_key');
  const emailKey = positionOf('email_key');
  const unusableMails = context.counter('MAIL_NOT_READABLE', 'email');
  /** One of each character: what is removed has to be found first. */
  const odd = new Map<string, Counter>();
  const oddIn = (character: string): Counter => {
    const counter = odd.get(character) ?? context.counter('MAIL_CHARACTER', 'email');
    odd.set(character, counter);
    counter.value = character;
    return counter;
  };
  const readSms = phoneFinisher('sms', positionOf, context);
  const readPhone = phoneFinisher('phone', positionOf, context);
  return (values) => {
    const orgIds = values[orgs];
    const givenName = values[given];
    const familyName = values[family];
    const address = values[email];
    values[school] = Array.isArray(orgIds) ? schoolOf(orgIds, values[role] ?? null) : null;
    if (typeof givenName === 'string' && typeof familyName === 'string') {
      const givenFolded = foldName(givenName);
      values[givenKey] = givenFolded;
      values[nameKey] = `${foldName(familyName)} ${givenFolded}`;
    }
    if (typeof address === 'string') {
      const key = mailAddress(address);
      values[emailKey] = key;
      if (key === null) {
        const character = oddCharacterWithin(address);
        if (character === null) unusableMails.count += 1;
        else oddIn(character).count += 1;
      }
    }
    readSms(values);
    readPhone(values);
  };
}

/**
 * The main school as far as the row says it. Null of a student or of staff: what they are enrolled in decides, once that
 * was read. Nothing of the kind says it of a family contact.
 */
const CONTACTS: ReadonlySet<CellValue> = new Set(CONTACT_ROLES);

function schoolFinder({
  isSchool = () => true,
}: RowSettings): (orgIds: readonly string[], role: CellValue) => string | null {
  return (orgIds, role) =>
    schoolOfList(orgIds, isSchool) ?? (CONTACTS.has(role) ? firstSchoolOf(orgIds, isSchool) : null);
}

/** Beside the text as it was sent, the number it stands for. */
function phoneFinisher(
  field: 'sms' | 'phone',
  positionOf: (field: string) => number,
  { counter }: ColumnContext,
): (values: CellValue[]) => void {
  const from = positionOf(field);
  const to = positionOf(`${field}_e164`);
  const unreadable = counter('PHONE_NOT_READABLE', field);
  return (values) => {
    const text = values[from];
    if (typeof text !== 'string') return;
    const number = phoneNumber(text);
    values[to] = number;
    if (number === null) unreadable.count += 1;
  };
}
