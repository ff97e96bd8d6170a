import { plural } from '@/lib/core/format/numbers';
import { DataTable, type Column } from '@/components/data-table/data-table';
import { ButtonLink } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { NumberText } from '@/components/ui/number-text';
import { Inset } from '@/components/ui/section';
import type { PreviewRow, PreviewRows } from '@/lib/server/pulls/queries/preview-rows';

/** Ten people as they would be read, masked: how a value is built shows which field it comes from. */
export function PreviewTable({
  preview,
  connectionHref,
}: {
  preview: PreviewRows | 'NO_SAMPLE' | 'NOT_SHOWN';
  connectionHref: string;
}) {
  if (preview === 'NO_SAMPLE' || preview === 'NOT_SHOWN')
    return (
      <EmptyState
        headingLevel={3}
        title={preview === 'NO_SAMPLE' ? 'No rows to show yet' : 'No rows to show'}
        action={<ButtonLink href={connectionHref}>Open the connection</ButtonLink>}
      >
        <p>
          {preview === 'NO_SAMPLE'
            ? 'A test of the connection keeps a few rows. Test it, then come back.'
            : 'People of this API are put together from several records, and a test keeps only a few. A preview of everything changes nothing either: start it on the connection page.'}
        </p>
      </EmptyState>
    );
  const { rows, sampled } = preview;
  return (
    <>
      <DataTable
        caption="Ten rows as they would be read"
        rows={rows.map((row, index) => ({ ...row, index }))}
        rowKey={({ index }) => index}
        columns={[
          { id: 'id', header: 'sourcedId', cell: ({ cells }) => cells.sourcedId },
          { id: 'role', header: 'Role', cell: ({ cells }) => cells.role },
          {
            id: 'name',
            header: 'Name',
            cell: ({ cells }) => `${cells.givenName} ${cells.familyName}`,
          },
          cell('username', 'User name'),
          cell('email', 'Email address'),
          cell('identifier', 'Identifier'),
          {
            id: 'orgs',
            header: 'Orgs',
            align: 'end',
            cell: ({ schoolCount }) => <NumberText value={schoolCount} />,
          },
        ]}
        empty={
          <EmptyState headingLevel={3} title="With these values no row of the sample is read">
            <p>The sample is small: the chosen schools may have people all the same.</p>
          </EmptyState>
        }
      />
      <Inset>
        <p>
          {plural(rows.length, 'row')} of {sampled} in the sample. Values are masked.
        </p>
      </Inset>
    </>
  );
}

const cell = (
  id: 'username' | 'email' | 'identifier',
  header: string,
): Column<PreviewRow & { index: number }> => ({
  id,
  header,
  cell: ({ cells }) => (cells[id] === '' ? <NumberText value={null} unknown="empty" /> : cells[id]),
});
