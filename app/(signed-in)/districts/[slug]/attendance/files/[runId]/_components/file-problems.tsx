import { DataTable } from '@/components/data-table/data-table';
import { numberedLinks, rangeShown } from '@/components/data-table/pager-links';
import { Pager } from '@/components/data-table/pager';
import { exportPath } from '@/components/domain/attendance/addresses';
import { withParams } from '@/components/domain/roster/addresses';
import { ButtonLink } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { Section } from '@/components/ui/section';
import { numberedFile } from '@/lib/core/attendance/file-address';
import { formatNumber } from '@/lib/core/format/numbers';
import type { AttendanceRunDetail, RunIssueRow } from '@/lib/server/attendance/queries/runs';

export function FileProblems({
  run,
  slug,
  issues,
  code,
  page,
  pageSize,
  path,
}: {
  run: AttendanceRunDetail;
  slug: string;
  issues: { rows: RunIssueRow[]; total: number };
  code: string | null;
  page: number;
  pageSize: number;
  path: string;
}) {
  if (run.groups.length === 0)
    return (
      <Section title="Problems">
        <EmptyState
          headingLevel={3}
          title={run.finishedAt && run.rowsRead > 0 ? 'No problems' : 'Nothing was found'}
        />
      </Section>
    );
  const hrefOf = (to: number) => withParams(path, { code, page: to > 1 ? String(to) : null });
  const first = (page - 1) * pageSize + 1;
  return (
    <Section
      title="Problems"
      flush
      actions={
        <ButtonLink href={exportPath(slug, `files/${numberedFile(run.number)}`)} prefetch={false}>
          Download all problems
        </ButtonLink>
      }
    >
      <DataTable
        caption="Problems by kind"
        rows={run.groups}
        rowKey={(group) => group.code}
        rowHref={(group) =>
          `${withParams(path, { code: code === group.code ? null : group.code })}#lines`
        }
        isRowMarked={(group) => group.code === code}
        columns={[
          { id: 'title', header: 'Problem', cell: ({ title }) => title },
          { id: 'count', header: 'Times', align: 'end', cell: ({ count }) => formatNumber(count) },
          {
            id: 'words',
            header: 'Problem and fix',
            isRoomy: true,
            cell: ({ sentence, fix, code: key }) => (
              <>
                <p>{sentence}</p>
                <p>{fix}</p>
                <code>{key}</code>
              </>
            ),
          },
        ]}
      />
      <div id="lines">
        <DataTable
          caption={
            code === null ? 'All problems, line by line' : 'Problems of this kind, line by line'
          }
          rows={issues.rows.map((row, index) => ({ ...row, key: index }))}
          rowKey={({ key }) => key}
          columns={[
            {
              id: 'line',
              header: 'Line',
              nowrap: true,
              cell: ({ line }) => (line === null ? 'Whole file' : `Line ${formatNumber(line)}`),
            },
            {
              id: 'column',
              header: 'Column',
              cell: ({ column }) => (column ? <code>{column}</code> : '—'),
            },
            {
              id: 'value',
              header: 'Value',
              cell: ({ value }) => (value ? <code>{value}</code> : '—'),
            },
            {
              id: 'what',
              header: 'What is wrong',
              isRoomy: true,
              cell: ({ sentence }) => sentence,
            },
          ]}
          footer={
            <Pager
              shown={rangeShown(first, first + issues.rows.length - 1, issues.total)}
              {...numberedLinks({ page, hasNext: page * pageSize < issues.total, hrefOf })}
            />
          }
          empty={
            code === null ? undefined : (
              <EmptyState
                headingLevel={3}
                look="no-match"
                title="No rows match"
                action={<ButtonLink href={path}>Clear filters</ButtonLink>}
              />
            )
          }
          isWide
        />
      </div>
    </Section>
  );
}
