import Link from 'next/link';
import { StackedBar } from '@/components/charts/stacked-bar';
import { attendancePath } from '@/components/domain/attendance/addresses';
import { Section } from '@/components/ui/section';
import { formatNumber, plural } from '@/lib/core/format/numbers';
import type { AttendanceRunDetail } from '@/lib/server/attendance/queries/runs';

export function RowCounts({ run, slug }: { run: AttendanceRunDetail; slug: string }) {
  if (run.state === 'AWAITING_ROSTER')
    return (
      <Section title="Rows" description={`${formatNumber(run.rowsRead)} read`}>
        <p>
          {plural(run.rowsKept, 'row')} {run.rowsKept === 1 ? 'is' : 'are'} waiting for the roster.
          {run.rowsRead > run.rowsKept
            ? ` ${formatNumber(run.rowsRead - run.rowsKept)} cannot be used in any case: see the problems below.`
            : ''}
        </p>
      </Section>
    );
  return (
    <Section
      title="Rows"
      description={`${formatNumber(run.rowsRead)} read = ${formatNumber(run.rowsAccepted)} accepted + ${formatNumber(run.rowsRejected)} set aside + ${formatNumber(run.rowsIgnored)} ignored`}
    >
      <StackedBar
        parts={[
          { label: 'accepted', count: run.rowsAccepted, tone: 'good' },
          { label: 'set aside', count: run.rowsRejected, tone: 'problem' },
          { label: 'ignored', count: run.rowsIgnored, tone: 'quiet' },
        ]}
      />
      {run.rowsKept > 0 ? (
        <p>
          {plural(run.rowsKept, 'row')} of those set aside {run.rowsKept === 1 ? 'is' : 'are'} saved
          and read again when the roster or a{' '}
          <Link href={attendancePath(slug, 'mapping')}>mapping</Link> allows it;{' '}
          {formatNumber(run.rowsReplayed)} so far.
        </p>
      ) : null}
    </Section>
  );
}
