import type { Metadata } from 'next';
import Link from 'next/link';
import { DataTable } from '@/components/data-table/data-table';
import type { FilterChoice } from '@/components/data-table/filters';
import { hasFilters, tableHref, tableParams } from '@/components/data-table/table-state';
import { LinkTabs } from '@/components/layout/link-tabs';
import { ButtonLink } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { EmptyState } from '@/components/ui/empty-state';
import { ListCard } from '@/components/ui/section';
import { languageName } from '@/lib/core/languages';
import { compareGrades } from '@/lib/core/oneroster/grades';
import { formatNumber } from '@/lib/core/format/numbers';
import type { SearchParams } from '@/components/data-table/table-state';
import { requireTenant } from '@/lib/server/http/session-person';
import { getRosterLayoutFacts } from '@/lib/server/roster/layout-facts';
import { getAppContext } from '@/lib/server/http/context';
import { getCounts, type FacetCount } from '@/lib/server/roster/counts';
import { listSchoolOptions } from '@/lib/server/roster/orgs';
import {
  countPeople,
  countPeopleByKind,
  listPeople,
  personKinds,
  suggestIds,
  type PeopleCounts,
  type PeopleFilter,
} from '@/lib/server/roster/people';
import { openSearch } from '@/lib/server/roster/search-token';
import { recordPath, rosterPath, withParams } from '@/components/domain/roster/addresses';
import { removedFilter } from '@/components/domain/roster/common-filters';
import { DownloadRoster } from '@/components/domain/roster/download-roster';
import { ListFoot } from '@/components/domain/roster/list-foot';
import { counting } from '@/lib/server/roster/page';
import { RosterLayout } from '@/components/domain/roster/roster-layout';
import { checkLabels, kindLabels } from '@/components/domain/roster/labels';
import { openList } from '../../../../open-list';
import { PeopleSearch } from './_components/people-search';
import { peopleColumns } from './columns';
import { readPeopleParams } from './search-params';

type Props = {
  params: Promise<{ slug: string }>;
  searchParams: Promise<SearchParams>;
};

export const metadata: Metadata = { title: 'People' };

export default async function PeoplePage({ params, searchParams }: Props) {
  const { slug } = await params;
  const { person, tenant } = await requireTenant(slug, 'roster.view');
  const ctx = getAppContext();
  const asked = await searchParams;
  const {
    state: asAsked,
    filter,
    request,
  } = readPeopleParams(asked, (token) => openSearch(ctx, tenant.id, token));
  const path = rosterPath(slug, 'people');
  const { state, views, hrefOf } = await openList({
    list: 'people',
    path,
    state: asAsked,
    params: asked,
    person,
    tenant,
  });
  const here = tableHref(path, state);
  const total = counting(countPeople(ctx, tenant.id, filter));
  const [page, counts, peopleCounts, schools, layoutFacts] = await Promise.all([
    listPeople(ctx, tenant.id, filter, request),
    getCounts(ctx, tenant.id, 'user', ['school', 'language', 'grade']),
    countPeopleByKind(ctx, tenant.id),
    listSchoolOptions(ctx, tenant.id),
    getRosterLayoutFacts(ctx, tenant.id, person),
  ]);
  const { find: _find, ...otherFilters } = state.filters;
  const isFiltered = hasFilters(state);
  const nobody = (
    <NobodyFound
      slug={slug}
      filter={filter}
      clearHref={isFiltered ? hrefOf(path) : null}
      suggestions={page.rows.length > 0 ? [] : await suggestIds(ctx, tenant.id, filter.search)}
    />
  );
  return (
    <RosterLayout tenant={tenant} facts={layoutFacts} current="people">
      <KindTabs here={here} filter={filter} counts={peopleCounts} />
      {filter.check ? (
        <Callout title={checkLabels[filter.check].title} tone="waiting">
          <p>
            {checkLabels[filter.check].why}{' '}
            <Link href={rosterPath(slug, 'checks')}>All checks</Link>
          </p>
        </Callout>
      ) : null}
      <ListCard label={titleOf(filter)}>
        <DataTable
          caption={`People of ${tenant.name}`}
          columns={peopleColumns}
          rows={page.rows}
          rowKey={(row) => row.sourcedId}
          rowHref={(row) => recordPath(slug, 'people', row.sourcedId)}
          search={
            <PeopleSearch
              slug={slug}
              search={filter.search}
              filters={new URLSearchParams(
                tableParams(state, { filters: otherFilters }),
              ).toString()}
            />
          }
          filters={{
            label: 'Filter people',
            path,
            state,
            shownFirst: 0,
            fields: [
              { kind: 'kept', name: 'kind' },
              {
                kind: 'kept',
                name: 'check',
                label: 'Check',
                text: filter.check ? checkLabels[filter.check].title : undefined,
              },
              { kind: 'kept', name: 'find', label: 'Search', text: filter.search },
              {
                kind: 'select',
                name: 'school',
                label: 'School',
                all: 'Any school',
                choices: schools.map((school) => ({
                  value: school.sourcedId,
                  label: counted(school.name, school.sourcedId, counts.school),
                })),
              },
              {
                kind: 'select',
                name: 'grade',
                label: 'Grade',
                all: 'Any grade',
                choices: gradeChoices(counts.grade),
              },
              {
                kind: 'select',
                name: 'language',
                label: 'Home language',
                all: 'Any language',
                choices: languageChoices(counts.language),
              },
              removedFilter,
            ],
          }}
          views={views}
          actions={
            layoutFacts.canExport ? (
              <DownloadRoster slug={slug} part="people" state={state} />
            ) : null
          }
          footer={
            <ListFoot
              page={page}
              request={request}
              total={total}
              path={here}
              one="person"
              many="people"
            />
          }
          empty={nobody}
          noMatch={nobody}
          isWide
        />
      </ListCard>
    </RosterLayout>
  );
}

