/** Codes a mapper can warn with. They are issue codes, so a row issue needs no translation. */
export type LanguageWarning =
  | 'LANGUAGE_UNKNOWN'
  | 'LANGUAGE_WITHOUT_CODE'
  | 'LANGUAGE_AMBIGUOUS'
  | 'LANGUAGE_CHECK_CODE'
  | 'LANGUAGE_GUESSED'
  | 'LANGUAGE_SEVERAL';

export type LanguageStep =
  'empty' | 'override' | 'code' | 'code-set' | 'name' | 'parts' | 'fuzzy' | 'unmapped';

export interface LanguageMatch {
  /** ISO 639-1, or null when there is none. */
  code: string | null;
  confidence: 'certain' | 'high' | 'low' | 'none';
  step: LanguageStep;
  /** ISO 639-3 (or 639-2) of a language that has no two-letter code, or of the variant that was folded. */
  variant: string | null;
  warning: LanguageWarning | null;
}

export interface LanguageMapper {
  map(text: string): LanguageMatch;
}

/** A numbering of languages that a state hands out and that a district has declared. */
export type LanguageCodeSet = 'california' | 'texas';
