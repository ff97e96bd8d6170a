import type { ReactNode } from 'react';
import { EmptyDrawing, type EmptyLook } from './empty-drawing';
import classes from './states.module.css';

/** Nothing here, said usefully: a drawing, one sentence of what fills it or why it is empty, and the one thing to do. */
export function EmptyState({
  title,
  children,
  action,
  headingLevel = 2,
  look = 'nothing',
}: {
  title: string;
  children?: ReactNode;
  action?: ReactNode;
  headingLevel?: 1 | 2 | 3;
  /** Nothing came yet, nothing matches, all is done, or the way in is closed. */
  look?: EmptyLook;
}) {
  const Heading = `h${headingLevel}` as const;
  return (
    <div className={classes.empty}>
      <EmptyDrawing look={look} />
      <div className={classes.text}>
        <Heading className={classes.title}>{title}</Heading>
        {children ? <div className={classes.words}>{children}</div> : null}
        {action ? <div className={classes.action}>{action}</div> : null}
      </div>
    </div>
  );
}