function KindTabs({
  here,
  filter,
  counts,
}: {
  here: string;
  filter: PeopleFilter;
  counts: PeopleCounts;
}) {
  return (
    <LinkTabs
      label="Kinds of people"
      tabs={[null, ...personKinds].map((kind) => ({
        href: withParams(here, { kind, after: null, before: null }),
        label: kind === null ? 'Everyone' : kindLabels[kind],
        count: counts[kind ?? 'everyone'],
        isCurrent: filter.kind === kind,
      }))}
    />
  );
}

function NobodyFound({
  slug,
  filter,
  clearHref,
  suggestions,
}: {
  slug: string;
  filter: PeopleFilter;
  clearHref: string | null;
  suggestions: readonly { sourcedId: string; id: string }[];
}) {
  if (filter.check && clearHref) {
    return (
      <EmptyState
        headingLevel={3}
        look="done"
        title="0 found ✓"
        action={<ButtonLink href={rosterPath(slug, 'checks')}>All checks</ButtonLink>}
      />
    );
  }
  return (
    <EmptyState
      headingLevel={3}
      look={clearHref ? 'no-match' : 'nothing'}
      title={clearHref ? 'No people match' : 'No people in the roster'}
      action={clearHref ? <ButtonLink href={clearHref}>Clear search and filters</ButtonLink> : null}
    >
      {suggestions.length > 0 ? (
        <p>
          Did you mean{' '}
          {suggestions.map(({ sourcedId, id }, index) => (
            <span key={sourcedId}>
              {index > 0 ? ' or ' : ''}
              <Link href={recordPath(slug, 'people', sourcedId)}>id {id}</Link>
            </span>
          ))}
          ? Spreadsheets often drop leading zeros.
        </p>
      ) : null}
    </EmptyState>
  );
}

function titleOf({ kind, status }: PeopleFilter): string {
  const who = kind === null ? 'Everyone' : kindLabels[kind];
  return status === 'removed' ? `${who}, removed` : who;
}

function counted(label: string, value: string, counts: readonly FacetCount[]): string {
  const found = counts.find((each) => each.value === value);
  return found ? `${label} (${formatNumber(found.count)})` : label;
}

function gradeChoices(counts: readonly FacetCount[]): FilterChoice[] {
  return counts
    .filter(({ value }) => value !== '')
    .sort((a, b) => compareGrades(a.value, b.value))
    .map(({ value, count }) => ({ value, label: `${value} (${formatNumber(count)})` }));
}

function languageChoices(counts: readonly FacetCount[]): FilterChoice[] {
  return counts.map(({ value, count }) => ({
    value: value === '' ? 'none' : value,
    label: `${value === '' ? 'Not known' : (languageName(value) ?? value)} (${formatNumber(count)})`,
  }));
}
