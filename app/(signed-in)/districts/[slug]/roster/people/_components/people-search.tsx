import { SearchField } from '@/components/data-table/search-field';
import { ActionForm } from '@/components/ui/action-form';
import { searchPeople } from '../actions';

export function PeopleSearch({
  slug,
  search,
  filters,
}: {
  slug: string;
  search: string;
  /** The other filters, kept while searching. */
  filters: string;
}) {
  return (
    <search aria-label="Search people">
      <ActionForm action={searchPeople} label="Search people" key={`${search} ${filters}`}>
        <input type="hidden" name="slug" value={slug} />
        <input type="hidden" name="filters" value={filters} />
        <SearchField label="Name, id, student number or email address" value={search} />
      </ActionForm>
    </search>
  );
}
