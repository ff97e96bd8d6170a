import type { ReactNode } from 'react';
import { TimeText } from '@/components/domain/time-text';
import { formatNumber } from '@/lib/core/format/numbers';
import { PageHeader } from '@/components/layout/page-header';
import { Stack } from '@/components/ui/section';
import type { RosterPart } from './addresses';
import { NoRoster } from './no-roster';

const pages: Record<RosterPage, { title: string; entity?: string }> = {
  overview: { title: 'Roster' },
  people: { title: 'People', entity: 'user' },
  classes: { title: 'Classes', entity: 'class' },
  courses: { title: 'Courses', entity: 'course' },
  enrollments: { title: 'Enrollments', entity: 'enrollment' },
  orgs: { title: 'Orgs', entity: 'org' },
  sessions: { title: 'Sessions', entity: 'academicSession' },
  checks: { title: 'Roster checks' },
};

type RosterPage = RosterPart | 'overview' | 'checks';

export type RosterLayoutFacts = {
  /** The run whose roster is in force; null before the first. */
  version: { runNumber: number; appliedAt: Date | null } | null;
  /** Records by entity. */
  totals: ReadonlyMap<string, number>;
  now: Date;
  canExport: boolean;
};

/** Which part of the live roster, as of when. */
export function RosterLayout({
  tenant,
  facts: { version, totals, now },
  current,
  children,
}: {
  tenant: { slug: string; timeZone: string };
  facts: RosterLayoutFacts;
  current: RosterPage;
  children: ReactNode;
}) {
  const { slug } = tenant;
  const { title, entity } = pages[current];
  const total = entity === undefined ? null : (totals.get(entity) ?? 0);
  return (
    <Stack>
      <PageHeader
        title={title}
        description={
          version ? (
            <>
              {total === null ? 'As applied' : `${formatNumber(total)} in the live roster, applied`}{' '}
              <TimeText at={version.appliedAt} timeZone={tenant.timeZone} now={now} /> by run{' '}
              {version.runNumber}
            </>
          ) : undefined
        }
      />
      {version === null ? <NoRoster slug={slug} /> : children}
    </Stack>
  );
}
