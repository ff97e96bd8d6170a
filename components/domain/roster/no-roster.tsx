import { ButtonLink } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';

/** Before the first apply. */
export function NoRoster({ slug }: { slug: string }) {
  return (
    <EmptyState
      title="No roster yet"
      headingLevel={2}
      action={<ButtonLink href={`/districts/${slug}/runs`}>See the runs</ButtonLink>}
    >
      <p>
        The roster appears here once the first set of files has been checked, reviewed and applied.
      </p>
    </EmptyState>
  );
}
