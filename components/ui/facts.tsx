import type { ReactNode } from 'react';
import classes from './facts.module.css';

export type Fact = { label: string; value: ReactNode; hint?: ReactNode };

/** Names and values, as a description list. */
export function Facts({ facts, columns = 1 }: { facts: readonly Fact[]; columns?: 1 | 2 }) {
  return (
    <dl className={columns === 2 ? `${classes.facts} ${classes.two}` : classes.facts}>
      {facts.map((fact) => (
        <div key={fact.label} className={classes.fact}>
          <dt>{fact.label}</dt>
          <dd>
            {fact.value}
            {fact.hint ? <p className={classes.hint}>{fact.hint}</p> : null}
          </dd>
        </div>
      ))}
    </dl>
  );
}
