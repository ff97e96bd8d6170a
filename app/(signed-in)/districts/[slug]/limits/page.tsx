import type { Metadata } from 'next';
import type { SearchParams } from '@/components/data-table/table-state';
import { PageHeader } from '@/components/layout/page-header';
import { WithSideIndex } from '@/components/layout/with-side-index';
import { ButtonLink } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { Stack } from '@/components/ui/section';
import { ruleGroup } from '@/lib/core/circuit-break/rule-name';
import { can } from '@/lib/server/auth/permissions';
import { requireTenant } from '@/lib/server/http/session-person';
import { getAppContext } from '@/lib/server/http/context';
import { listAllowances } from '@/lib/server/policy/empty-file-allowances';
import { listLimits } from '@/lib/server/policy/district-limits';
import { findPause } from '@/lib/server/policy/pauses';
import { listWindows } from '@/lib/server/policy/windows';
import { ChangeLimit } from './_components/change-limit';
import { EmptyFiles } from './_components/empty-files';
import { profileSentence, windowLabels } from './_components/limit-labels';
import { LimitsInForce } from './_components/limits-in-force';
import { NewWindow } from './_components/new-window';
import { Pause } from './_components/pause';
import { Windows } from './_components/windows';
import { readRule, readShown } from './search-params';

export const metadata: Metadata = { title: 'Limits' };

export default async function LimitsPage({
  params,
  searchParams,
}: {
  params: Promise<{ slug: string }>;
  searchParams: Promise<SearchParams>;
}) {
  const { slug } = await params;
  const path = `/districts/${slug}/limits`;
  const { person, tenant } = await requireTenant(slug, 'reviews.list', path);
  const ctx = getAppContext();
  const [limits, windows, pause, allowances] = await Promise.all([
    listLimits(ctx, tenant.id),
    listWindows(ctx, tenant.id),
    findPause(ctx, tenant.id),
    listAllowances(ctx, tenant.id),
  ]);
  if (!limits)
    return (
      <EmptyState headingLevel={1} title="This district has no connection yet">
        <p>
          Limits apply to a connection’s updates. A connection is created together with its
          district.
        </p>
      </EmptyState>
    );
  const now = ctx.clock.now();
  const canChange = can(person, 'limits.change');
  const ruleId = readRule(await searchParams);
  const changing = canChange ? limits.rows.find((row) => row.ruleId === ruleId) : undefined;
  const rows = limits.rows.toSorted(
    (one, other) => ruleGroup(one.ruleId).rank - ruleGroup(other.ruleId).rank,
  );
  return (
    <Stack>
      <PageHeader
        title="Limits"
        description={`${profileSentence(limits)} An update that reaches a limit is held until someone decides.`}
        actions={<ButtonLink href={`${path}/simulator`}>Try other limits</ButtonLink>}
      />
      <WithSideIndex
        sections={[
          { id: 'pause', label: 'Pause' },
          { id: 'limits', label: 'Today’s limits' },
          { id: 'windows', label: 'Windows' },
          { id: 'empty-files', label: 'Empty files' },
          ...(canChange ? [{ id: 'new-window', label: 'Add a window' }] : []),
        ]}
      >
        <Pause
          tenant={tenant}
          pause={pause}
          now={now}
          canChange={can(person, 'connection.update')}
        />
        {changing ? <ChangeLimit slug={slug} row={changing} path={path} /> : null}
        <LimitsInForce
          rows={rows}
          shown={readShown(await searchParams)}
          path={path}
          canChange={canChange}
          timeZone={tenant.timeZone}
          now={now}
        />
        <Windows
          windows={windows}
          slug={slug}
          canChange={canChange}
          timeZone={tenant.timeZone}
          now={now}
        />
        <EmptyFiles allowances={allowances} slug={slug} timeZone={tenant.timeZone} now={now} />
        {canChange ? <NewWindow slug={slug} kinds={Object.entries(windowLabels)} /> : null}
      </WithSideIndex>
    </Stack>
  );
}
