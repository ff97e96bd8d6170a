import { DataTable } from '@/components/data-table/data-table';
import { ActionForm } from '@/components/ui/action-form';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { TextareaField } from '@/components/ui/fields';
import { Section } from '@/components/ui/section';
import { SubmitButton } from '@/components/ui/submit-button';
import { plural } from '@/lib/core/format/numbers';
import type { FirstSyncGate, GateRow } from '@/lib/server/policy/first-sync-gate';
import type { ReviewDetail } from '@/lib/server/reviews/queries/review-detail';
import { waiveGateCriterion } from '../actions';
import classes from './gate.module.css';

const MOST_PASSED = 60;

/** The checks of a first roster or of a new school. A failed check can be waived with a reason. */
export function FirstRosterGate({
  gate,
  review,
  schoolName,
  canWaive,
}: {
  gate: FirstSyncGate;
  review: ReviewDetail;
  schoolName: (schoolSourcedId: string) => string;
  canWaive: boolean;
}) {
  const failed = gate.rows.filter(({ outcome, waiver }) => outcome === 'failed' && !waiver);
  const others = gate.rows.filter((row) => !failed.includes(row));
  // Waived checks are all shown; of those that passed only some, as many schools have hundreds.
  const shown = others
    .filter(({ waiver }) => waiver)
    .concat(others.filter(({ waiver }) => !waiver).slice(0, MOST_PASSED));
  const unlisted = others.length - shown.length;
  const hasSchools = gate.rows.some(({ schoolSourcedId }) => schoolSourcedId !== '');
  return (
    <Section
      title={hasSchools ? 'Checks of new schools' : 'First roster checks'}
      id="gate"
      description={[
        failed.length === 0
          ? 'Every check passed, was waived, or had nothing to compare with.'
          : 'Waive each failed check, with a reason, before you approve.',
        ...(unlisted > 0 ? [`${plural(unlisted, 'check')} that passed are not listed.`] : []),
      ].join(' ')}
      flush
    >
      <DataTable
        caption="First roster checks"
        rows={[...failed, ...shown]}
        rowKey={(row) => `${row.schoolSourcedId} ${row.criterion}`}
        isRowMarked={(row) => failed.includes(row)}
        columns={[
          {
            id: 'what',
            header: 'Result',
            isRoomy: true,
            cell: (row) => (
              <>
                {row.schoolSourcedId === '' ? '' : `${schoolName(row.schoolSourcedId)}: `}
                {row.sentence}
                <Waiver row={row} review={review} canWaive={canWaive} />
              </>
            ),
          },
          { id: 'outcome', header: 'Result', nowrap: true, cell: outcomeLabel },
        ]}
      />
    </Section>
  );
}

function outcomeLabel({ outcome, waiver }: GateRow) {
  if (waiver && outcome === 'failed') return '○ Waived';
  if (outcome === 'passed') return <span className={classes.passed}>✓ Passed</span>;
  if (outcome === 'failed') return <span className={classes.failed}>✕ Failed</span>;
  return '○ Not declared';
}

function Waiver({
  row,
  review,
  canWaive,
}: {
  row: GateRow;
  review: ReviewDetail;
  canWaive: boolean;
}) {
  if (row.waiver) {
    return (
      <p className={classes.waived}>
        Waived by {row.waiver.waivedBy ?? 'someone at the command line'}: “{row.waiver.comment}”
      </p>
    );
  }
  if (row.outcome !== 'failed' || !canWaive) return null;
  const id = `waive-${row.criterion}-${row.schoolSourcedId}`;
  return (
    <div className={classes.waive}>
      <ConfirmDialog
        trigger="Waive…"
        triggerSize="small"
        title="Waive this check?"
        safeLabel="Cancel"
      >
        <p>{row.sentence}</p>
        <ActionForm action={waiveGateCriterion} label="Waive">
          <input type="hidden" name="slug" value={review.tenantSlug} />
          <input type="hidden" name="runId" value={review.runId} />
          <input type="hidden" name="criterion" value={row.criterion} />
          <input type="hidden" name="schoolSourcedId" value={row.schoolSourcedId} />
          <TextareaField
            id={id}
            name="comment"
            label="Why it can be waived"
            rows={3}
            hint="Applies only to these files. Do not include student names."
          />
          <div>
            <SubmitButton pendingLabel="Waiving…">Waive this check</SubmitButton>
          </div>
        </ActionForm>
      </ConfirmDialog>
    </div>
  );
}
