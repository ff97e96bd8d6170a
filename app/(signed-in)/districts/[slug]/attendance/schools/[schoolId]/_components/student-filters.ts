import type { Filters } from '@/components/data-table/filters';
import type { TableState } from '@/components/data-table/table-state';
import { BAND_LABELS } from '@/lib/core/attendance/rates';
import { formatNumber } from '@/lib/core/format/numbers';
import type { GridOptions } from '@/lib/server/attendance/queries/grid-options';

/** What the students of a school can be narrowed to. */
export function studentFilters({
  path,
  state,
  options,
  searched,
}: {
  path: string;
  state: TableState<string, 'grade' | 'class' | 'band' | 'find'>;
  options: GridOptions;
  /** What was searched for. */
  searched: string;
}): Filters {
  return {
    label: 'Filter students',
    path,
    state,
    shownFirst: 2,
    fields: [
      { kind: 'kept', name: 'find', label: 'Search', text: searched },
      {
        kind: 'select',
        name: 'grade',
        label: 'Grade',
        all: 'Any grade',
        choices: options.grades.map(({ grade, students }) => ({
          value: grade,
          label: `${grade} (${formatNumber(students)})`,
        })),
      },
      {
        kind: 'select',
        name: 'class',
        label: 'Class',
        all: 'Any class',
        choices: options.classes.map(({ classId, title }) => ({ value: classId, label: title })),
      },
      {
        kind: 'select',
        name: 'band',
        label: 'Attendance this year',
        all: 'Any attendance',
        choices: [
          { value: 'CHRONIC', label: 'Chronically absent' },
          ...(['BELOW_80', 'FROM_80', 'FROM_90', 'FROM_95'] as const).map((band) => ({
            value: band,
            label: BAND_LABELS[band],
          })),
        ],
      },
    ],
  };
}
