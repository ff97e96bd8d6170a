// Home language and English learner have no field of their own in OneRoster: servers send them in metadata, each by a name of
// its own. The columns are those of the file table, so the header is known before the first record.
import { textOf, withItem, type JsonRecord } from './json-values';

const NAMES = {
  language: [
    'language',
    'homelanguage',
    'primarylanguage',
    'nativelanguage',
    'preferredlanguage',
    'correspondencelanguage',
    'languagecode',
    'homelanguagecode',
    'primarylanguagecode',
  ],
  ell: [
    'ell',
    'ellstatus',
    'isell',
    'el',
    'elstatus',
    'lep',
    'lepstatus',
    'englishlearner',
    'isenglishlearner',
    'englishlanguagelearner',
    'englishlearnerstatus',
  ],
} as const;

type Known = keyof typeof NAMES;

interface Place {
  column: Known;
  /** Of several names of one column, the lowest counts. */
  rank: number;
}

const PLACES: ReadonlyMap<string, Place> = new Map(
  (['language', 'ell'] as const).flatMap((column) =>
    NAMES[column].map((name, rank): [string, Place] => [name, { column, rank }]),
  ),
);

const MOST_REMEMBERED = 500;

/** Which names stand for which column, worked out once for each name that a server uses. */
export class MetadataColumns {
  private readonly known = new Map<string, Place | null>();
  language = '';
  ell = '';
  private languageRank = 0;
  private ellRank = 0;

  /** Reads both columns of a user. Fields beside `metadata` are looked at as well: some servers have none. */
  read(record: JsonRecord): void {
    this.language = '';
    this.ell = '';
    this.languageRank = Infinity;
    this.ellRank = Infinity;
    const { metadata } = record;
    if (typeof metadata === 'object' && metadata !== null && !Array.isArray(metadata)) {
      for (const name in metadata) this.take(name, (metadata as JsonRecord)[name]);
    }
    if (this.language === '') this.take('language', record.language ?? record.homeLanguage);
    if (this.ell === '') this.take('ell', record.ell);
  }

  private take(name: string, value: unknown): void {
    if (value === null || value === undefined || value === '') return;
    const place = this.placeOf(name);
    if (place === null) return;
    const text = Array.isArray(value) ? value.map(textOf).reduce(withItem, '') : textOf(value);
    if (text === '') return;
    if (place.column === 'language' && place.rank < this.languageRank) {
      this.language = text;
      this.languageRank = place.rank;
    } else if (place.column === 'ell' && place.rank < this.ellRank) {
      this.ell = text;
      this.ellRank = place.rank;
    }
  }

  private placeOf(name: string): Place | null {
    const known = this.known.get(name);
    if (known !== undefined) return known;
    // A vendor's prefix, as in `ic.homeLanguage`, does not count.
    const key = name
      .slice(name.lastIndexOf('.') + 1)
      .toLowerCase()
      .replace(/[^a-z0-9]/g, '');
    const place = PLACES.get(key) ?? null;
    if (this.known.size < MOST_REMEMBERED) this.known.set(name, place);
    return place;
  }
}
