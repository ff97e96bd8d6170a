import type { AppContext } from '@/lib/server/app-context';
import {
  findSchoolGrid,
  type GridInput,
  type GridStudent,
  type SchoolGrid,
} from '@/lib/server/attendance/queries/school-grid';

/** Cells of a sheet that every view of the page can carry along for paper: a month of 400 students, a week of 1,200. */
const PRINTED_CELLS = 12_000;
/** Columns of a row besides its days. */
const TOTALS = 5;

/** Every student of the table where it has more than this page and they are to be printed; null otherwise. */
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
