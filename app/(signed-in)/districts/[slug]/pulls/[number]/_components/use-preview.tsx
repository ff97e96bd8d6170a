import { plural } from '@/lib/core/format/numbers';
import { ActionForm } from '@/components/ui/action-form';
import { Callout } from '@/components/ui/callout';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { Row } from '@/components/ui/section';
import { SubmitButton } from '@/components/ui/submit-button';
import type { PullDetails } from '@/lib/server/pulls/queries/list-pulls';
import { takePreview } from '../../../pull-actions';

/** What was read goes on to be checked only if a person says so. */
export function UsePreview({
  slug,
  pull,
  canManage,
  isRoster,
  hasRoster,
}: {
  slug: string;
  pull: Pick<PullDetails, 'number' | 'rowCount'>;
  canManage: boolean;
  isRoster: boolean;
  hasRoster: boolean;
}) {
  return (
    <Callout title="This is a preview: nothing has changed">
      <p>
        {hasRoster
          ? 'Compare the rows with those that are live now.'
          : 'Compare the rows with what your SIS shows.'}{' '}
        {isRoster
          ? 'If they look right, use this preview: it is checked and compared like any update, and held for review where it changes too much.'
          : 'The roster comes through another connection, so this preview cannot be used. Switch the roster first.'}
      </p>
      {canManage && isRoster ? (
        <Row>
          <ConfirmDialog
            trigger="Use this preview"
            triggerVariant="primary"
            title={`Use the ${plural(pull.rowCount, 'row')} of pull ${pull.number}?`}
          >
            <p>Its files are checked and compared with the live roster, as of any update.</p>
            <ActionForm action={takePreview} label="Use this preview">
              <input type="hidden" name="slug" value={slug} />
              <input type="hidden" name="pull" value={pull.number} />
              <div>
                <SubmitButton pendingLabel="Starting…">Use this preview</SubmitButton>
              </div>
            </ActionForm>
          </ConfirmDialog>
        </Row>
      ) : null}
    </Callout>
  );
}
