import { IconLayoutSidebarLeftCollapse } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './app-shell.module.css';
import { FrameWithoutRail } from './frame-without-rail';
import { railId } from './rail-id';
import { RailToggle } from './rail-toggle';

/**
 * The page and the side navigation of where it is, inside `AppShell`. The page comes first in reading order, so that a list is a few
 * Tab stops away; on narrow screens the navigation is a menu, and the browser puts it after the button that opens it.
 */
export function Frame({
  rail,
  children,
}: {
  /** `RailLinks` of where the person is. */
  rail: ReactNode;
  children: ReactNode;
}) {
  return (
    <>
      <FrameWithoutRail>{children}</FrameWithoutRail>
      <div id={railId} popover="auto" className={classes.rail}>
        {rail}
        <RailToggle icon={<IconLayoutSidebarLeftCollapse size={18} stroke={1.75} aria-hidden />} />
      </div>
    </>
  );
}
