import type { ReactNode } from 'react';
import { TimeText } from '@/components/domain/time-text';
import { formatNumber } from '@/lib/core/format/numbers';
import { tableParams, type TableState } from '@/components/data-table/table-state';
import { PageHeader } from '@/components/layout/page-header';
import { ButtonLink } from '@/components/ui/button';
import { Stack } from '@/components/ui/section';
import { withParams, type RosterPart } from './addresses';
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

/** Which part of the live roster, as of when; with a list's state also the list as a file. */
export function RosterLayout({
  tenant,
  facts: { version, totals, now, canExport },
  current,
  state,
  children,
}: {
  tenant: { slug: string; timeZone: string };
  facts: RosterLayoutFacts;
  current: RosterPage;
  state?: TableState;
  children: ReactNode;
}) {
  const { slug } = tenant;
  const { title, entity } = pages[current];
  const total = entity === undefined ? null : (totals.get(entity) ?? 0);
  const exportPath = `/api/exports/roster/${slug}/${current}`;
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
        actions={
          state && version && canExport ? (
            <ButtonLink
              href={withParams(exportPath, Object.fromEntries(tableParams(state)))}
              prefetch={false}
            >
              Download CSV
            </ButtonLink>
          ) : undefined
        }
      />
      {version === null ? <NoRoster slug={slug} /> : children}
    </Stack>
  );
}
