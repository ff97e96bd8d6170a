'use client';

import { useClickOutside } from '@mantine/hooks';
import { useId, useState, type ReactNode } from 'react';
import { useDisplayChoice } from '../layout/use-display-choice';
import { useInBrowser } from '../ui/use-in-browser';
import { VisuallyHidden } from '../ui/visually-hidden';
import classes from './view-options.module.css';

export type ChoosableColumn = { id: string; header: string; isVisible: boolean; canHide: boolean };

const widthStep = 32;

/**
 * How the table is shown: close rows, which columns, how wide. It takes its room before it can be used, so that nothing moves when
 * the page wakes up; where scripts are off it takes none.
 */
export function ViewOptions({
  caption,
  icon,
  columns,
  onVisible,
  onWiden,
  onReset,
}: {
  caption: string;
  icon: ReactNode;
  /** None where a table is read at a glance. */
  columns: readonly ChoosableColumn[];
  onVisible: (id: string, isVisible: boolean) => void;
  onWiden: (id: string, pixels: number) => void;
  onReset: () => void;
}) {
  const panelId = useId();
  const [isOpen, setIsOpen] = useState(false);
  const whole = useClickOutside<HTMLDivElement>(() => setIsOpen(false));
  const [isCompact, setCompact] = useDisplayChoice('isCompact');
  const inBrowser = useInBrowser();
  const hiddenCount = columns.filter((column) => !column.isVisible).length;
  return (
    <div
      ref={whole}
      className={inBrowser ? classes.whole : `${classes.whole} ${classes.asleep}`}
      onBlur={({ relatedTarget }) => {
        if (relatedTarget && !whole.current?.contains(relatedTarget)) setIsOpen(false);
      }}
      onKeyDown={({ key }) => {
        if (key !== 'Escape' || !isOpen) return;
        setIsOpen(false);
        whole.current?.querySelector('button')?.focus();
      }}
    >
      <button
        type="button"
        className={classes.opener}
        aria-expanded={isOpen}
        aria-controls={isOpen ? panelId : undefined}
        onClick={() => setIsOpen(!isOpen)}
      >
        {icon}
        <span>
          View<VisuallyHidden> of {caption}</VisuallyHidden>
          {hiddenCount > 0 ? `, ${hiddenCount} hidden` : null}
        </span>
      </button>
      {isOpen ? (
        <div id={panelId} className={classes.panel} role="group" aria-label={`View of ${caption}`}>
          <label>
            <input
              type="checkbox"
              checked={isCompact}
              onChange={(event) => setCompact(event.target.checked)}
            />
            Compact rows
          </label>
          {columns.length > 0 ? (
            <fieldset className={classes.columns}>
              <legend>Columns</legend>
              {columns.map(({ id, header, isVisible, canHide }) => (
                <div key={id} className={classes.column}>
                  <label>
                    <input
                      type="checkbox"
                      checked={isVisible}
                      disabled={!canHide}
                      onChange={(event) => onVisible(id, event.target.checked)}
                    />
                    {header}
                  </label>
                  <button
                    type="button"
                    disabled={!isVisible}
                    onClick={() => onWiden(id, -widthStep)}
                  >
                    <span aria-hidden="true">−</span>
                    <VisuallyHidden>Make {header} narrower</VisuallyHidden>
                  </button>
                  <button
                    type="button"
                    disabled={!isVisible}
                    onClick={() => onWiden(id, widthStep)}
                  >
                    <span aria-hidden="true">+</span>
                    <VisuallyHidden>Make {header} wider</VisuallyHidden>
                  </button>
                </div>
              ))}
            </fieldset>
          ) : null}
          {columns.length > 0 ? (
            <button type="button" className={classes.reset} onClick={onReset}>
              Show all columns at their own width
            </button>
          ) : null}
        </div>
      ) : null}
    </div>
  );
}
