import type { ReactNode } from 'react';
import classes from './with-side-index.module.css';

/** A long page of sections with a list of them that stays in sight on wide screens and stands above them on narrow ones. */
export function WithSideIndex({
  sections,
  children,
}: {
  /** The `id` of each section, and its name. */
  sections: readonly { id: string; label: string }[];
  children: ReactNode;
}) {
  return (
    <div className={classes.layout}>
      <nav aria-label="On this page" className={classes.index}>
        <ul>
          {sections.map(({ id, label }) => (
            <li key={id}>
              <a href={`#${id}`}>{label}</a>
            </li>
          ))}
        </ul>
      </nav>
      <div className={classes.content}>{children}</div>
    </div>
  );
}
