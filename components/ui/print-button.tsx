'use client';

import { Button } from './button';
import classes from './print-button.module.css';

export function PrintButton() {
  return (
    <span className={classes.print}>
      <Button onClick={() => window.print()}>Print</Button>
    </span>
  );
}
