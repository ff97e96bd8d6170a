import { foldName } from '@/lib/core/names/fold-name';
import type { FoundPlace } from '@/lib/core/search/found';
import type { PersonWithRole } from '../auth/permissions';
import type { District } from './find-districts';
import { mayOpen, placeAddress, type Place } from './places';

/** Places that a text may mean, in a district or, without one, of the product. */
export interface PlaceQuestion {
  places: readonly Place[];
  district: Pick<District, 'slug' | 'name'> | null;
  text: string;
}

/** Those the person may open, best match first. An empty text matches every place. */
export function findPlaces(
  person: PersonWithRole,
  questions: readonly PlaceQuestion[],
  limit: number,
): FoundPlace[] {
  return questions
    .flatMap(({ places, district, text }) =>
      places
        .filter((place) => mayOpen(person, place))
        .map((place) => ({ place, district, rank: rankOf(place, text) })),
    )
    .filter(({ rank }) => rank !== null)
    .sort((one, other) => (one.rank ?? 0) - (other.rank ?? 0))
    .slice(0, limit)
    .map(({ place, district }) => ({
      label: place.label,
      href: placeAddress(place, district?.slug ?? null),
      districtName: district?.name ?? null,
    }));
}

/** Null where some word neither begins a word of the label nor one of the words it is also looked for by. */
function rankOf({ label, words }: Place, text: string): number | null {
  const sought = wordsOf(text);
  const ofLabel = wordsOf(label);
  const ofPlace = [...ofLabel, ...wordsOf(words)];
  const isMatch = (known: readonly string[]) =>
    sought.every((word) => known.some((each) => each.startsWith(word)));
  if (!isMatch(ofPlace)) return null;
  if (foldName(label).startsWith(foldName(text))) return 0;
  return isMatch(ofLabel) ? 1 : 2;
}

function wordsOf(text: string): string[] {
  return foldName(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
}
