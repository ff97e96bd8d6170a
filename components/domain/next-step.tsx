import type { ReactNode } from 'react';
import type { StatusLabel } from '@/lib/core/sync-run/status-labels';
import { Callout } from '../ui/callout';
import { turnOf } from './status-label';

/** The box at the top of a page that says what happens next and whose turn it is. */
export function NextStep({
  word,
  title,
  explanation = word.explanation,
  showOwner = true,
  children,
}: {
  word: StatusLabel;
  /** The next act in a few words; the state's own word where there is none. */
  title?: string;
  /** What the state means for this reader, where its own words speak to another. */
  explanation?: string;
  /** Where another box on the page says whose turn it is, this one does not. */
  showOwner?: boolean;
  children?: ReactNode;
}) {
  return (
    <Callout
      tone={word.tone}
      title={title ?? word.word}
      aside={showOwner ? turnOf(word) : undefined}
    >
      <p>{explanation}</p>
      {children}
    </Callout>
  );
}
