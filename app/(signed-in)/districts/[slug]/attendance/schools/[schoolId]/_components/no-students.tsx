import { ButtonLink } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';

export function NoStudents({ isFiltered, clearHref }: { isFiltered: boolean; clearHref: string }) {
  return (
    <EmptyState
      headingLevel={3}
      look={isFiltered ? 'no-match' : 'nothing'}
      title={isFiltered ? 'No students match' : 'No students at this school'}
      action={
        isFiltered ? <ButtonLink href={clearHref}>Clear search and filters</ButtonLink> : null
      }
    >
      {isFiltered ? null : <p>Students appear here once a roster with them is live.</p>}
    </EmptyState>
  );
}
