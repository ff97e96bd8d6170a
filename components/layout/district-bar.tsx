import type { ReactNode } from 'react';
import classes from './district-bar.module.css';

/** Whose data is on the screen, and how it stands. One line above every page of a district. */
export function DistrictBar({
  name,
  detail,
  status,
}: {
  name: string;
  detail: string;
  status: ReactNode;
}) {
  return (
    <p className={classes.line}>
      <strong className={classes.name}>{name}</strong>
      {detail === '' ? null : <span className={classes.detail}>{detail}</span>}
      {status}
    </p>
  );
}
