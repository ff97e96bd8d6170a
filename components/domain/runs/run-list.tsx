import type { ReactNode } from 'react';
import type { ListedRun } from '@/lib/core/sync-run/listed-run';
import { DataTable } from '../../data-table/data-table';
import type { TableState } from '../../data-table/table-state';
import type { SavedViews } from '../../data-table/view-options';
import { ListCard } from '../../ui/section';
import { UnderReviewNote } from '../under-review-note';
import { runColumns } from './run-columns';
import { runGroupFilter } from './run-group-filter';

/** A page of runs with their filter, of one district or of all. */
export function RunList<Run extends ListedRun>({
  caption,
  path,
  state,
  views,
  runs,
  hrefOf,
  withDistrict,
  empty,
  now,
}: {
  caption: string;
  path: string;
  state: TableState<'received', 'status'>;
  views: SavedViews;
  runs: { rows: readonly Run[]; total: number };
  hrefOf: (run: Run) => string;
  withDistrict: boolean;
  empty: ReactNode;
  now: Date;
}) {
  return (
    <>
      <ListCard label="All runs">
        <DataTable<Run>
          caption={caption}
          columns={runColumns(now, { withDistrict })}
          rows={runs.rows}
          rowKey={(run) => run.id}
          rowHref={hrefOf}
          filters={{ label: 'Filter runs', path, state, fields: [runGroupFilter] }}
          views={views}
          paging={{ path, state, total: runs.total }}
          empty={empty}
        />
      </ListCard>
      {/* Below the pages of a district it stands anyway. */}
      <UnderReviewNote isShown={withDistrict && runs.rows.some((run) => run.state === 'HELD')} />
    </>
  );
}
