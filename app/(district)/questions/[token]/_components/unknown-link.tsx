import { EmptyState } from '@/components/ui/empty-state';

export function UnknownLink({ mailReplyTo }: { mailReplyTo: string }) {
  return (
    <EmptyState headingLevel={1} look="closed" title="This link does not work">
      <p>
        It may be cut off, or it was made for another district. Open the link in the newest email,
        or copy its whole address. If that does not help, write to{' '}
        <a href={`mailto:${mailReplyTo}`}>{mailReplyTo}</a>.
      </p>
    </EmptyState>
  );
}
