import { formatNumber } from '@/lib/core/format/numbers';
import type { Column } from '../data-table/data-table';

type ChangeCounts = { added: number; changed: number; removed: number };

const column = (id: keyof ChangeCounts, header: string): Column<ChangeCounts> => ({
  id,
  header,
  align: 'end',
  nowrap: true,
  cell: (row) => formatNumber(row[id]),
});

/** How many would come, differ and go: the same words and marks wherever they are counted. */
export const addedColumn = column('added', '+ Added');
export const changedColumn = column('changed', '~ Changed');
export const removedColumn = column('removed', '− Removed');
