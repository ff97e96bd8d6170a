import type { Metadata } from 'next';
import Link from 'next/link';
import { DataTable } from '@/components/data-table/data-table';
import { FilterBar, FilterSelect } from '@/components/data-table/filter-bar';
import { hasFilters, tableHref, type SearchParams } from '@/components/data-table/table-state';
import { askedLabels, dueLabels } from '@/components/domain/review/labels';
import { LinkTabs } from '@/components/layout/link-tabs';
import { PageHeader } from '@/components/layout/page-header';
import { ActionForm } from '@/components/ui/action-form';
import { EmptyState } from '@/components/ui/empty-state';
import { PageKeys } from '@/components/ui/page-keys';
import { Section, Stack } from '@/components/ui/section';
import { SubmitButton } from '@/components/ui/submit-button';
import { circuitBreaksPath } from '@/lib/core/circuit-break/public-page';
import { dueStates } from '@/lib/core/review/review-clock';
import { can } from '@/lib/server/auth/permissions';
import { tenantScopeOf } from '@/lib/server/auth/tenant-access';
import { requirePermission } from '@/lib/server/http/session-person';
import type { SessionPerson } from '@/lib/server/auth/sessions';
import { getAppContext } from '@/lib/server/http/context';
import { listStaff } from '@/lib/server/people/queries/list-people';
import { askedStates, listReviews, type ReviewRow } from '@/lib/server/reviews/queries/queue';
import { actOnChosen } from './actions';
import { decidedColumns, openColumns } from './columns';
import classes from './queue.module.css';
import { readReviewsParams } from './search-params';

export const metadata: Metadata = { title: 'Reviews' };

const path = '/reviews';

export default async function ReviewsPage({
  searchParams,
}: {
  searchParams: Promise<SearchParams>;
}) {
  const person = await requirePermission('reviews.list', path);
  const ctx = getAppContext();
  const scope = await tenantScopeOf(ctx, person);
  const { show, state, filter } = readReviewsParams(await searchParams);
  const isOpen = show === 'open';
  const { due, asked, kind, assignee } = filter;
  const [reviews, staff] = await Promise.all([
    listReviews(ctx, {
      tenantIds: scope,
      isOpen,
      due: isOpen ? due : null,
      asked,
      kind,
      assigneeId: assignee,
      withSnoozed: !isOpen || filter.snoozed === 'with',
    }),
    listStaff(ctx),
  ]);
  const people = staff.filter(({ disabledAt }) => !disabledAt);
  const clear = hasFilters(state) ? tableHref(path, state, { filters: {} }) : undefined;
  return (
    <Stack>
      <PageHeader
        title="Reviews"
        description={
          <>
            Updates that were stopped for a person to look at. Until somebody decides, the live
            roster of the district stays as it is.{' '}
            <Link href={circuitBreaksPath}>Understanding circuit breaks</Link>
          </>
        }
        actions={<PageKeys />}
      />
      <LinkTabs
        label="Reviews by state"
        tabs={[
          {
            href: path,
            label: 'Waiting',
            isCurrent: isOpen,
            count: isOpen && !clear ? reviews.length : undefined,
          },
          { href: `${path}?show=decided`, label: 'Decided', isCurrent: !isOpen },
        ]}
      />
      <Section
        title={isOpen ? 'Waiting, oldest and riskiest first' : 'Decided, newest first'}
        flush
      >
        <FilterBar label="Filter reviews" path={path} state={state}>
          {isOpen ? (
            <FilterSelect
              name="due"
              label="Clock"
              all="Any"
              value={state.filters.due}
              choices={dueStates.map((value) => ({ value, label: dueLabels[value] }))}
            />
          ) : null}
          <FilterSelect
            name="assignee"
            label="Assigned to"
            all="Anybody"
            value={state.filters.assignee}
            choices={[
              { value: String(person.userId), label: 'Me' },
              { value: '0', label: 'Nobody' },
              ...people
                .filter(({ id }) => id !== person.userId)
                .map(({ id, name }) => ({ value: String(id), label: name })),
            ]}
          />
          <FilterSelect
            name="asked"
            label="District"
            all="Asked or not"
            value={state.filters.asked}
            choices={askedStates.map((value) => ({ value, label: askedLabels[value] }))}
          />
          <FilterSelect
            name="kind"
            label="Kind"
            all="Any kind"
            value={state.filters.kind}
            choices={[
              { value: 'LIMITS', label: 'Limits' },
              { value: 'ONBOARDING', label: 'First rosters' },
            ]}
          />
          {isOpen ? (
            <FilterSelect
              name="snoozed"
              label="Snoozed"
              all="Without"
              value={state.filters.snoozed}
              choices={[{ value: 'with', label: 'With' }]}
            />
          ) : null}
        </FilterBar>
        {isOpen ? (
          <Open
            reviews={reviews}
            person={person}
            people={people}
            now={ctx.clock.now()}
            clearHref={clear}
          />
        ) : (
          <DataTable
            caption="Reviews that were decided"
            columns={decidedColumns(ctx.clock.now())}
            rows={reviews}
            rowKey={(review) => review.breakId}
            rowHref={(review) => `${path}/${review.breakId}`}
            clearHref={clear}
            empty={
              <EmptyState headingLevel={3} title="Nothing has been decided yet">
                <p>Approved and rejected updates are kept here.</p>
              </EmptyState>
            }
          />
        )}
      </Section>
    </Stack>
  );
}

function Open({
  reviews,
  person,
  people,
  now,
  clearHref,
}: {
  reviews: readonly ReviewRow[];
  person: SessionPerson;
  people: readonly { id: number; name: string }[];
  now: Date;
  clearHref: string | undefined;
}) {
  const table = (
    <DataTable
      caption="Reviews that wait"
      columns={openColumns(now, can(person, 'reviews.ask'))}
      rows={reviews}
      rowKey={(review) => review.breakId}
      rowHref={(review) => `${path}/${review.breakId}`}
      isRowMarked={({ due }) => due === 'overdue' || due === 'breached'}
      clearHref={clearHref}
      empty={
        <EmptyState headingLevel={3} title="Nothing waits for you">
          <p>Every update of every district was applied or is being checked.</p>
        </EmptyState>
      }
    />
  );
  if (reviews.length === 0 || !can(person, 'reviews.ask')) return table;
  return (
    <ActionForm action={actOnChosen} label="Chosen reviews" done="Done for all that were chosen.">
      {table}
      <div className={classes.bulk} role="group" aria-label="With the chosen reviews">
        <p>
          <label htmlFor="bulk-assignee">Assign the chosen to</label>
          <select id="bulk-assignee" name="assigneeId" defaultValue={person.userId}>
            <option value={person.userId}>Me</option>
            <option value="0">Nobody</option>
            {people
              .filter(({ id }) => id !== person.userId)
              .map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
          </select>
        </p>
        <SubmitButton name="operation" value="assign" variant="secondary">
          Assign
        </SubmitButton>
        <SubmitButton name="operation" value="ask" variant="secondary">
          Ask their districts
        </SubmitButton>
      </div>
    </ActionForm>
  );
}
