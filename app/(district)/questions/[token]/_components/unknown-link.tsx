import { EmptyState } from '@/components/ui/empty-state';

export function UnknownLink({ mailReplyTo }: { mailReplyTo: string }) {
  return (
    <EmptyState headingLevel={1} look="closed" title="This link does not work">
      <p>
        The link may be cut off, or it may be for another district. Open the link in the newest
        email, or copy the whole link. If that does not work, write to{' '}
        <a href={`mailto:${mailReplyTo}`}>{mailReplyTo}</a>.
      </p>
    </EmptyState>
  );
}
