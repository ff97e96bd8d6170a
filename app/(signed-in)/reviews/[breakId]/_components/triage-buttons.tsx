import { ActionForm } from '@/components/ui/action-form';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { SelectField, TextareaField } from '@/components/ui/fields';
import { SubmitButton } from '@/components/ui/submit-button';
import type { ReviewDetail } from '@/lib/server/reviews/queries/review-detail';
import { assignThisReview, commentOnThisReview, snoozeThisReview } from '../actions';
import { unassignedText } from '@/lib/core/review/assignee';
import { ReviewIds } from './ids';

/** What people do about a review beside deciding it. */
export function TriageButtons({
  review,
  staff,
  me,
}: {
  review: ReviewDetail;
  staff: readonly { id: number; name: string }[];
  me: number;
}) {
  const others = staff.filter(({ id }) => id !== me);
  return (
    <>
      <ConfirmDialog trigger="Assign…" title="Assign this review">
        <ActionForm action={assignThisReview} label="Assign">
          <ReviewIds review={review} />
          <SelectField
            name="assigneeId"
            label="Assigned to"
            defaultValue={String(review.assigneeId ?? me)}
            choices={[
              { value: String(me), label: 'Me' },
              { value: '0', label: unassignedText(review.hasImplementer) },
              ...others.map(({ id, name }) => ({ value: String(id), label: name })),
            ]}
          />
          <div>
            <SubmitButton pendingLabel="Assigning…">Assign</SubmitButton>
          </div>
        </ActionForm>
      </ConfirmDialog>
      <ConfirmDialog trigger="Snooze…" title="Snooze this review">
        <p>It leaves the list until then. The deadline does not change.</p>
        <ActionForm action={snoozeThisReview} label="Snooze">
          <ReviewIds review={review} />
          <SelectField
            name="hours"
            label="Until"
            choices={[
              { value: '1', label: 'In an hour' },
              { value: '4', label: 'In 4 hours' },
              { value: '24', label: 'Tomorrow at this time' },
              { value: '72', label: 'In 3 days' },
              { value: '0', label: 'Now: put it back in the list' },
            ]}
          />
          <div>
            <SubmitButton pendingLabel="Snoozing…">Snooze</SubmitButton>
          </div>
        </ActionForm>
      </ConfirmDialog>
      <ConfirmDialog trigger="Comment…" title="Add a comment">
        <ActionForm action={commentOnThisReview} label="Comment">
          <ReviewIds review={review} />
          <TextareaField
            name="text"
            label="Comment"
            rows={4}
            hint="Only our staff see this. Do not include student names."
          />
          <div>
            <SubmitButton pendingLabel="Adding…">Add comment</SubmitButton>
          </div>
        </ActionForm>
      </ConfirmDialog>
    </>
  );
}
