import { SearchField } from '@/components/data-table/search-field';
import { tableParams, type TableState } from '@/components/data-table/table-state';
import { ActionForm } from '@/components/ui/action-form';
import { searchStudents } from '../actions';

/** Searches by name. The name stays out of the address; the filters that are set go along. */
export function StudentSearch({
  slug,
  schoolId,
  state,
  path,
  search,
}: {
  slug: string;
  schoolId: string;
  state: TableState<string, 'grade' | 'class' | 'band' | 'find'>;
  /** The address of the page with the filters that are set. */
  path: string;
  search: string;
}) {
  const { find: _find, ...otherFilters } = state.filters;
  return (
    <search aria-label="Search students">
      <ActionForm action={searchStudents} label="Search students" key={`${search} ${path}`}>
        <input type="hidden" name="slug" value={slug} />
        <input type="hidden" name="schoolId" value={schoolId} />
        <input
          type="hidden"
          name="filters"
          value={new URLSearchParams(tableParams(state, { filters: otherFilters })).toString()}
        />
        <SearchField label="Name" value={search} isShort />
      </ActionForm>
    </search>
  );
}
