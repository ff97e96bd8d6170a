// What the search shows: hits with their words and addresses, in groups.
export type HitKind =
  | 'district'
  | 'page'
  | 'action'
  | 'school'
  | 'person'
  /** Of the school or person before it. */
  | 'attendance'
  | 'run'
  | 'file'
  | 'list';

export interface Hit {
  kind: HitKind;
  href: string;
  title: string;
  /** What tells it from another of the same title. */
  detail: string;
  /** In the title, what was typed is marked. */
  isMarked: boolean;
}

export interface HitGroup {
  title: string;
  hits: Hit[];
}

export interface SearchAnswer {
  groups: HitGroup[];
  /** Where was looked, and how to look elsewhere; empty where nothing was typed. */
  note: string;
}
