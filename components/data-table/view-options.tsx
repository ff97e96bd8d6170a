'use client';

import { useEffect, useId, useRef, useState, type ComponentType, type ReactNode } from 'react';
import { useInBrowser } from '../ui/use-in-browser';
import { VisuallyHidden } from '../ui/visually-hidden';
import type { TableOptions } from './table-options';
import classes from './view-options.module.css';

/** What the reader keeps of the list under names, written by the server. */
export type SavedViews = {
  /** The one that is shown. */
  current: { id: number; name: string; isChanged: boolean; isDefault: boolean } | null;
  panel: ReactNode;
};

/**
 * How the list is shown: a view that was saved, close rows, which columns, how wide. The browser opens and closes it, so saved views
 * work without JavaScript. Where there are none it takes its room before it can be used, so that nothing moves when the page wakes
 * up; where scripts are off it takes none.
 */
export function ViewOptions({
  caption,
  icon,
  views,
  table,
}: {
  caption: string;
  icon: ReactNode;
  views?: SavedViews;
  /** Left out where there is no table. */
  table?: TableOptions;
}) {
  const panelId = useId();
  const [isOpen, setIsOpen] = useState(false);
  const [Choices, setChoices] = useState<ComponentType<TableOptions> | null>(null);
  const panel = useRef<HTMLDivElement>(null);
  const opener = useRef<HTMLButtonElement>(null);
  const inBrowser = useInBrowser();
  const hiddenCount = table?.columns.filter((column) => !column.isVisible).length ?? 0;
  const current = views?.current;
  const shown = current && Object.values(current).join(' ');
  useEffect(() => {
    // Something was done in it; what was pressed may be gone from the page, and the focus with it.
    if (!panel.current?.matches(':popover-open')) return;
    panel.current.hidePopover();
    if (document.activeElement === document.body) opener.current?.focus();
  }, [shown]);
  return (
    <div
      className={classes.whole}
      data-asleep={(!inBrowser && !views) || undefined}
      data-needs-scripts={!views || undefined}
      onBlur={({ relatedTarget, currentTarget }) => {
        if (relatedTarget && !currentTarget.contains(relatedTarget)) panel.current?.hidePopover();
      }}
    >
      <button
        ref={opener}
        type="button"
        className={classes.opener}
        popoverTarget={panelId}
        // Without JavaScript nobody would change it, and the browser says it by itself.
        aria-expanded={inBrowser || !views ? isOpen : undefined}
      >
        {icon}
        <span className={classes.words}>
          View<VisuallyHidden> of {caption}</VisuallyHidden>
          {current ? `: ${current.name}` : null}
        </span>
        {current?.isChanged ? <span>(changed)</span> : null}
        {hiddenCount > 0 ? <span>({hiddenCount} hidden)</span> : null}
      </button>
      <div
        ref={panel}
        id={panelId}
        popover="auto"
        role="group"
        aria-label={`View of ${caption}`}
        className={classes.panel}
        onToggle={({ newState }) => {
          setIsOpen(newState === 'open');
          // Loaded when it is wanted; where that fails, the next opening tries again.
          if (newState === 'open' && table && !Choices)
            import('./table-choices').then(
              (loaded) => setChoices(() => loaded.TableChoices),
              () => undefined,
            );
        }}
        onClick={({ target, currentTarget, metaKey, ctrlKey }) => {
          // The page stays when a link of it is followed, and so would the panel.
          const followed = target instanceof Element && target.closest('a[href^="/"]');
          if (followed && !metaKey && !ctrlKey) currentTarget.hidePopover();
        }}
      >
        {views?.panel}
        {isOpen && table && Choices ? <Choices {...table} /> : null}
      </div>
    </div>
  );
}
