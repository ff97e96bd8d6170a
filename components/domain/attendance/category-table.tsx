import { DataTable } from '@/components/data-table/data-table';
import { ATTENDANCE_CATEGORIES, CATEGORY_TRAITS } from '@/lib/core/attendance/categories';

/** The four categories, and which of them count as an absence. */
export function CategoryTable() {
  return (
    <DataTable
      caption="Categories"
      rows={ATTENDANCE_CATEGORIES}
      rowKey={(category) => category}
      columns={[
        { id: 'name', header: 'Category', cell: (category) => CATEGORY_TRAITS[category].label },
        {
          id: 'counts',
          header: 'Absence',
          cell: (category) =>
            CATEGORY_TRAITS[category].countsAsAbsence ? 'Counts' : 'Does not count',
        },
      ]}
    />
  );
}
