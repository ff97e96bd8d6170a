// Where a run is found. Its name there is "run-7", by its number in the district. Digits alone are the row's id, as the links
// in mails of earlier versions have it: both are read, so that none of them ever leads to another run.

/** A run by the key of its row, which is stored about it, and by its number, which is said about it. */
export interface IdentifiedRun {
  id: number;
  number: number;
}

/** Which run of a district, or which attendance file, somebody means. */
export type RunAddress = { readonly number: number } | { readonly id: number };

/** Of a run in an address and in the name of a file. */
export const runName = (number: number): string => `run-${number}`;

export const runPath = (slug: string, number: number): string =>
  `/districts/${slug}/runs/${runName(number)}`;

const NAME = /^(run|file)-([1-9]\d{0,9})$/;

/** The number, in digits, in a name as `runName` writes it, or `numberedFile` of an attendance file. */
export function numberInName(of: 'run' | 'file', text: string): string | null {
  const [, kind, digits = null] = NAME.exec(text) ?? [];
  return kind === of ? digits : null;
}
