import Link from 'next/link';
import { DataTable } from '@/components/data-table/data-table';
import { limitOfRule } from '@/components/domain/review/limit-labels';
import { TimeText } from '@/components/domain/time-text';
import { LinkTabs } from '@/components/layout/link-tabs';
import { EmptyState } from '@/components/ui/empty-state';
import { Inset, Section } from '@/components/ui/section';
import { ruleGroup, ruleName } from '@/lib/core/circuit-break/rule-name';
import type { LimitRow } from '@/lib/server/policy/district-limits';
import type { ShownLimits } from '../search-params';
import { effectLabels } from './limit-labels';
import classes from './limits-in-force.module.css';

export function LimitsInForce({
  rows,
  shown,
  path,
  canChange,
  timeZone,
  now,
}: {
  rows: readonly LimitRow[];
  shown: ShownLimits;
  /** Address of the page, on which a limit is changed too. */
  path: string;
  canChange: boolean;
  timeZone: string;
  now: Date;
}) {
  const changed = rows.filter((row) => row.reason !== null);
  return (
    <Section
      title="Today’s limits"
      id="limits"
      description="A share counts only together with the minimum number beside it. The number after “or” holds an update regardless of the share."
      flush
    >
      <Inset>
        <LinkTabs
          label="Limits shown"
          tabs={[
            {
              href: `${path}#limits`,
              label: 'All',
              count: rows.length,
              isCurrent: shown === 'all',
            },
            {
              href: `${path}?show=changed#limits`,
              label: 'Changed for this district',
              count: changed.length,
              isCurrent: shown === 'changed',
            },
          ]}
        />
      </Inset>
      <DataTable
        caption="Today’s limits"
        rows={shown === 'changed' ? changed : rows}
        empty={
          <EmptyState headingLevel={3} title="No limits changed for this district">
            <p>All limits have their defaults.</p>
          </EmptyState>
        }
        groupOf={(row) => ruleGroup(row.ruleId).name}
        rowKey={(row) => row.ruleId}
        isRowMarked={(row) => row.reason !== null}
        columns={[
          {
            id: 'rule',
            header: 'Counted',
            isRoomy: true,
            cell: (row) => (
              <>
                {ruleName(row.ruleId)}
                {row.isNeverRelaxed ? ' (never relaxed)' : ''}
              </>
            ),
          },
          {
            id: 'today',
            header: 'Limit today',
            nowrap: true,
            cell: (row) => <LimitToday row={row} />,
          },
          { id: 'effect', header: 'Effect', nowrap: true, cell: (row) => effectLabels[row.effect] },
          {
            id: 'own',
            header: 'Reason',
            cell: (row) => <OwnLimit row={row} timeZone={timeZone} now={now} />,
          },
          ...(canChange
            ? [
                {
                  id: 'change',
                  header: 'Change',
                  cell: (row: LimitRow) => (
                    <Link
                      href={`${path}?rule=${encodeURIComponent(row.ruleId)}#change`}
                      prefetch={false}
                      aria-label={`Change the limit: ${ruleName(row.ruleId)}`}
                    >
                      Change
                    </Link>
                  ),
                },
              ]
            : []),
        ]}
      />
    </Section>
  );
}

/** The limit, and below it the usual one where it is another. */
function LimitToday({ row }: { row: LimitRow }) {
  const today = limitOfRule(row, row);
  const usual = limitOfRule(
    {
      limitPercent: row.defaultPercent,
      limitCount: row.defaultCount,
      limitCap: row.defaultCap,
    },
    row,
  );
  return (
    <>
      {today}
      {usual === today ? null : <span className={classes.usual}>usually {usual}</span>}
    </>
  );
}

function OwnLimit({ row, timeZone, now }: { row: LimitRow; timeZone: string; now: Date }) {
  if (row.reason === null) return '—';
  return (
    <>
      “{row.reason}” {row.setBy ? `${row.setBy}, ` : ''}
      <TimeText at={row.setAt} timeZone={timeZone} now={now} relative={false} />
    </>
  );
}
