// Which kind of id a feed writes. One number can be the sourcedId of one child and the identifier of another, so the
// kind is decided once for all files of a name, never row by row.

export const ID_KINDS = ['SOURCED_ID', 'IDENTIFIER'] as const;

export type IdKind = (typeof ID_KINDS)[number];

export const ID_KIND_LABELS: Readonly<Record<IdKind, string>> = {
  SOURCED_ID: 'sourcedId',
  IDENTIFIER: 'identifier',
};

/** Values the roster knows. A value known under both kinds tells nothing, and one known under neither is not counted. */
export interface KindEvidence {
  sourcedIdOnly: number;
  identifierOnly: number;
}

/** The kind that fits every known value, where some value fits only that kind; null while the files have not shown it. */
export function decideIdKind({ sourcedIdOnly, identifierOnly }: KindEvidence): IdKind | null {
  if (sourcedIdOnly > 0 && identifierOnly === 0) return 'SOURCED_ID';
  if (identifierOnly > 0 && sourcedIdOnly === 0) return 'IDENTIFIER';
  return null;
}

/** For the sentence of a problem: the kind that is asked, and the other one. */
export function kindParams(kind: IdKind | null): { kind?: string; other?: string } {
  if (kind === null) return {};
  const other = kind === 'SOURCED_ID' ? 'IDENTIFIER' : 'SOURCED_ID';
  return { kind: ID_KIND_LABELS[kind], other: ID_KIND_LABELS[other] };
}

/**
 * Whom an id names: the only one asked for; nobody; two by the two kinds (undecided); several who share an identifier;
 * or somebody only under the kind that the feed does not write.
 */
export const ID_PROBLEMS = ['UNKNOWN', 'TWO', 'SHARED', 'OTHER_KIND'] as const;

export type IdProblem = (typeof ID_PROBLEMS)[number];
