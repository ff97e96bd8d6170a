import type { ReactNode } from 'react';
import { TimeText } from '@/components/domain/time-text';
import { tableParams, type TableState } from '@/components/data-table/table-state';
import { LinkTabs } from '@/components/layout/link-tabs';
import { PageHeader } from '@/components/layout/page-header';
import { ButtonLink } from '@/components/ui/button';
import { Stack } from '@/components/ui/section';
import { rosterPath, withParams, type RosterPart } from './addresses';
import { NoRoster } from './no-roster';

const parts: readonly { part: RosterPart; entity: string; label: string }[] = [
  { part: 'people', entity: 'user', label: 'People' },
  { part: 'classes', entity: 'class', label: 'Classes' },
  { part: 'courses', entity: 'course', label: 'Courses' },
  { part: 'enrollments', entity: 'enrollment', label: 'Enrollments' },
  { part: 'orgs', entity: 'org', label: 'Orgs' },
  { part: 'sessions', entity: 'academicSession', label: 'Sessions' },
];

export type RosterLayoutFacts = {
  /** The run whose roster is in force; null before the first. */
  version: { runNumber: number; appliedAt: Date | null } | null;
  /** Records by entity. */
  totals: ReadonlyMap<string, number>;
  now: Date;
  canExport: boolean;
};

/** Whose roster, as of when, and the way to its parts; with a list's state also the list as a file. */
export function RosterLayout({
  tenant,
  facts: { version, totals, now, canExport },
  current,
  state,
  children,
}: {
  tenant: { slug: string; timeZone: string };
  facts: RosterLayoutFacts;
  current: RosterPart | 'overview' | 'checks';
  state?: TableState;
  children: ReactNode;
}) {
  const { slug } = tenant;
  const exportPath = `/api/exports/roster/${slug}/${current}`;
  return (
    <Stack>
      <PageHeader
        title="Roster"
        description={
          version ? (
            <>
              As applied <TimeText at={version.appliedAt} timeZone={tenant.timeZone} now={now} /> by
              run {version.runNumber}
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
      {version === null ? (
        <NoRoster slug={slug} />
      ) : (
        <>
          <LinkTabs
            label="Parts of the roster"
            tabs={[
              { href: rosterPath(slug), label: 'Overview', isCurrent: current === 'overview' },
              ...parts.map(({ part, entity, label }) => ({
                href: rosterPath(slug, part),
                label,
                count: totals.get(entity) ?? 0,
                isCurrent: current === part,
              })),
              {
                href: rosterPath(slug, 'checks'),
                label: 'Checks',
                isCurrent: current === 'checks',
              },
            ]}
          />
          {children}
        </>
      )}
    </Stack>
  );
}
