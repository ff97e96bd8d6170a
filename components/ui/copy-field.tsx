'use client';

import { useEffect, useRef, useState } from 'react';
import { Button } from './button';
import classes from './copy-field.module.css';

/**
 * A value to be copied: selectable text and a button that says "Copied". Where the clipboard is refused
 * (a page without https, an old browser) the text is selected instead.
 */
export function CopyField({
  label,
  value,
  multiline = false,
}: {
  label: string;
  value: string;
  multiline?: boolean;
}) {
  const [said, setSaid] = useState('');
  const text = useRef<HTMLElement>(null);

  useEffect(() => {
    if (!said) return;
    const timer = setTimeout(() => setSaid(''), 4000);
    return () => clearTimeout(timer);
  }, [said]);

  async function copy() {
    try {
      await navigator.clipboard.writeText(value);
      setSaid('Copied');
    } catch {
      if (text.current) window.getSelection()?.selectAllChildren(text.current);
      setSaid('Selected: press Ctrl or ⌘ and C');
    }
  }

  return (
    <div className={classes.field}>
      <code
        ref={text}
        className={multiline ? `${classes.value} ${classes.multiline}` : classes.value}
      >
        {value}
      </code>
      <Button size="small" onClick={copy} aria-label={`Copy ${label}`}>
        Copy
      </Button>
      <span role="status" className={classes.said}>
        {said}
      </span>
    </div>
  );
}
