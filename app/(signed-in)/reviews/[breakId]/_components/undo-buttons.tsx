import { ActionForm } from '@/components/ui/action-form';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { Row } from '@/components/ui/section';
import { TextareaField } from '@/components/ui/fields';
import { SubmitButton } from '@/components/ui/submit-button';
import { formatNumber, plural } from '@/lib/core/format/numbers';
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
        label="Why it is undone"
        rows={3}
        hint="It stays with the record. Without names of students."
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
          {undoCounts(review)} The roster goes back to what it was before. The next files are held
          for a person to look at.
        </p>
        {form('WHOLE', `Undo run ${runNumber}`)}
      </ConfirmDialog>
      {hasRemovals ? (
        <ConfirmDialog trigger="Restore removed…" title={`Restore whom run ${runNumber} removed?`}>
          <p>
            {plural(review.removed, 'record')} {review.removed === 1 ? 'is' : 'are'} in the live
            roster again; additions and changes stay. The next files are held for a person to look
            at.
          </p>
          {form('REMOVALS', 'Restore removed')}
        </ConfirmDialog>
      ) : null}
    </Row>
  );
}

/** What an undo does, in counts. Changes that were left out were not applied and are not undone. */
function undoCounts({ added, changed, removed, planKind, heldBackCount }: ReviewDetail): string {
  if (planKind === 'INITIAL') return `All ${plural(added, 'record')} of the first roster go.`;
  const parts = [
    removed > 0 ? `${plural(removed, 'removed record')} come back` : '',
    added > 0 ? `${plural(added, 'added record')} go` : '',
    changed > 0 ? `${plural(changed, 'change')} are undone` : '',
  ].filter(Boolean);
  const of = heldBackCount > 0 ? `, less ${formatNumber(heldBackCount)} that were left out` : '';
  return `${parts.join(', ')}${of}.`;
}
