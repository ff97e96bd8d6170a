import Link from 'next/link';
import { DataTable } from '@/components/data-table/data-table';
import { limitOfRule } from '@/components/domain/review/limit-labels';
import { TimeText } from '@/components/domain/time-text';
import { Section } from '@/components/ui/section';
import { ruleGroup, ruleName } from '@/lib/core/circuit-break/rule-name';
import type { LimitRow } from '@/lib/server/policy/district-limits';
import { effectLabels } from './limit-labels';

export function LimitsInForce({
  rows,
  path,
  canChange,
  timeZone,
  now,
}: {
  rows: readonly LimitRow[];
  /** Address of the page, on which a limit is changed too. */
  path: string;
  canChange: boolean;
  timeZone: string;
  now: Date;
}) {
  return (
    <Section
      title="Limits in force today"
      id="limits"
      description="A share counts only from the number beside it on. The number after “or” holds whatever the share."
      flush
    >
      <DataTable
        caption="Limits in force today"
        rows={rows}
        groupOf={(row) => ruleGroup(row.ruleId).name}
        rowKey={(row) => row.ruleId}
        isRowMarked={(row) => row.reason !== null}
        columns={[
          {
            id: 'rule',
            header: 'What is counted',
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
            cell: (row) => limitOfRule(row, row),
          },
          {
            id: 'default',
            header: 'Default',
            nowrap: true,
            cell: (row) =>
              limitOfRule(
                {
                  limitPercent: row.defaultPercent,
                  limitCount: row.defaultCount,
                  limitCap: row.defaultCap,
                },
                row,
              ),
          },
          { id: 'effect', header: 'Effect', nowrap: true, cell: (row) => effectLabels[row.effect] },
          {
            id: 'own',
            header: 'Own limit of this district',
            isRoomy: true,
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

function OwnLimit({ row, timeZone, now }: { row: LimitRow; timeZone: string; now: Date }) {
  if (row.reason === null) return '—';
  return (
    <>
      “{row.reason}” {row.setBy ? `${row.setBy}, ` : ''}
      <TimeText at={row.setAt} timeZone={timeZone} now={now} relative={false} />
    </>
  );
}
