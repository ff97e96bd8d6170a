import { FilterBar, FilterSelect } from '@/components/data-table/filter-bar';
import type { TableState } from '@/components/data-table/table-state';
import { BAND_LABELS } from '@/lib/core/attendance/rates';
import { formatNumber } from '@/lib/core/format/numbers';
import type { GridOptions } from '@/lib/server/attendance/queries/grid-options';

export function FilterStudents({
  path,
  state,
  options,
}: {
  path: string;
  state: TableState<string, 'grade' | 'class' | 'band' | 'find'>;
  options: GridOptions;
}) {
  return (
    <FilterBar label="Filter students" path={path} state={state}>
      {state.filters.find ? <input type="hidden" name="find" value={state.filters.find} /> : null}
      <FilterSelect
        name="grade"
        label="Grade"
        all="Any grade"
        value={state.filters.grade}
        choices={options.grades.map(({ grade, students }) => ({
          value: grade,
          label: `${grade} (${formatNumber(students)})`,
        }))}
      />
      <FilterSelect
        name="class"
        label="Class"
        all="Any class"
        value={state.filters.class}
        choices={options.classes.map(({ classId, title }) => ({ value: classId, label: title }))}
      />
      <FilterSelect
        name="band"
        label="Attendance this year"
        all="Any attendance"
        value={state.filters.band}
        choices={[
          { value: 'CHRONIC', label: 'Chronically absent' },
          ...(['BELOW_80', 'FROM_80', 'FROM_90', 'FROM_95'] as const).map((band) => ({
            value: band,
            label: BAND_LABELS[band],
          })),
        ]}
      />
    </FilterBar>
  );
}
