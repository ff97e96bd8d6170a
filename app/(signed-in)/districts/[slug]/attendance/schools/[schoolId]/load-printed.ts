import type { AppContext } from '@/lib/server/app-context';
import {
  findSchoolGrid,
  type GridInput,
  type GridStudent,
  type SchoolGrid,
} from '@/lib/server/attendance/queries/school-grid';

/** Up to this many cells are sent along for printing with every view: a month of 400 students, or a week of 1,200. */
const PRINTED_CELLS = 12_000;
/** Columns of a row besides its days. */
const TOTALS = 5;

/** All students of the table, where the page shows only some of them and all are to be printed; otherwise null. */
export async function loadPrinted(
  ctx: AppContext,
  { total, students, days }: SchoolGrid,
  { isForPrint, ...input }: Omit<GridInput, 'page' | 'pageSize'> & { isForPrint: boolean },
): Promise<GridStudent[] | null> {
  if (total <= students.length) return null;
  if (!isForPrint && total * (days.length + TOTALS) > PRINTED_CELLS) return null;
  const all = await findSchoolGrid(ctx, { ...input, page: 1, pageSize: total });
  return all?.students ?? null;
}
