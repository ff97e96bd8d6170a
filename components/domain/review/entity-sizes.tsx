import { BarPair } from '@/components/charts/bar-pair';
import { DataTable, type Column } from '@/components/data-table/data-table';
import {
  addedColumn,
  changedColumn,
  removedColumn,
} from '@/components/domain/change-count-columns';
import { EmptyState } from '@/components/ui/empty-state';
import { entityLabel } from '@/lib/core/change/entity-nouns';
import type { CountedEntity } from '@/lib/core/change/change';
import { formatNumber, formatPercent, percentOf } from '@/lib/core/format/numbers';

export type SizeShown = {
  entity: CountedEntity;
  baseline: number;
  added: number;
  changed: number;
  removed: number;
  cascadeRemoved: number;
};

/** What would happen, per entity: the table is the truth, the bars repeat it. */
export function EntitySizes({
  sizes,
  isFirst,
  isShort = false,
  rowHref,
}: {
  sizes: readonly SizeShown[];
  /** A first roster: everything is added. */
  isFirst: boolean;
  /** For readers who need the numbers only: fewer columns and no bars. */
  isShort?: boolean;
  rowHref?: (row: SizeShown) => string;
}) {
  const touched = sizes.filter((size) => size.added + size.changed + size.removed > 0);
  return (
    <>
      <DataTable
        caption="Size by what it is"
        rows={touched}
        rowKey={(row) => row.entity}
        rowHref={rowHref}
        columns={isFirst ? [nameColumn, addedColumn] : isShort ? short : columns}
        isRowMarked={(row) => row.removed > 0}
        empty={<EmptyState headingLevel={3} title="Nothing would change" />}
      />
      {isFirst || isShort || touched.length === 0 ? null : (
        <div style={{ padding: '0.75rem 1.125rem' }}>
          <BarPair
            caption="Removed to the left, added to the right"
            rows={touched.map((size) => ({
              label: entityLabel(size.entity),
              removed: size.removed,
              added: size.added,
              base: size.baseline,
            }))}
          />
        </div>
      )}
    </>
  );
}

const nameColumn: Column<SizeShown> = {
  id: 'what',
  header: 'What',
  cell: (row) => entityLabel(row.entity),
};

const columns: readonly Column<SizeShown>[] = [
  nameColumn,
  removedColumn,
  {
    id: 'percent',
    header: '% of current',
    align: 'end',
    nowrap: true,
    cell: (row) => (row.removed === 0 ? '—' : formatPercent(percentOf(row.removed, row.baseline))),
  },
  {
    id: 'follows',
    header: 'Follow another removal',
    align: 'end',
    nowrap: true,
    cell: (row) => formatNumber(row.cascadeRemoved),
  },
  addedColumn,
  changedColumn,
  {
    id: 'same',
    header: 'Unchanged',
    align: 'end',
    nowrap: true,
    cell: (row) => formatNumber(Math.max(0, row.baseline - row.removed - row.changed)),
  },
];

const short = columns.filter(({ id }) => id !== 'follows' && id !== 'same');
