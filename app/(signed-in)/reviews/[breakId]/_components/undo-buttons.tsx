import { ActionForm } from '@/components/ui/action-form';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { Row } from '@/components/ui/section';
import { TextareaField } from '@/components/ui/fields';
import { SubmitButton } from '@/components/ui/submit-button';
import { restoredSentence, undoneSentence } from '@/lib/core/sync-run/undo-effect-text';
import type { ReviewDetail } from '@/lib/server/reviews/queries/review-detail';
import { undoThisReview } from '../actions';
import { ReviewIds } from './ids';

export function UndoButtons({ review }: { review: ReviewDetail }) {
  const { tenantName, runNumber, removed } = review;
  const hasRemovals =
    removed > 0 && review.decidedScope !== 'ADDITIONS' && review.runRemovalsUndoneAt === null;
  const form = (part: 'WHOLE' | 'REMOVALS', label: string) => (
    <ActionForm action={undoThisReview} label={label}>
      <ReviewIds review={review} />
      <input type="hidden" name="part" value={part} />
      <TextareaField
        name="undoReason"
        // Both dialogs are in the page: with one id, both labels would lead to the first field.
        id={`undoReason-${part}`}
        label="Reason"
        rows={3}
        hint="Saved with the review. Do not include student names."
      />
      <div>
        <SubmitButton variant="danger" pendingLabel="Asking…">
          {label}
        </SubmitButton>
      </div>
    </ActionForm>
  );
  return (
    <Row>
      <ConfirmDialog trigger="Undo update…" title={`Undo run ${runNumber} for ${tenantName}?`}>
        <p>
          {undoneSentence(review)} The roster goes back to what it was before. The next files will
          be held for review.
        </p>
        {form('WHOLE', `Undo run ${runNumber}`)}
      </ConfirmDialog>
      {hasRemovals ? (
        <ConfirmDialog
          trigger="Restore removed…"
          title={`Restore the records run ${runNumber} removed?`}
        >
          <p>
            {restoredSentence(review)} Additions and changes stay. The next files will be held for
            review.
          </p>
          {form('REMOVALS', 'Restore removed')}
        </ConfirmDialog>
      ) : null}
    </Row>
  );
}
