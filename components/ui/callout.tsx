import type { ReactNode } from 'react';
import { Breakable } from './breakable';
import classes from './callout.module.css';

export type CalloutTone = 'neutral' | 'active' | 'good' | 'waiting' | 'problem';

/** A box that must be read. The title carries the meaning; the colour only repeats it. */
export function Callout({
  tone = 'neutral',
  title,
  headingLevel = 2,
  aside,
  role,
  children,
}: {
  tone?: CalloutTone;
  title: ReactNode;
  headingLevel?: 2 | 3;
  /** A short line beside the title, such as whose turn it is. */
  aside?: ReactNode;
  role?: 'status' | 'alert';
  children?: ReactNode;
}) {
  const Heading = headingLevel === 2 ? 'h2' : 'h3';
  return (
    <section className={`${classes.callout} ${classes[tone]}`} role={role}>
      <div className={classes.head}>
        <Heading className={classes.title}>
          {typeof title === 'string' ? <Breakable text={title} /> : title}
        </Heading>
        {aside ? <p className={classes.aside}>{aside}</p> : null}
      </div>
      {children ? <div className={classes.body}>{children}</div> : null}
    </section>
  );
}
