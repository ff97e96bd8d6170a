import { ActionForm } from '@/components/ui/action-form';
import { SubmitButton } from '@/components/ui/submit-button';
import type { ReviewDetail } from '@/lib/server/reviews/queries/review-detail';
import { preClearThisReview, retryThisReview } from '../actions';
import { ReviewIds } from './ids';

export function TryAgain({ review }: { review: ReviewDetail }) {
  return (
    <ActionForm action={retryThisReview} label="Try again" done="It starts now.">
      <input type="hidden" name="slug" value={review.tenantSlug} />
      <input type="hidden" name="runId" value={review.runId} />
      <div>
        <SubmitButton pendingLabel="Asking…">Try again</SubmitButton>
      </div>
    </ActionForm>
  );
}

export function PreClear({ review }: { review: ReviewDetail }) {
  return (
    <ActionForm
      action={preClearThisReview}
      label="Let similar updates pass"
      done="Similar updates will pass for 3 days."
    >
      <ReviewIds review={review} />
      <div>
        <SubmitButton variant="quiet" pendingLabel="Saving…">
          Let similar updates pass for 3 days
        </SubmitButton>
      </div>
    </ActionForm>
  );
}
