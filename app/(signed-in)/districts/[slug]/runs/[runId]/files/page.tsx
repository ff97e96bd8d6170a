import type { Metadata } from 'next';
import { StackedBar } from '@/components/charts/stacked-bar';
import { DataTable } from '@/components/data-table/data-table';
import { TimeText } from '@/components/domain/time-text';
import { EmptyState } from '@/components/ui/empty-state';
import { Facts } from '@/components/ui/facts';
import { Section, Stack } from '@/components/ui/section';
import { rowSum } from '@/components/domain/runs/row-sum';
import { formatBytes, formatNumber } from '@/lib/core/format/numbers';
import { isIssueCode, issueKind } from '@/lib/core/issues';
import {
  listRunDeliveries,
  listRunFiles,
  type RunFile,
} from '@/lib/server/sync-runs/queries/get-run';
import { loadRun, type RunParams } from '../load-run';

export const metadata: Metadata = { title: 'Files' };

const modeLabels: Readonly<Record<string, string>> = {
  bulk: 'Full copy (bulk)',
  delta: 'Changes only (delta)',
  absent: 'Not sent (absent)',
  manifest: 'List of the files sent',
};

export default async function FilesPage({ params }: { params: RunParams }) {
  const { ctx, tenant, run } = await loadRun(params);
  const [files, deliveries] = await Promise.all([
    listRunFiles(ctx, tenant.id, run.id),
    listRunDeliveries(ctx, tenant.id, run.id),
  ]);
  const now = ctx.clock.now();
  const time = (at: Date | null) => <TimeText at={at} timeZone={tenant.timeZone} now={now} />;
  if (files.length === 0) {
    return (
      <Section title="Files as they arrived" flush>
        <DataTable
          caption="Files as they arrived"
          rows={deliveries}
          rowKey={(row) => row.id}
          columns={[
            { id: 'name', header: 'File', cell: (row) => <code>{row.fileName}</code> },
            {
              id: 'size',
              header: 'Size',
              align: 'end',
              cell: (row) => formatBytes(row.byteCount),
            },
            { id: 'at', header: 'Received', cell: (row) => time(row.receivedAt) },
            { id: 'from', header: 'From', cell: (row) => <code>{row.sourceAddress}</code> },
          ]}
          empty={<EmptyState headingLevel={3} title="No files yet" />}
        />
      </Section>
    );
  }
  return (
    <Stack>
      {files.map((file) => (
        <Section key={file.fileName} title={file.fileName} description={sumOf(file)}>
          {file.isLeftAside ? (
            <p>Saved but not read. This run’s problems say why.</p>
          ) : file.mode === 'manifest' ? null : (
            <StackedBar
              parts={[
                { label: 'as before', count: file.rowsUnchanged, tone: 'quiet' },
                {
                  label: 'accepted, new or changed',
                  count: file.rowsAccepted - file.rowsUnchanged,
                  tone: 'good',
                },
                { label: 'set aside', count: file.rowsRejected, tone: 'problem' },
                { label: 'ignored', count: file.rowsIgnored, tone: 'waiting' },
              ]}
            />
          )}
          <Facts
            columns={2}
            facts={[
              { label: 'Size', value: formatBytes(file.byteCount) },
              { label: 'Received', value: time(file.receivedAt) },
              ...(file.mode === null
                ? []
                : [{ label: 'Sent as', value: modeLabels[file.mode] ?? file.mode }]),
              {
                label: 'From',
                value: file.sourceAddress ? <code>{file.sourceAddress}</code> : '—',
              },
              {
                label: 'Encoding',
                value: [file.encoding, file.newline].filter(Boolean).join(', ') || '—',
              },
              {
                label: 'SHA-256',
                value: file.sha256 ? (
                  <code title={file.sha256}>{file.sha256.slice(0, 12)}…</code>
                ) : (
                  '—'
                ),
              },
              ...Object.entries(file.cleanUps).map(([code, count]) => ({
                label: 'Cleaned up',
                value: `${isIssueCode(code) ? issueKind(code).title : code}: ${formatNumber(count)}`,
              })),
            ]}
          />
        </Section>
      ))}
    </Stack>
  );
}

function sumOf(file: RunFile): string | undefined {
  return file.isLeftAside || file.mode === 'manifest' ? undefined : rowSum(file);
}
