import Link from 'next/link';
import { DataTable, type Column } from '@/components/data-table/data-table';
import {
  attentionHref,
  attentionKindLabels,
  attentionText,
} from '@/components/domain/overview/attention-words';
import { dueLabels } from '@/components/domain/review/labels';
import { ownerNames } from '@/components/domain/status-label';
import { TimeCell } from '@/components/domain/time-text';
import { LinkTabs } from '@/components/layout/link-tabs';
import { EmptyState } from '@/components/ui/empty-state';
import { Section } from '@/components/ui/section';
import { attentionKinds, type AttentionKind } from '@/lib/core/attention/attention-kinds';
import { assigneeText } from '@/lib/core/review/assignee';
import { formatNumber } from '@/lib/core/format/numbers';
import { can, type Permission, type PersonWithRole } from '@/lib/server/auth/permissions';
import { STAFF_TIME_ZONE } from '@/lib/server/mail/staff-time-zone';
import type { AttentionItem, NeedsAttention } from '@/lib/server/overview/queries/needs-attention';
import { SHOWN_AT_FIRST, type readOverviewParams } from './search-params';
import classes from './needs-now.module.css';

/** What it takes to do something about it; the other kinds anybody who sees them can follow. */
const PERMISSIONS: Partial<Record<AttentionKind, Permission>> = {
  SITE_TO_CREATE: 'site.create',
  REVIEW: 'reviews.decide',
  DISTRICT_ANSWERED: 'reviews.decide',
  FAILED_RUN: 'runs.apply',
  HELD_NOTICES: 'attendance.decide',
  HELD_FILE: 'attendance.decide',
  NEAR_NAME: 'attendance.answer',
  UNMAPPED_WORDS: 'attendance.answer',
  INVITATION: 'contacts.invite',
};

function canAct(person: PersonWithRole, { kind, tenant }: AttentionItem): boolean {
  const needed = kind === 'INVITATION' && tenant === null ? 'staff.invite' : PERMISSIONS[kind];
  return !needed || can(person, needed);
}

/** What waits for a person, the most urgent first, with a tab for each kind of which something waits. */
export function NeedsNow({
  attention: { items, counts, total },
  params,
  person,
  now,
}: {
  attention: NeedsAttention;
  params: ReturnType<typeof readOverviewParams>;
  person: PersonWithRole;
  now: Date;
}) {
  const { kind, whose, isWhole, href } = params;
  const waiting = attentionKinds.filter((each) => counts[each] > 0 || each === kind);
  const count = kind ? counts[kind] : total;
  const title = can(person, 'reviews.decide') ? 'Needs you now' : 'Waiting now';
  return (
    <Section title={title} flush>
      {total > 0 && waiting.length > 1 ? (
        <div className={classes.tabs}>
          <LinkTabs
            label="Waiting, by kind"
            tabs={[
              {
                href: href({ kind: null, isWhole: false }),
                label: 'All',
                count: total,
                isCurrent: !kind,
              },
              ...waiting.map((each) => ({
                href: href({ kind: each, isWhole: false }),
                label: attentionKindLabels[each],
                count: counts[each],
                isCurrent: each === kind,
              })),
            ]}
          />
        </div>
      ) : null}
      <DataTable
        caption={title}
        columns={columnsOf(person, now)}
        rows={items}
        rowKey={(item) => `${item.kind} ${item.breakId ?? item.tenant?.id ?? 'staff'}`}
        rowHref={attentionHref}
        isRowMarked={({ due }) => due === 'overdue' || due === 'breached'}
        footer={
          !isWhole && count > items.length ? (
            <p className={classes.all}>
              <Link href={href({ isWhole: true })}>All {formatNumber(count)}</Link>
            </p>
          ) : count > items.length ? (
            <p className={classes.all}>
              The {formatNumber(items.length)} most urgent of {formatNumber(count)}. Choose a kind
              to see more.
            </p>
          ) : isWhole && count > SHOWN_AT_FIRST ? (
            <p className={classes.all}>
              <Link href={href({ isWhole: false })}>The {SHOWN_AT_FIRST} most urgent</Link>
            </p>
          ) : undefined
        }
        empty={
          kind ? (
            <EmptyState headingLevel={3} look="done" title="Nothing of this kind is waiting">
              <p>
                <Link href={href({ kind: null })}>See everything that is waiting</Link>
              </p>
            </EmptyState>
          ) : (
            <EmptyState
              headingLevel={3}
              look="done"
              title={can(person, 'reviews.decide') ? 'Nothing needs you now' : 'Nothing is waiting'}
            >
              <p>
                {whose === 'mine'
                  ? 'No review, file, name, category, notice, email or invitation in your districts is waiting for someone.'
                  : 'No review, file, name, category, notice, email or invitation is waiting for someone.'}
              </p>
            </EmptyState>
          )
        }
      />
    </Section>
  );
}

function columnsOf(person: PersonWithRole, now: Date): Column<AttentionItem>[] {
  const zoneOf = ({ tenant }: AttentionItem): string => tenant?.timeZone ?? STAFF_TIME_ZONE;
  return [
    {
      id: 'what',
      header: 'What',
      isRoomy: true,
      cell: (item) => (
        <>
          {attentionText(item, canAct(person, item))}
          {item.note ? <span className={classes.size}>{item.note}</span> : null}
        </>
      ),
    },
    { id: 'district', header: 'District', cell: ({ tenant }) => tenant?.name ?? 'Staff' },
    {
      id: 'due',
      header: 'Due',
      nowrap: true,
      cell: (item) => (
        <>
          {item.due === 'stopped' ? null : (
            <TimeCell at={item.dueAt} timeZone={zoneOf(item)} now={now} missing="no deadline" />
          )}
          {item.due && item.due !== 'in-time' ? (
            <span className={item.due === 'stopped' ? classes.note : classes.late}>
              {' '}
              {dueLabels[item.due]}
            </span>
          ) : null}
        </>
      ),
    },
    {
      id: 'since',
      header: 'Since',
      nowrap: true,
      cell: (item) => (
        <TimeCell at={item.since} timeZone={zoneOf(item)} now={now} missing="unknown" />
      ),
    },
    { id: 'owner', header: 'Waiting on', nowrap: true, cell: ({ owner }) => ownerNames[owner] },
    {
      id: 'assignee',
      header: 'Assigned to',
      cell: (item) => assigneeText(item),
    },
  ];
}
