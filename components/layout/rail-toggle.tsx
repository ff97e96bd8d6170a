'use client';

import type { ReactNode } from 'react';
import classes from './rail.module.css';
import { useDisplayChoice } from './use-display-choice';

/** Folds the side navigation to its icons, and back. */
export function RailToggle({ icon }: { icon: ReactNode }) {
  const [isFolded, setFolded] = useDisplayChoice('isRailFolded');
  return (
    <button
      type="button"
      className={classes.toggle}
      aria-pressed={isFolded}
      title={isFolded ? 'Show labels' : 'Show icons only'}
      onClick={() => setFolded(!isFolded)}
    >
      <span className={classes.icon}>{icon}</span>
      <span className={classes.text}>Icons only</span>
    </button>
  );
}
