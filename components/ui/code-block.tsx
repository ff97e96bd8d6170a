import classes from './code-block.module.css';

/** Text of a file as it is, wide lines scrolled. */
export function CodeBlock({ label, children }: { label: string; children: string }) {
  return (
    <pre className={classes.block} role="region" aria-label={label} tabIndex={0}>
      {children}
    </pre>
  );
}
