import type { ReactNode } from 'react';
import classes from './go-live.module.css';

export function GoLiveParts({ children }: { children: ReactNode }) {
  return <div className={classes.parts}>{children}</div>;
}

/** What a reader does, or reads, at one stage. */
export function GoLivePart({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className={classes.part}>
      <h3>{title}</h3>
      {children}
    </div>
  );
}

/** One after the other. */
export function GoLiveSteps({ children }: { children: ReactNode }) {
  return <ol className={classes.list}>{children}</ol>;
}

export interface CheckLine {
  key: string;
  glyph: string;
  text: string;
}

export function CheckLines({ lines }: { lines: readonly CheckLine[] }) {
  return (
    <ul className={classes.checks}>
      {lines.map(({ key, glyph, text }) => (
        <li key={key}>
          <span aria-hidden="true">{glyph}</span> {text}
        </li>
      ))}
    </ul>
  );
}
