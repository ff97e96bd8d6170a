import { ActionForm } from '@/components/ui/action-form';
import { Callout } from '@/components/ui/callout';
import { Row } from '@/components/ui/section';
import { SubmitButton } from '@/components/ui/submit-button';
import type { Feed } from '@/lib/server/attendance/queries/feed-board';
import { confirmName, refuseName } from '../actions';
import { NameFields } from './name-forms';
import type { Rights } from './rights';

export function NameToConfirm({
  feed,
  rights: { slug, canAnswer },
}: {
  feed: Feed;
  rights: Rights;
}) {
  return (
    <Callout tone="waiting" headingLevel={3} title={`Is ${feed.fileName} the right name?`}>
      <p>
        This name is new and is being used. From now on, every file for these schools must have
        exactly this name, including uppercase and lowercase letters.
      </p>
      {canAnswer ? (
        <Row>
          <ActionForm action={confirmName} label={`Confirm ${feed.fileName}`}>
            <NameFields slug={slug} feed={feed} />
            <SubmitButton pendingLabel="Confirming…">Yes, use this name</SubmitButton>
          </ActionForm>
          <ActionForm action={refuseName} label={`Refuse ${feed.fileName}`}>
            <NameFields slug={slug} feed={feed} />
            <SubmitButton variant="secondary" pendingLabel="Saving…">
              No, do not use it
            </SubmitButton>
          </ActionForm>
        </Row>
      ) : (
        <p>The district’s contact or implementation staff can confirm it.</p>
      )}
    </Callout>
  );
}
