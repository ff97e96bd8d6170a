import { ActionForm } from '@/components/ui/action-form';
import { SubmitButton } from '@/components/ui/submit-button';
import { endPull } from './pull-actions';

/** What was read is kept and goes nowhere. */
export function EndPullButton({ slug, pull }: { slug: string; pull: number }) {
  return (
    <ActionForm action={endPull} label={`Cancel pull ${pull}`}>
      <input type="hidden" name="slug" value={slug} />
      <input type="hidden" name="pull" value={pull} />
      <div>
        <SubmitButton variant="secondary" size="small" pendingLabel="Canceling…">
          Cancel pull {pull}
        </SubmitButton>
      </div>
    </ActionForm>
  );
}
