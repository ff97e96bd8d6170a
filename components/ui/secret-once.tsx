'use client';

import { useEffect, useRef, useState } from 'react';
import { Button } from './button';
import { CopyField } from './copy-field';
import classes from './secret-once.module.css';

/**
 * A secret that is shown once: copy it or download it as text. Leaving the page asks first, until the
 * person says that it is kept.
 */
export function SecretOnce({
  label,
  value,
  fileName,
  fileText,
}: {
  label: string;
  value: string;
  fileName: string;
  fileText: string;
}) {
  const [isKept, setKept] = useState(false);
  const box = useRef<HTMLDivElement>(null);

  // It may appear below the fold, and must not be missed.
  useEffect(() => box.current?.focus(), []);

  useEffect(() => {
    if (isKept) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [isKept]);

  function download() {
    const url = URL.createObjectURL(new Blob([fileText], { type: 'text/plain' }));
    const link = document.createElement('a');
    link.href = url;
    link.download = fileName;
    link.click();
    URL.revokeObjectURL(url);
  }

  if (isKept) return null;
  return (
    <div
      ref={box}
      className={classes.box}
      role="group"
      aria-label={`Your new ${label}`}
      tabIndex={-1}
    >
      <p className={classes.words}>
        <strong>This is the only time the {label} is shown.</strong> Save it in your export program
        or a password manager now.
      </p>
      <CopyField label={label} value={value} />
      <div className={classes.actions}>
        <Button onClick={download}>Download as text</Button>
        <Button variant="primary" onClick={() => setKept(true)}>
          I saved it
        </Button>
      </div>
    </div>
  );
}
