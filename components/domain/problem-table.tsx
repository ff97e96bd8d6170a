import type { ReactNode } from 'react';
import { formatNumber } from '@/lib/core/format/numbers';
import { ISSUE_LEVELS, type IssueBand } from '@/lib/core/issues';
import { DataTable, type Column } from '../data-table/data-table';

type ShownProblem = {
  id: number;
  title: string;
  /** Empty where the problem is of the whole set. */
  fileName: string;
  count: number;
  band: IssueBand;
};

/** Groups of problems, the gravest first, each leading to its lines in the run. */
export function ProblemTable<Group extends ShownProblem>({
  groups,
  runPath,
  lastColumns = [],
  empty,
}: {
  groups: readonly Group[];
  runPath: string;
  lastColumns?: readonly Column<Group>[];
  empty: ReactNode;
}) {
  return (
    <DataTable
      caption="Most serious problems"
      rows={groups}
      rowKey={(group) => group.id}
      rowHref={(group) => `${runPath}/problems?group=${group.id}`}
      columns={[...columns, ...lastColumns]}
      empty={empty}
    />
  );
}

const columns: readonly Column<ShownProblem>[] = [
  { id: 'what', header: 'What', cell: (group) => group.title },
  {
    id: 'file',
    header: 'File',
    cell: (group) => (group.fileName ? <code>{group.fileName}</code> : 'Whole set'),
  },
  { id: 'count', header: 'Count', align: 'end', cell: (group) => formatNumber(group.count) },
  { id: 'effect', header: 'Effect', cell: (group) => ISSUE_LEVELS[group.band].label },
];
