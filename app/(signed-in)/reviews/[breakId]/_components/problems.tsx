import Link from 'next/link';
import { ProblemTable } from '@/components/domain/problem-table';
import { Callout } from '@/components/ui/callout';
import { EmptyState } from '@/components/ui/empty-state';
import { Section } from '@/components/ui/section';
import type { IssueGroupRow } from '@/lib/server/sync-runs/queries/problems';

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
      <Callout tone="good" title="Contacts and home languages are included">
        <p>Nothing needed to reach families is missing. The checks above must pass too.</p>
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
      id="problems"
      flush
      actions={groups.length > 0 ? <Link href={`${runPath}/problems`}>All problems</Link> : null}
    >
      <ProblemTable
        groups={groups.slice(0, 8)}
        runPath={runPath}
        empty={<EmptyState headingLevel={3} title="No problems" />}
      />
    </Section>
  );
}
