import { ActionForm } from '@/components/ui/action-form';
import { ConfirmDialog, TypeTheNumber } from '@/components/ui/confirm-dialog';
import { TextareaField } from '@/components/ui/fields';
import { SubmitButton } from '@/components/ui/submit-button';
import { ChangeSize } from '@/components/domain/change-size';
import { formatNumber } from '@/lib/core/format/numbers';
import type { ReviewDetail } from '@/lib/server/reviews/queries';
import { approveReview, rejectReview } from '../actions';
import classes from './decision-bar.module.css';

/** The two decisions. Both open a dialog that repeats what would happen, and neither is one press. */
export function DecisionBar({
  review,
  typedNumber,
}: {
  review: ReviewDetail;
  typedNumber: number | null;
}) {
  const { added, changed, removed, tenantName } = review;
  const count = formatNumber(added + changed + removed);
  const isOnboarding = review.kind === 'ONBOARDING';
  const what = isOnboarding ? `the first roster of ${tenantName}` : `${count} changes`;
  const ids = (
    <>
      <input type="hidden" name="slug" value={review.tenantSlug} />
      <input type="hidden" name="breakId" value={review.breakId} />
      <input type="hidden" name="version" value={review.version} />
      <input type="hidden" name="fingerprint" value={review.fingerprint} />
    </>
  );
  const summary = (
    <p>
      <ChangeSize size={review} /> – version {review.version}, run {review.runId}
    </p>
  );
  return (
    <section className={classes.bar} aria-label="Decision">
      <p className={classes.words}>
        <strong>Version {review.version}</strong> of run {review.runId}: {count} changes
      </p>
      <ConfirmDialog trigger="Reject…" title={`Reject ${what}?`} safeLabel="Keep looking">
        {summary}
        <p>
          Nothing is applied and the roster stays as it is. The district’s contacts are told by mail
          and send corrected files.
        </p>
        <ActionForm action={rejectReview} label="Reject">
          {ids}
          <TextareaField name="reason" label="Why" rows={3} hint="Without names of students." />
          <SubmitButton variant="danger" pendingLabel="Rejecting…">
            Reject {isOnboarding ? 'this roster' : `${count} changes`}
          </SubmitButton>
        </ActionForm>
      </ConfirmDialog>
      <ConfirmDialog
        trigger="Approve…"
        triggerVariant="primary"
        title={`Approve ${what} for ${isOnboarding ? 'families to see' : tenantName}?`}
        safeLabel="Keep looking"
      >
        {summary}
        <p>
          {removed > 0
            ? `${formatNumber(removed)} records are removed. They can be brought back for 30 days.`
            : 'Nothing is removed. An undo is possible for 30 days.'}
        </p>
        <ActionForm action={approveReview} label="Approve" asksBrowser>
          {ids}
          <TextareaField
            name="comment"
            label="Why this is right"
            optional={removed === 0}
            rows={3}
            hint="Without names of students."
          />
          {typedNumber === null ? null : <TypeTheNumber count={typedNumber} />}
          <SubmitButton pendingLabel="Approving…">
            {isOnboarding ? `Approve ${count} records` : `Approve ${count} changes`}
          </SubmitButton>
        </ActionForm>
      </ConfirmDialog>
    </section>
  );
}
