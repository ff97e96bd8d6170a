import type { ReactNode } from 'react';
import classes from './district-bar.module.css';
import { PathLinks, type PathLink } from './path-links';

/** Whose data is on the screen, its state, and the parts of it. Stands above every page of a district. */
export function DistrictBar({
  name,
  detail,
  status,
  links,
}: {
  name: string;
  detail: string;
  status: ReactNode;
  links: readonly PathLink[];
}) {
  return (
    <div className={classes.bar}>
      <p className={classes.line}>
        <strong className={classes.name}>{name}</strong>
        <span className={classes.detail}>{detail}</span>
        {status}
      </p>
      <PathLinks label={name} links={links} look="tabs" />
    </div>
  );
}
