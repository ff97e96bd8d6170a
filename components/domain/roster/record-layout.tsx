import Link from 'next/link';
import type { ReactNode } from 'react';
import { TimeText } from '@/components/domain/time-text';
import { PageHeader } from '@/components/layout/page-header';
import { Callout } from '@/components/ui/callout';
import { DataTable } from '@/components/data-table/data-table';
import { EmptyState } from '@/components/ui/empty-state';
import { Facts, type Fact } from '@/components/ui/facts';
import { Columns, Section, Stack } from '@/components/ui/section';
import { changeLabels, type ChangeAction } from '@/lib/core/change/change';
import { formatNumber } from '@/lib/core/format/numbers';
import type { RosterEntity } from '@/lib/core/oneroster';
import { columnName } from '@/lib/core/oneroster/column-name';
import { runPath } from '@/lib/core/sync-run/run-address';
import { rosterPath, type RosterPart } from './addresses';

const partLabels: Record<RosterPart, string> = {
  people: 'People',
  classes: 'Classes',
  courses: 'Courses',
  enrollments: 'Enrollments',
  orgs: 'Orgs',
  sessions: 'Sessions',
};

export type RecordOrigin = {
  source: {
    fileName: string;
    line: number | null;
    runNumber: number | null;
    receivedAt: Date | null;
    appliedAt: Date | null;
  };
  changes: readonly {
    runNumber: number;
    action: ChangeAction;
    changedFields: readonly string[];
    appliedAt: Date | null;
    isUndone: boolean;
  }[];
  /** Columns of the district's own. */
  metadata: readonly { name: string; value: string }[];
  now: Date;
};

/** A record: its fields, what it is linked to, where it came from and what happened to it. */
export function RecordLayout({
  tenant,
  origin: { source, changes, metadata, now },
  part,
  entity,
  record,
  title,
  description,
  facts,
  actions,
  aside,
  children,
}: {
  tenant: { slug: string; timeZone: string };
  origin: RecordOrigin;
  part: RosterPart;
  entity: RosterEntity;
  record: { sourcedId: string; removedAt: Date | null };
  title: string;
  description?: ReactNode;
  facts: readonly Fact[];
  /** Buttons beside the title. */
  actions?: ReactNode;
  /** More beside the fields. */
  aside?: ReactNode;
  /** Tables of what the record is linked to. */
  children?: ReactNode;
}) {
  const runLink = (number: number) => <Link href={runPath(tenant.slug, number)}>Run {number}</Link>;
  const time = (at: Date | null) => <TimeText at={at} timeZone={tenant.timeZone} now={now} />;
  return (
    <Stack>
      <PageHeader
        title={title}
        description={description}
        actions={actions}
        crumbs={[
          { href: rosterPath(tenant.slug), label: 'Roster' },
          { href: rosterPath(tenant.slug, part), label: partLabels[part] },
        ]}
      />
      {record.removedAt ? (
        <Callout tone="waiting" title="Removed from the roster">
          <p>
            Not in the files since {time(record.removedAt)}. The record and its history are kept for
            120 days. This person or record gets no messages.
          </p>
        </Callout>
      ) : null}
      <Columns>
        <Stack>
          <Section title="Record">
            <Facts
              facts={[
                ...facts,
                { label: 'sourcedId', value: <code>{record.sourcedId}</code> },
                ...metadata.map(({ name, value }) => ({ label: `metadata.${name}`, value })),
              ]}
            />
          </Section>
          {children}
        </Stack>
        <Stack>
          {aside}
          <Section title="Source">
            <Facts
              facts={[
                { label: 'File', value: <code>{source.fileName}</code> },
                {
                  label: 'Line',
                  value: source.line === null ? 'Not known' : formatNumber(source.line),
                },
                { label: 'Received', value: time(source.receivedAt) },
                { label: 'Applied', value: time(source.appliedAt) },
                {
                  label: 'Last changed by',
                  value: source.runNumber === null ? 'Not known' : runLink(source.runNumber),
                },
              ]}
            />
          </Section>
          <Section title="History" flush>
            <DataTable
              caption="Changes by applied runs"
              rows={changes}
              rowKey={(change) => change.runNumber}
              columns={[
                {
                  id: 'run',
                  header: 'Run',
                  cell: (change) => runLink(change.runNumber),
                },
                {
                  id: 'what',
                  header: 'What happened',
                  cell: (change) => (
                    <>
                      {changeLabels[change.action].glyph} {changeLabels[change.action].word}
                      {change.isUndone ? ', then undone' : ''}
                      {change.changedFields.length > 0
                        ? `: ${fieldNames(entity, change.changedFields)}`
                        : ''}
                    </>
                  ),
                },
                {
                  id: 'when',
                  header: 'When',
                  cell: (change) => (
                    <TimeText
                      at={change.appliedAt}
                      timeZone={tenant.timeZone}
                      now={now}
                      relative={false}
                    />
                  ),
                },
              ]}
              empty={
                <EmptyState
                  headingLevel={3}
                  look="done"
                  title="Unchanged since it was first applied"
                />
              }
            />
          </Section>
        </Stack>
      </Columns>
    </Stack>
  );
}

function fieldNames(entity: RosterEntity, fields: readonly string[]): string {
  return [...new Set(fields.flatMap((field) => columnName(entity, field) ?? []))].join(', ');
}
