import { DataTable } from '@/components/data-table/data-table';
import { numberedLinks, rangeShown } from '@/components/data-table/pager-links';
import { Pager } from '@/components/data-table/pager';
import { studentPath } from '@/components/domain/attendance/addresses';
import { shortDate, dayStatusLabel } from '@/components/domain/attendance/labels';
import { Section } from '@/components/ui/section';
import type { CorrectionRow } from '@/lib/server/attendance/queries/corrections';

export function FileCorrections({
  slug,
  found,
  page,
  pageSize,
  hrefOf,
}: {
  slug: string;
  found: { rows: CorrectionRow[]; total: number };
  page: number;
  pageSize: number;
  hrefOf: (page: number) => string;
}) {
  const first = (page - 1) * pageSize + 1;
  return (
    <Section title="Corrections" description="Differences from earlier files." flush>
      <DataTable
        caption="Corrections"
        rows={found.rows}
        rowKey={({ studentId, date }) => `${studentId} ${date}`}
        rowHref={({ studentId }) => studentPath(slug, studentId)}
        columns={[
          {
            id: 'name',
            header: 'Student',
            cell: ({ studentName, studentId }) => studentName ?? studentId,
          },
          { id: 'school', header: 'School', cell: ({ schoolName }) => schoolName },
          { id: 'day', header: 'Day', nowrap: true, cell: ({ date }) => shortDate(date) },
          { id: 'from', header: 'Was', cell: ({ from }) => dayStatusLabel(from ?? 'NO_ROW') },
          {
            id: 'to',
            header: 'Is now',
            cell: ({ to }) => (to === null ? '— row removed' : dayStatusLabel(to)),
          },
        ]}
        footer={
          <Pager
            shown={rangeShown(first, first + found.rows.length - 1, found.total)}
            {...numberedLinks({ page, hasNext: page * pageSize < found.total, hrefOf })}
          />
        }
      />
    </Section>
  );
}
