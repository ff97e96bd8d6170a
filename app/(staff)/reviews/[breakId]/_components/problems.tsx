import Link from 'next/link';
import { DataTable } from '@/components/data-table/data-table';
import { Callout } from '@/components/ui/callout';
import { EmptyState } from '@/components/ui/empty-state';
import { Section } from '@/components/ui/section';
import { formatNumber } from '@/lib/core/format/numbers';
import { ISSUE_LEVELS } from '@/lib/core/issues';
import type { IssueGroupRow } from '@/lib/server/sync-runs/problems';

/** What stops a district from going live, although its files can be read. */
export function Blockers({
  groups,
  runPath,
}: {
  groups: readonly IssueGroupRow[];
  runPath: string;
}) {
  const blockers = groups.filter(({ band }) => band === 'golive');
  if (blockers.length === 0) {
    return (
      <Callout tone="good" title="Nothing stops this district from going live">
        <p>Contacts and home languages are in the files.</p>
      </Callout>
    );
  }
  return (
    <Callout tone="problem" title="Needed before going live">
      <ul>
        {blockers.map((group) => (
          <li key={group.id}>
            <Link href={`${runPath}/problems?group=${group.id}`}>{group.title}</Link>:{' '}
            {group.sentence}
          </li>
        ))}
      </ul>
    </Callout>
  );
}

export function Problems({
  groups,
  runPath,
}: {
  groups: readonly IssueGroupRow[];
  runPath: string;
}) {
  return (
    <Section
      title="Problems in the files"
      flush
      actions={groups.length > 0 ? <Link href={`${runPath}/problems`}>All problems</Link> : null}
    >
      <DataTable
        caption="The gravest problems"
        rows={groups.slice(0, 8)}
        rowKey={(group) => group.id}
        rowHref={(group) => `${runPath}/problems?group=${group.id}`}
        columns={[
          { id: 'what', header: 'What', cell: (group) => group.title },
          {
            id: 'file',
            header: 'File',
            cell: (group) => (group.fileName ? <code>{group.fileName}</code> : 'The whole set'),
          },
          {
            id: 'count',
            header: 'Times',
            align: 'end',
            cell: (group) => formatNumber(group.count),
          },
          { id: 'effect', header: 'Effect', cell: (group) => ISSUE_LEVELS[group.band].label },
        ]}
        empty={<EmptyState headingLevel={3} title="No problems" />}
      />
    </Section>
  );
}
