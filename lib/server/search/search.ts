/**
 * One answer for whatever somebody types, from what they may see. A district that they may not know of is as good as
 * one that does not exist. The text is in no address, log or audit event: it may be a student's name.
 */
import type { Found, FoundDistrict, FoundFile, FoundRun } from '@/lib/core/search/found';
import { readNamedDistricts, readSearchText, type SearchText } from '@/lib/core/search/search-text';
import type { AppContext } from '../app-context';
import { can } from '../auth/permissions';
import type { SessionPerson } from '../auth/sessions';
import { tenantScopeOf, type TenantScope } from '../auth/tenant-access';
import {
  findDistricts,
  findNamedDistricts,
  listDistrictsById,
  listDistrictsBySlug,
  type District,
} from './find-districts';
import { findFiles } from './find-files';
import { findPlaces, type PlaceQuestion } from './find-places';
import { findRuns } from './find-runs';
import { districtActions, districtPages, productActions, productPages, type Place } from './places';
import { searchRoster, type Named } from './search-roster';

export interface SearchQuestion {
  text: string;
  /** Slug of the district whose page is open. */
  district: string | null;
  /** Slugs of the districts opened last, newest first. */
  recent: readonly string[];
}

/** How many of each kind are shown. */
const MOST = { districts: 6, files: 4, pages: 6, actions: 5, recent: 6 } as const;
const MOST_NAMED_DISTRICTS = 2;
const SHORTEST_FILE_NAME = 2;

export async function search(
  ctx: AppContext,
  person: Pick<SessionPerson, 'userId' | 'role'>,
  question: SearchQuestion,
): Promise<Found> {
  const { recent } = question;
  const sought = readSearchText(question.text);
  const scope = await tenantScopeOf(ctx, person);
  const open = await findOpenDistrict(ctx, scope, question.district);
  const district = open ? shown(open) : null;
  if (sought.text === '') {
    const opened = await listDistrictsBySlug(ctx, scope, recent);
    return {
      ...nothing,
      district,
      recent: opened
        .filter(({ id }) => id !== open?.id)
        .slice(0, MOST.recent)
        .map(shown),
      pages: findPlaces(person, firstPages(open), MOST.pages),
    };
  }
  const [districts, named] = await Promise.all([
    findDistricts(ctx, scope, sought.text, MOST.districts),
    findNamedDistricts(ctx, scope, readNamedDistricts(sought), MOST_NAMED_DISTRICTS),
  ]);
  const [ofRoster, runs, files] = await Promise.all([
    searchRoster(ctx, person, { sought, scope, open, named, recent }),
    can(person, 'runs.view') ? searchRuns(ctx, sought, open, named) : [],
    can(person, 'runs.view') && can(person, 'attendance.files')
      ? searchFiles(ctx, sought, open, named)
      : [],
  ]);
  const places = (ofProduct: readonly Place[], ofDistrict: readonly Place[], most: number) =>
    findPlaces(
      person,
      [
        ...(open ? [{ places: ofDistrict, district: open, text: sought.text }] : []),
        { places: ofProduct, district: null, text: sought.text },
        ...named.map(({ district: place, rest }) => ({
          places: ofDistrict,
          district: place,
          text: rest,
        })),
      ],
      most,
    );
  return {
    ...nothing,
    text: sought.text,
    district,
    districts: districts.map(shown),
    pages: places(productPages, districtPages, MOST.pages),
    actions: places(productActions, districtActions, MOST.actions),
    ...ofRoster,
    runs,
    files,
    hasLookedInRuns: can(person, 'runs.view') && (open !== null || named.length > 0),
  };
}

/** Whoever has one district is always in it. */
async function findOpenDistrict(
  ctx: AppContext,
  scope: TenantScope,
  slug: string | null,
): Promise<District | null> {
  const [asked] = slug === null ? [] : await listDistrictsBySlug(ctx, scope, [slug]);
  if (asked) return asked;
  const [only] = scope?.length === 1 ? await listDistrictsById(ctx, scope) : [];
  return only ?? null;
}

function firstPages(open: District | null): PlaceQuestion[] {
  return [
    ...(open ? [{ places: districtPages, district: open, text: '' }] : []),
    { places: productPages, district: null, text: '' },
  ];
}

async function searchRuns(
  ctx: AppContext,
  sought: SearchText,
  open: District | null,
  named: readonly Named[],
): Promise<FoundRun[]> {
  const perDistrict = await Promise.all([
    open && sought.runNumber !== null ? findRuns(ctx, open.id, sought.runNumber) : [],
    ...named.map(({ district, rest }) => {
      const { runNumber } = readSearchText(rest);
      return runNumber === null ? [] : findRuns(ctx, district.id, runNumber);
    }),
  ]);
  return perDistrict.flat();
}

async function searchFiles(
  ctx: AppContext,
  sought: SearchText,
  open: District | null,
  named: readonly Named[],
): Promise<FoundFile[]> {
  const asked = [
    ...(open ? [{ id: open.id, text: sought }] : []),
    ...named.map(({ district, rest }) => ({ id: district.id, text: readSearchText(rest) })),
  ];
  const perDistrict = await Promise.all(
    asked.map(({ id, text }) =>
      text.text.length < SHORTEST_FILE_NAME ? [] : findFiles(ctx, id, text.words, MOST.files),
    ),
  );
  return perDistrict.flat().slice(0, MOST.files);
}

const shown = ({ slug, name, state }: District): FoundDistrict => ({ slug, name, state });

const nothing: Found = {
  text: '',
  district: null,
  recent: [],
  districts: [],
  pages: [],
  actions: [],
  schools: [],
  people: [],
  allPeople: null,
  runs: [],
  files: [],
  searchedPeople: null,
  isTooShortForPeople: false,
  hasLookedInRuns: false,
};
