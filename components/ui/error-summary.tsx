'use client';

import { useEffect, useRef } from 'react';
import classes from './error-summary.module.css';
import type { FieldError } from './form-state';

/** All that is wrong with a form, on top, with links to the fields. Takes the focus when it appears. */
export function ErrorSummary({ errors }: { errors: readonly FieldError[] }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (errors.length === 0) return;
    box.current?.focus();
    if (!document.title.startsWith('Error: ')) document.title = `Error: ${document.title}`;
  }, [errors]);
  if (errors.length === 0) return null;
  return (
    <div ref={box} className={classes.summary} role="alert" tabIndex={-1}>
      <h2 className={classes.title}>There is a problem</h2>
      <ul className={classes.list}>
        {errors.map((error) => (
          <li key={error.field + error.message}>
            {error.field ? (
              <a
                href={`#${error.field}`}
                onClick={(event) => {
                  const field = fieldOf(box.current, error.field);
                  if (!field) return;
                  event.preventDefault();
                  field.focus();
                }}
              >
                {error.message}
              </a>
            ) : (
              error.message
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** By its name in the summary's own form: where two forms of a page have the same field, its id is another one. */
function fieldOf(box: HTMLElement | null, name: string): HTMLElement | null {
  const found = box?.closest('form')?.elements.namedItem(name);
  if (found instanceof HTMLElement) return found;
  // Several of one name, such as the choices of a question: the first.
  const [first] = found instanceof RadioNodeList ? found : [];
  return first instanceof HTMLElement ? first : null;
}
