import { tableParams, type TableState } from '@/components/data-table/table-state';
import { ButtonLink } from '@/components/ui/button';
import { withParams, type RosterPart } from './addresses';

/** The list as a file, with the filters that are set. */
export function DownloadRoster({
  slug,
  part,
  state,
}: {
  slug: string;
  part: RosterPart;
  state: TableState;
}) {
  return (
    <ButtonLink
      size="small"
      href={withParams(
        `/api/exports/roster/${slug}/${part}`,
        Object.fromEntries(tableParams(state)),
      )}
      prefetch={false}
    >
      Download CSV
    </ButtonLink>
  );
}
