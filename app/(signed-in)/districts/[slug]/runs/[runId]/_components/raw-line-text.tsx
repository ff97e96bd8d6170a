import type { RawLine } from '@/lib/core/oneroster/raw-line';
import classes from './raw-line-text.module.css';

/** Whose kind is not text alone says so by its look; the signs themselves say it to everybody. */
export function RawLineText({ raw }: { raw: RawLine }) {
  return (
    <pre className={classes.line} tabIndex={0} aria-label="The line as received">
      {raw.parts.map((part, index) => {
        const look = part.kind === 'text' ? undefined : classes[part.kind];
        // Parts of a line have no key but their place.
        const key = `${index}`;
        return part.isHere ? (
          <mark key={key} className={look}>
            {part.text}
          </mark>
        ) : (
          <span key={key} className={look}>
            {part.text}
          </span>
        );
      })}
    </pre>
  );
}
