import { ActionForm } from '@/components/ui/action-form';
import { SubmitButton } from '@/components/ui/submit-button';
import type { Feed } from '@/lib/server/attendance/queries/feed-board';
import { acceptName } from '../actions';

export function AcceptNameForm({ feed, slug }: { feed: Feed; slug: string }) {
  return (
    <ActionForm action={acceptName} label={`Accept ${feed.fileName}`}>
      <NameFields slug={slug} feed={feed} />
      <SubmitButton variant="secondary" pendingLabel="Saving…">
        Accept as a separate group of schools
      </SubmitButton>
    </ActionForm>
  );
}

/** Which name of which district a form is about. */
export function NameFields({ slug, feed }: { slug: string; feed: Feed }) {
  return (
    <>
      <input type="hidden" name="slug" value={slug} />
      <input type="hidden" name="fileNameId" value={feed.fileNameId} />
    </>
  );
}
