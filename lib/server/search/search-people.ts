import type { AllPeople, FoundPerson, SearchedPeople } from '@/lib/core/search/found';
import { MIN_PERSON_LETTERS, type SearchText } from '@/lib/core/search/search-text';
import type { AppContext } from '../app-context';
import { can, type PersonWithRole } from '../auth/permissions';
import type { TenantScope } from '../auth/tenant-access';
import { findPeople } from '../roster/find-people';
import { sealSearch } from '../roster/search-token';
import { listDistrictsWithRoster, type District } from './find-districts';

/** A district that the text names beside what is looked for in it. */
export interface Named {
  district: District;
  rest: string;
}

export interface PeopleQuestion {
  sought: SearchText;
  scope: TenantScope;
  open: District | null;
  named: readonly Named[];
  recent: readonly string[];
}

export interface PeopleAnswer {
  people: FoundPerson[];
  allPeople: AllPeople | null;
  searchedPeople: SearchedPeople | null;
  isTooShortForPeople: boolean;
}

const MOST_PEOPLE = 8;
/** Each is planned for with every letter that is typed. */
const MOST_DISTRICTS = 20;

/**
 * In the open district, and in one that the text names. Where that finds nobody, in the districts the person opened last,
 * looks after, or sees first in the list.
 */
export async function searchPeople(
  ctx: AppContext,
  person: PersonWithRole & { userId: number },
  { sought, scope, open, named, recent }: PeopleQuestion,
): Promise<PeopleAnswer> {
  const unasked: PeopleAnswer = {
    people: [],
    allPeople: null,
    searchedPeople: null,
    isTooShortForPeople: false,
  };
  if (!can(person, 'roster.view') || sought.isRun) return unasked;
  if (sought.text.length < MIN_PERSON_LETTERS) return { ...unasked, isTooShortForPeople: true };
  const near = await Promise.all([
    open ? peopleOf(ctx, [open], sought.text) : [],
    ...named.map(({ district, rest }) =>
      rest.length < MIN_PERSON_LETTERS ? [] : peopleOf(ctx, [district], rest),
    ),
  ]);
  const inOpen = near[0] ?? [];
  const people = unique(near.flat()).slice(0, MOST_PEOPLE);
  if (people.length > 0) {
    return {
      ...unasked,
      people,
      allPeople:
        open && inOpen.length === MOST_PEOPLE
          ? {
              slug: open.slug,
              districtName: open.name,
              find: sealSearch(ctx, open.id, sought.text),
            }
          : null,
      searchedPeople: placesOf(unique([...(open ? [open] : []), ...named.map(districtOf)]), 0),
    };
  }
  const { districts, total } = await listDistrictsWithRoster(ctx, {
    scope,
    recent,
    userId: person.userId,
    limit: MOST_DISTRICTS,
  });
  return {
    ...unasked,
    people: await peopleOf(ctx, districts, sought.text),
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
  districts: readonly District[],
  text: string,
): Promise<FoundPerson[]> {
  const known = new Map(districts.map((district) => [district.id, district]));
  const found = await findPeople(ctx, [...known.keys()], text, MOST_PEOPLE);
  return found.flatMap(({ tenantId, ...person }) => {
    const district = known.get(tenantId);
    return district ? [{ ...person, slug: district.slug, districtName: district.name }] : [];
  });
}

/** Each once: by what it is in its district, or as a district. */
function unique<T extends { slug: string; sourcedId?: string }>(all: readonly T[]): T[] {
  return [
    ...new Map(all.map((each) => [JSON.stringify([each.slug, each.sourcedId]), each])).values(),
  ];
}
