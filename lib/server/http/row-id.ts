import { z } from 'zod';

const LARGEST = 2_147_483_647;
const WRITTEN = /^[1-9]\d{0,9}$/;

/**
 * The id of a row, from an address or a form. A number that no row can have is no id: the database refuses to look for
 * it, and what does not exist must not look like a fault of ours.
 */
export const rowId = z
  .union([z.number(), z.string().regex(WRITTEN).transform(Number)])
  .pipe(z.number().int().positive().max(LARGEST));

/** The same where 0, or nothing chosen, stands for nobody. */
export const rowIdOrNone = z.union([z.literal([0, '0', '']).transform(() => 0), rowId]);

/** For pages: null where an address names no row. */
export function readRowId(text: string): number | null {
  const read = rowId.safeParse(text);
  return read.success ? read.data : null;
}
