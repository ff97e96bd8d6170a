import type { Metadata } from 'next';
import Link from 'next/link';
import { DataTable } from '@/components/data-table/data-table';
import type { Filters } from '@/components/data-table/filters';
import {
  hasFilters,
  type SearchParams,
  type TableState,
} from '@/components/data-table/table-state';
import type { SavedViews } from '@/components/data-table/view-options';
import { askedLabels, dueLabels } from '@/components/domain/review/labels';
import { LinkTabs } from '@/components/layout/link-tabs';
import { PageHeader } from '@/components/layout/page-header';
import { ActionForm } from '@/components/ui/action-form';
import { EmptyState } from '@/components/ui/empty-state';
import { SelectableView } from '@/components/data-table/selectable-view';
import { PageKeys } from '@/components/ui/page-keys';
import { ListCard, Stack } from '@/components/ui/section';
import { SubmitButton } from '@/components/ui/submit-button';
import { circuitBreaksPath } from '@/lib/core/circuit-break/public-page';
import { UNASSIGNED } from '@/lib/core/review/assignee';
import { dueStates } from '@/lib/core/review/review-clock';
import { can } from '@/lib/server/auth/permissions';
import { tenantScopeOf } from '@/lib/server/auth/tenant-access';
import { requirePermission } from '@/lib/server/http/session-person';
import type { SessionPerson } from '@/lib/server/auth/sessions';
import { getAppContext } from '@/lib/server/http/context';
import { listStaff } from '@/lib/server/people/queries/list-people';
import { askedStates, listReviews, type ReviewRow } from '@/lib/server/reviews/queries/queue';
import { actOnChosen } from './actions';
import { openList } from '../open-list';
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
  const params = await searchParams;
  const { show, state: read, filter } = readReviewsParams(params);
  const { state, views, hrefOf } = await openList({
    list: 'reviews',
    path,
    state: read,
    params,
    person,
  });
  const isOpen = show === 'open';
  const { due, asked, kind, assignee } = filter;
  const { page, pageSize } = state;
  const [{ rows: reviews, total }, staff] = await Promise.all([
    listReviews(ctx, {
      tenantIds: scope,
      isOpen,
      due: isOpen ? due : null,
      asked,
      kind,
      assigneeId: assignee,
      withSnoozed: !isOpen || filter.snoozed === 'with',
      offset: (page - 1) * pageSize,
      limit: pageSize,
    }),
    listStaff(ctx),
  ]);
  const people = staff.filter(({ disabledAt }) => !disabledAt);
  const filters: Filters = {
    label: 'Filter reviews',
    path,
    state,
    shownFirst: 1,
    fields: [
      ...(isOpen
        ? [
            {
              kind: 'select' as const,
              name: 'due',
              label: 'Due',
              all: 'Any time',
              choices: dueStates.map((value) => ({ value, label: dueLabels[value] })),
            },
          ]
        : []),
      {
        kind: 'select',
        name: 'assignee',
        label: 'Assigned to',
        all: 'Anyone',
        choices: [
          { value: String(person.userId), label: 'Me' },
          { value: '0', label: 'No one' },
          ...people
            .filter(({ id }) => id !== person.userId)
            .map(({ id, name }) => ({ value: String(id), label: name })),
        ],
      },
      {
        kind: 'select',
        name: 'asked',
        label: 'District',
        all: 'Asked or not',
        choices: askedStates.map((value) => ({ value, label: askedLabels[value] })),
      },
      {
        kind: 'select',
        name: 'kind',
        label: 'Kind',
        all: 'Any kind',
        choices: [
          { value: 'LIMITS', label: 'Limits' },
          { value: 'ONBOARDING', label: 'First rosters' },
        ],
      },
      ...(isOpen
        ? [
            {
              kind: 'select' as const,
              name: 'snoozed',
              label: 'Snoozed',
              all: 'Without',
              choices: [{ value: 'with', label: 'With' }],
            },
          ]
        : []),
    ],
  };
  return (
    <Stack>
      <PageHeader
        title="Reviews"
        description="Updates held for review. Until someone decides, the live roster stays as it is."
        actions={<PageKeys />}
      />
      <LinkTabs
        label="Reviews by state"
        tabs={[
          {
            href: hrefOf(path),
            label: 'Waiting',
            isCurrent: isOpen,
            count: isOpen && !hasFilters(state) ? total : undefined,
          },
          { href: `${path}?show=decided`, label: 'Decided', isCurrent: !isOpen },
        ]}
      />
      <ListCard label={isOpen ? 'Waiting, first due first' : 'Decided, newest first'}>
        {isOpen ? (
          <Open
            reviews={reviews}
            person={person}
            people={people}
            now={ctx.clock.now()}
            filters={filters}
            views={views}
            paging={{ path, state, total }}
          />
        ) : (
          <DataTable
            caption="Decided reviews"
            columns={decidedColumns(ctx.clock.now())}
            rows={reviews}
            rowKey={(review) => review.breakId}
            rowHref={(review) => `${path}/${review.breakId}`}
            filters={filters}
            views={views}
            paging={{ path, state, total }}
            empty={
              <EmptyState headingLevel={3} title="Nothing has been decided yet">
                <p>Approved and rejected updates are listed here.</p>
              </EmptyState>
            }
          />
        )}
      </ListCard>
      <p>
        <Link href={circuitBreaksPath}>Understanding circuit breaks</Link>
      </p>
    </Stack>
  );
}

function Open({
  reviews,
  person,
  people,
  now,
  filters,
  views,
  paging,
}: {
  reviews: readonly ReviewRow[];
  person: SessionPerson;
  people: readonly { id: number; name: string }[];
  now: Date;
  filters: Filters;
  views: SavedViews;
  paging: { path: string; state: TableState; total: number };
}) {
  return (
    <DataTable
      caption="Waiting reviews"
      columns={openColumns(now)}
      rows={reviews}
      rowKey={(review) => review.breakId}
      rowHref={(review) => `${path}/${review.breakId}`}
      isRowMarked={({ due }) => due === 'overdue' || due === 'breached'}
      filters={filters}
      views={views}
      paging={paging}
      selection={
        can(person, 'reviews.ask')
          ? {
              View: SelectableView,
              formId: selectedForm,
              name: 'chosen',
              labelOf: ({ tenantName }) => `Select ${tenantName}`,
              bar: <ActOnSelected person={person} people={people} />,
            }
          : undefined
      }
      empty={
        <EmptyState headingLevel={3} look="done" title="No reviews are waiting">
          <p>Nothing is held for review.</p>
        </EmptyState>
      }
    />
  );
}

const selectedForm = 'selected-reviews';

function ActOnSelected({
  person,
  people,
}: {
  person: SessionPerson;
  people: readonly { id: number; name: string }[];
}) {
  return (
    <ActionForm
      id={selectedForm}
      action={actOnChosen}
      label="With the selected reviews"
      done="Done for all selected reviews."
    >
      <div className={classes.bulk}>
        <label>
          Assign selected to
          <select name="assigneeId" defaultValue={person.userId}>
            <option value={person.userId}>Me</option>
            <option value="0">{UNASSIGNED}</option>
            {people
              .filter(({ id }) => id !== person.userId)
              .map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
          </select>
        </label>
        <SubmitButton name="operation" value="assign" variant="secondary" size="small">
          Assign
        </SubmitButton>
        <SubmitButton name="operation" value="ask" variant="secondary" size="small">
          Ask their districts
        </SubmitButton>
      </div>
    </ActionForm>
  );
}
