import { FilterText } from '@/components/data-table/filter-bar';
import { ActionForm } from '@/components/ui/action-form';
import { SubmitButton } from '@/components/ui/submit-button';
import { searchPeople } from '../actions';
import classes from './people-search.module.css';

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
        <div className={classes.bar}>
          <FilterText
            name="search"
            label="Name, id, student number or email address"
            value={search}
            size={36}
          />
          <SubmitButton pendingLabel="Searching…">Search</SubmitButton>
        </div>
      </ActionForm>
    </search>
  );
}
