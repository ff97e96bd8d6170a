import type { ReactNode } from 'react';
import { TimeText } from '@/components/domain/time-text';
import { tableParams, type TableState } from '@/components/data-table/table-state';
import { LinkTabs } from '@/components/layout/link-tabs';
import { PageHeader } from '@/components/layout/page-header';
import { ButtonLink } from '@/components/ui/button';
import { Stack } from '@/components/ui/section';
import { can } from '@/lib/server/auth/permissions';
import type { SessionPerson } from '@/lib/server/auth/sessions';
import type { TenantRef } from '@/lib/server/auth/tenant-access';
import { getAppContext } from '@/lib/server/http/context';
import { getEntityTotals } from '@/lib/server/roster/counts';
import { findRosterVersion } from '@/lib/server/roster/version';
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

/** Whose roster, as of when, and the way to its parts; with a list's state also the list as a file. */
export async function RosterFrame({
  tenant,
  current,
  person,
  state,
  children,
}: {
  tenant: TenantRef;
  current: RosterPart | 'overview' | 'checks';
  person: SessionPerson;
  state?: TableState;
  children: ReactNode;
}) {
  const ctx = getAppContext();
  const { slug } = tenant;
  const [totals, version] = await Promise.all([
    getEntityTotals(ctx, tenant.id),
    findRosterVersion(ctx, tenant.id),
  ]);
  const exportPath = `/api/exports/roster/${slug}/${current}`;
  return (
    <Stack>
      <PageHeader
        title="Roster"
        description={
          version ? (
            <>
              As applied{' '}
              <TimeText at={version.appliedAt} timeZone={tenant.timeZone} now={ctx.clock.now()} />{' '}
              by run {version.runId}
            </>
          ) : undefined
        }
        actions={
          state && version && can(person, 'roster.export') ? (
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
