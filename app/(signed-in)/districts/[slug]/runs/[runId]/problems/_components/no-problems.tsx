import type { ReactNode } from 'react';
import { EmptyState } from '@/components/ui/empty-state';
import { Section } from '@/components/ui/section';

export function NoProblems({
  wasRead,
  isFinal,
  children,
}: {
  /** Its files were read and checked. */
  wasRead: boolean;
  isFinal: boolean;
  children: ReactNode;
}) {
  return (
    <Section title="Problems">
      <EmptyState
        headingLevel={3}
        look={wasRead ? 'done' : 'nothing'}
        title={wasRead ? 'No problems' : isFinal ? 'Nothing was checked' : 'Not checked yet'}
      >
        <p>
          {wasRead
            ? 'Every row was checked against OneRoster 1.1 and against the other files.'
            : isFinal
              ? 'The files of this run were not read.'
              : 'Problems are listed here once the files have been checked.'}
        </p>
      </EmptyState>
      {children}
    </Section>
  );
}
