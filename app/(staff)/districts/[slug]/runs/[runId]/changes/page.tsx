import type { Metadata } from 'next';
import Link from 'next/link';
import { DataTable } from '@/components/data-table/data-table';
import { FilterBar, FilterSelect } from '@/components/data-table/filter-bar';
import { Steps } from '@/components/data-table/steps';
import {
  hasFilters,
  tableHref,
  tableParams,
  type SearchParams,
} from '@/components/data-table/table-state';
import { changeColumns } from '@/components/domain/change-columns';
import { capital, changeTotals } from '@/components/domain/change-totals';
import { ButtonLink } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { Section, Stack } from '@/components/ui/section';
import { changeActions, changeWords } from '@/lib/core/change/change';
import { entityWords } from '@/lib/core/format/entity-words';
import { formatNumber } from '@/lib/core/format/numbers';
import { can } from '@/lib/server/auth/permissions';
import { getSchoolNames } from '@/lib/server/reviews/queries';
import { listChanges } from '@/lib/server/sync-runs/changes';
import { listChangeCounts } from '@/lib/server/sync-runs/get-run';
import { loadRun, type RunParams } from '../load-run';
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
  const { state, filter, after, before } = readChangeParams(await searchParams);
  const counts = await listChangeCounts(ctx, tenant.id, run.id);
  const totals = changeTotals(counts);
  const here = `${path}/changes`;
  if (totals.length === 0) {
    return (
      <Section title="Changes">
        <EmptyState
          headingLevel={3}
          title={run.state === 'NO_CHANGE' ? 'Nothing changed' : 'No changes worked out'}
        >
          <p>
            {run.state === 'NO_CHANGE'
              ? 'The files say the same as the roster in force.'
              : 'Changes are worked out when the files have been checked and can be used.'}
          </p>
        </EmptyState>
      </Section>
    );
  }
  const seesPeople = can(person, 'roster.view');
  const schoolIds = [...new Set(counts.map(({ schoolSourcedId }) => schoolSourcedId))];
  const [page, schools] = await Promise.all([
    run.planKind === 'INITIAL'
      ? null
      : listChanges(ctx, tenant.id, run.id, filter, {
          after,
          before,
          size: PAGE,
          withNames: seesPeople,
        }),
    getSchoolNames(ctx, tenant.id, run.id, schoolIds),
  ]);
  const base = tableHref(here, state);
  const move = (name: string, seq: number | null) =>
    seq === null ? null : `${base}${base.includes('?') ? '&' : '?'}${name}=${seq}`;
  const matching = counts
    .filter(
      (row) =>
        (filter.entity === null || row.entity === filter.entity) &&
        (filter.action === null || row.action === filter.action) &&
        (filter.school === null || row.schoolSourcedId === filter.school),
    )
    .reduce((sum, { count }) => sum + count, 0);
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
          caption="Changes by what they are"
          rows={totals}
          rowKey={(row) => row.entity}
          rowHref={
            run.planKind === 'INITIAL'
              ? undefined
              : (row) => tableHref(here, state, { filters: { entity: row.entity } })
          }
          columns={[
            { id: 'what', header: 'What', cell: (row) => row.label },
            {
              id: 'added',
              header: '+ Added',
              align: 'end',
              cell: (row) => formatNumber(row.added),
            },
            {
              id: 'changed',
              header: '~ Changed',
              align: 'end',
              cell: (row) => formatNumber(row.changed),
            },
            {
              id: 'removed',
              header: '− Removed',
              align: 'end',
              cell: (row) => formatNumber(row.removed),
            },
          ]}
        />
      </Section>
      {page ? (
        <Section
          title="One by one"
          flush
          description={
            seesPeople
              ? undefined
              : 'Records are named by their sourcedId; what they say about people is not shown here.'
          }
          actions={
            can(person, 'roster.export') ? (
              <ButtonLink
                href={`/api/exports/runs/${tenant.slug}/${run.id}/changes?${new URLSearchParams(tableParams(state))}`}
                prefetch={false}
              >
                Download CSV
              </ButtonLink>
            ) : undefined
          }
        >
          <FilterBar label="Filter changes" path={here} state={state}>
            <FilterSelect
              name="entity"
              label="What"
              all="Anything"
              value={state.filters.entity}
              choices={totals.map(({ entity }) => ({
                value: entity,
                label: capital(entityWords[entity].many),
              }))}
            />
            <FilterSelect
              name="action"
              label="Change"
              all="Any change"
              value={state.filters.action}
              choices={changeActions.map((action) => ({
                value: action,
                label: `${changeWords[action].glyph} ${changeWords[action].word}`,
              }))}
            />
            <FilterSelect
              name="school"
              label="School"
              all="Any school"
              value={state.filters.school}
              choices={schoolIds
                .filter((id) => id !== '')
                .map((id) => ({ value: id, label: schools.get(id) ?? id }))
                .sort((a, b) => a.label.localeCompare(b.label, 'en'))}
            />
          </FilterBar>
          <DataTable
            caption="Changes one by one"
            rows={page.rows}
            rowKey={(row) => row.seq}
            columns={changeColumns}
            clearHref={hasFilters(state) ? here : undefined}
            footer={
              <Steps
                shown={`${formatNumber(page.rows.length)} of ${formatNumber(matching)} changes`}
                firstHref={page.previous === null ? null : base}
                previousHref={move('before', page.previous)}
                nextHref={move('after', page.next)}
              />
            }
          />
        </Section>
      ) : seesPeople && run.appliedAt ? (
        <p>
          <Link href={`/districts/${tenant.slug}/roster`}>See it in the roster</Link>
        </p>
      ) : null}
    </Stack>
  );
}
