import type { AllPeople, FoundPerson, FoundSchool, SearchedPeople } from '@/lib/core/search/found';
import {
  hasEnoughLettersForPeople,
  rosterText,
  type SearchText,
} from '@/lib/core/search/search-text';
import type { AppContext } from '../app-context';
import { areOnRoll, type OnRollKind, type RosterRef } from '../attendance/queries/on-roll';
import { can, type PersonWithRole } from '../auth/permissions';
import type { TenantScope } from '../auth/tenant-access';
import { findPeople } from '../roster/find-people';
import { kindOf } from '../roster/people';
import { sealSearch } from '../roster/search-token';
import { listDistrictsWithRoster, type District } from './find-districts';
import { findSchools } from './find-schools';

/** A district that the text names beside what is looked for in it. */
export interface Named {
  district: District;
  rest: string;
}

export interface RosterQuestion {
  sought: SearchText;
  scope: TenantScope;
  open: District | null;
  named: readonly Named[];
  recent: readonly string[];
}

export interface RosterAnswer {
  schools: FoundSchool[];
  people: FoundPerson[];
  allPeople: AllPeople | null;
  searchedPeople: SearchedPeople | null;
  isTooShortForPeople: boolean;
}

type Asker = PersonWithRole & { userId: number };

const MOST_PEOPLE = 8;
const MOST_SCHOOLS = 4;
/** Each is planned for with every letter that is typed. */
const MOST_DISTRICTS = 20;

/**
 * People and schools in the open district, and in one that the text names. Where that finds nobody, in the districts the person opened
 * last, looks after, or sees first in the list.
 */
export async function searchRoster(
  ctx: AppContext,
  asker: Asker,
  { sought, scope, open, named, recent }: RosterQuestion,
): Promise<RosterAnswer> {
  const unasked: RosterAnswer = {
    schools: [],
    people: [],
    allPeople: null,
    searchedPeople: null,
    isTooShortForPeople: false,
  };
  if (!can(asker, 'roster.view') || sought.isRun) return unasked;
  const text = rosterText(sought.text);
  if (!hasEnoughLettersForPeople(text)) return { ...unasked, isTooShortForPeople: true };
  const asked = [
    ...(open ? [{ district: open, text }] : []),
    ...named.map(({ district, rest }) => ({ district, text: rosterText(rest) })),
  ].filter((each) => hasEnoughLettersForPeople(each.text));
  const [inEach, schoolsOfEach] = await Promise.all([
    Promise.all(asked.map((each) => peopleOf(ctx, asker, [each.district], each.text))),
    Promise.all(asked.map((each) => schoolsOf(ctx, asker, [each.district], each.text))),
  ]);
  const people = unique(inEach.flat()).slice(0, MOST_PEOPLE);
  const schools = unique(schoolsOfEach.flat()).slice(0, MOST_SCHOOLS);
  if (people.length > 0) {
    return {
      ...unasked,
      schools,
      people,
      allPeople:
        open && asked[0]?.district === open && inEach[0]?.length === MOST_PEOPLE
          ? {
              slug: open.slug,
              districtName: open.name,
              text,
              find: sealSearch(ctx, open.id, text),
            }
          : null,
      searchedPeople: placesOf(unique([...(open ? [open] : []), ...named.map(districtOf)]), 0),
    };
  }
  const { districts, total } = await listDistrictsWithRoster(ctx, {
    scope,
    recent,
    userId: asker.userId,
    limit: MOST_DISTRICTS,
  });
  const [peopleElsewhere, schoolsElsewhere] = await Promise.all([
    peopleOf(ctx, asker, districts, text),
    schools.length > 0 ? schools : schoolsOf(ctx, asker, districts, text),
  ]);
  return {
    ...unasked,
    schools: schoolsElsewhere,
    people: peopleElsewhere,
    searchedPeople: placesOf(districts, total - districts.length),
  };
}

const districtOf = ({ district }: Named): District => district;

function placesOf(districts: readonly District[], leftOut: number): SearchedPeople {
  const [only] = districts;
  return {
    districtName: districts.length === 1 && only ? only.name : null,
    districtCount: districts.length,
    leftOut,
  };
}

async function peopleOf(
  ctx: AppContext,
  asker: Asker,
  districts: readonly District[],
  text: string,
): Promise<FoundPerson[]> {
  const found = await findPeople(ctx, idsOf(districts), text, MOST_PEOPLE);
  const students = found.filter(({ role }) => kindOf(role) === 'student');
  const hasAttendance = await attendanceOf(ctx, asker, 'student', students);
  return inDistricts(districts, found, (person) => hasAttendance.has(person));
}

async function schoolsOf(
  ctx: AppContext,
  asker: Asker,
  districts: readonly District[],
  text: string,
): Promise<FoundSchool[]> {
  const found = await findSchools(ctx, idsOf(districts), text, MOST_SCHOOLS);
  const hasAttendance = await attendanceOf(ctx, asker, 'school', found);
  return inDistricts(districts, found, (school) => hasAttendance.has(school));
}

const idsOf = (districts: readonly District[]): number[] => districts.map(({ id }) => id);

/** Those of whom there is a page of attendance that the person who asks may open. */
async function attendanceOf<T extends RosterRef>(
  ctx: AppContext,
  asker: Asker,
  kind: OnRollKind,
  found: readonly T[],
): Promise<ReadonlySet<T>> {
  if (!can(asker, 'attendance.view')) return new Set();
  const isOnRoll = await areOnRoll(ctx, kind, found);
  return new Set(found.filter((_, index) => isOnRoll[index]));
}

function inDistricts<T extends RosterRef>(
  districts: readonly District[],
  found: readonly T[],
  hasAttendance: (each: T) => boolean,
) {
  const known = new Map(districts.map((district) => [district.id, district]));
  return found.flatMap((each) => {
    const district = known.get(each.tenantId);
    if (!district) return [];
    const { tenantId: _, ...rest } = each;
    return [
      {
        ...rest,
        slug: district.slug,
        districtName: district.name,
        hasAttendance: hasAttendance(each),
      },
    ];
  });
}

/** Each once: by what it is in its district, or as a district. */
function unique<T extends { slug: string; sourcedId?: string }>(all: readonly T[]): T[] {
  return [
    ...new Map(all.map((each) => [JSON.stringify([each.slug, each.sourcedId]), each])).values(),
  ];
}
