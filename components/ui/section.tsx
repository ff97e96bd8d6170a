import type { ReactNode } from 'react';
import { Breakable } from './breakable';
import classes from './section.module.css';
import hidden from './visually-hidden.module.css';

/** A titled part of a page on its own surface. `flush` lets a table reach the edges. */
export function Section({
  title,
  id,
  description,
  actions,
  flush = false,
  children,
}: {
  title: string;
  id?: string;
  description?: ReactNode;
  actions?: ReactNode;
  flush?: boolean;
  children: ReactNode;
}) {
  const headingId = `${id ?? title.toLowerCase().replace(/[^a-z0-9]+/g, '-')}-heading`;
  return (
    <section className={classes.section} id={id} aria-labelledby={headingId}>
      <div className={classes.head}>
        <div className={classes.words}>
          <h2 id={headingId}>
            <Breakable text={title} />
          </h2>
          {description ? <p className={classes.description}>{description}</p> : null}
        </div>
        {actions ? <div className={classes.actions}>{actions}</div> : null}
      </div>
      <div className={flush ? classes.flush : classes.body}>{children}</div>
    </section>
  );
}

/** The list that a page is about: the title of the page is its title, so its own is not drawn, only told. */
export function ListCard({ label, children }: { label: string; children: ReactNode }) {
  const headingId = `${label.toLowerCase().replace(/[^a-z0-9]+/g, '-')}-list`;
  return (
    <section className={classes.section} aria-labelledby={headingId}>
      <h2 id={headingId} className={hidden.hidden}>
        {label}
      </h2>
      {children}
    </section>
  );
}

/** Of a flush section, what is no table: keeps its distance from the edges. */
export function Inset({ children }: { children: ReactNode }) {
  return <div className={classes.inset}>{children}</div>;
}

/** Parts of a page below one another, with even space. */
export function Stack({ children }: { children: ReactNode }) {
  return <div className={classes.stack}>{children}</div>;
}

/** Buttons and links in a row that wraps. */
export function Row({ children }: { children: ReactNode }) {
  return <div className={classes.row}>{children}</div>;
}

/** Two parts side by side on a wide screen, the first one wider. */
export function Columns({ children }: { children: ReactNode }) {
  return <div className={classes.columns}>{children}</div>;
}
