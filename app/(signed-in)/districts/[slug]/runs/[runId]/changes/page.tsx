import type { Metadata } from 'next';
import Link from 'next/link';
import { DataTable } from '@/components/data-table/data-table';
import { tableHref, tableParams, type SearchParams } from '@/components/data-table/table-state';
import {
  addedColumn,
  changedColumn,
  removedColumn,
} from '@/components/domain/change-count-columns';
import { ChangeList } from '@/components/domain/change-list';
import { EmptyState } from '@/components/ui/empty-state';
import { Section, Stack } from '@/components/ui/section';
import { entityLabel } from '@/lib/core/change/entity-nouns';
import { plural } from '@/lib/core/format/numbers';
import { runName } from '@/lib/core/sync-run/run-address';
import { can } from '@/lib/server/auth/permissions';
import { getSchoolNames } from '@/lib/server/reviews/queries/reasons';
import {
  countChanges,
  listChanges,
  listChangeTotals,
} from '@/lib/server/sync-runs/queries/changes';
import { listChangeCounts } from '@/lib/server/sync-runs/queries/get-run';
import { loadRun, type RunParams } from '../load-run';
import { openList } from '../../../../../open-list';
import { readChangeParams } from './search-params';

export const metadata: Metadata = { title: 'Changes' };

const PAGE = 50;

export default async function ChangesPage({
  params,
  searchParams,
}: {
  params: RunParams;
  searchParams: Promise<SearchParams>;
}) {
  const { ctx, person, tenant, run, path } = await loadRun(params);
  const asked = await searchParams;
  const { state: asAsked, filter, after, before } = readChangeParams(asked);
  const totals = await listChangeTotals(ctx, tenant.id, run.id);
  const here = `${path}/changes`;
  if (totals.length === 0) {
    return (
      <Section title="Changes">
        <EmptyState
          headingLevel={3}
          look={run.state === 'NO_CHANGE' ? 'done' : 'nothing'}
          title={run.state === 'NO_CHANGE' ? 'Nothing changed' : 'No changes calculated'}
        >
          <p>
            {run.state === 'NO_CHANGE'
              ? 'The files match the live roster.'
              : 'Changes are calculated once the files have passed the checks.'}
          </p>
        </EmptyState>
      </Section>
    );
  }
  const { state, views } = await openList({
    list: 'run-changes',
    path: here,
    state: asAsked,
    params: asked,
    person,
    tenant,
  });
  const seesPeople = can(person, 'roster.view');
  const counts = await listChangeCounts(ctx, tenant.id, run.id);
  const schoolIds = [...new Set(counts.map(({ schoolSourcedId }) => schoolSourcedId))].filter(
    (id) => id !== '',
  );
  const [page, schools, matching] = await Promise.all([
    run.planKind === 'INITIAL'
      ? null
      : listChanges(ctx, tenant.id, run.id, filter, {
          after,
          before,
          size: PAGE,
          withNames: seesPeople,
          withSchoolNames: true,
        }),
    getSchoolNames(ctx, tenant.id, run.id, schoolIds),
    countChanges(ctx, tenant.id, run.id, filter),
  ]);
  return (
    <Stack>
      <Section
        title={run.appliedAt ? 'What changed' : 'What would change'}
        description={
          run.planKind === 'INITIAL' ? 'The first roster: everything is new.' : undefined
        }
        flush
      >
        <DataTable
          caption="Changes by record type"
          rows={totals}
          rowKey={(row) => row.entity}
          rowHref={
            run.planKind === 'INITIAL'
              ? undefined
              : (row) => tableHref(here, state, { filters: { entity: row.entity } })
          }
          columns={[
            { id: 'what', header: 'What', cell: (row) => entityLabel(row.entity) },
            removedColumn,
            addedColumn,
            changedColumn,
          ]}
        />
      </Section>
      {page ? (
        <ChangeList
          title="One by one"
          description={
            seesPeople
              ? undefined
              : 'Records are listed by sourcedId; personal details are not shown here.'
          }
          path={here}
          state={state}
          views={views}
          page={page}
          matching={plural(matching, 'change')}
          entities={totals.map(({ entity }) => entity)}
          schools={new Map(schoolIds.map((id) => [id, schools.get(id) ?? id]))}
          csvHref={
            can(person, 'roster.export')
              ? `/api/exports/runs/${tenant.slug}/${runName(run.number)}/changes?${new URLSearchParams(tableParams(state))}`
              : null
          }
        />
      ) : seesPeople && run.appliedAt ? (
        <p>
          <Link href={`/districts/${tenant.slug}/roster`}>See it in the roster</Link>
        </p>
      ) : null}
    </Stack>
  );
}
