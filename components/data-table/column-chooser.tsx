'use client';

import { useId, useState, useSyncExternalStore } from 'react';
import { VisuallyHidden } from '../ui/visually-hidden';
import classes from './column-chooser.module.css';

export type ChoosableColumn = { id: string; header: string; isVisible: boolean };

const never = () => () => undefined;

/**
 * Opens a line of checkboxes above the table. It takes its room before it can be used, so that the table
 * does not move when the page wakes up; where scripts are off it takes none.
 */
export function ColumnChooser({
  caption,
  columns,
  onChange,
  onShowAll,
}: {
  caption: string;
  columns: readonly ChoosableColumn[];
  onChange: (id: string, isVisible: boolean) => void;
  onShowAll: () => void;
}) {
  const panelId = useId();
  const [isOpen, setIsOpen] = useState(false);
  const inBrowser = useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
  const hiddenCount = columns.filter((column) => !column.isVisible).length;
  return (
    <div className={inBrowser ? classes.chooser : `${classes.chooser} ${classes.asleep}`}>
      <button
        type="button"
        className={classes.opener}
        aria-expanded={isOpen}
        aria-controls={isOpen ? panelId : undefined}
        onClick={() => setIsOpen(!isOpen)}
      >
        Columns
        <VisuallyHidden> of {caption}</VisuallyHidden>
        {hiddenCount > 0 ? `, ${hiddenCount} hidden` : null}
      </button>
      {isOpen ? (
        <fieldset id={panelId} className={classes.panel}>
          <legend>
            <VisuallyHidden>Columns to show</VisuallyHidden>
          </legend>
          {columns.map((column) => (
            <label key={column.id}>
              <input
                type="checkbox"
                checked={column.isVisible}
                onChange={(event) => onChange(column.id, event.target.checked)}
              />
              {column.header}
            </label>
          ))}
          {/* Stays in place: a button that goes away takes the focus with it. */}
          <button type="button" aria-disabled={hiddenCount === 0} onClick={onShowAll}>
            Show all
          </button>
        </fieldset>
      ) : null}
    </div>
  );
}
