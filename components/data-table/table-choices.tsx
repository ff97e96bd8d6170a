import { useDisplayChoice } from '../layout/use-display-choice';
import { VisuallyHidden } from '../ui/visually-hidden';
import type { TableOptions } from './table-options';
import classes from './view-options.module.css';

const widthStep = 32;

/** How close rows are, which columns are shown, and how wide. */
export function TableChoices({ columns, onVisible, onWiden, onReset }: TableOptions) {
  const [isCompact, setCompact] = useDisplayChoice('isCompact');
  return (
    <div className={classes.table}>
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
              <button type="button" disabled={!isVisible} onClick={() => onWiden(id, -widthStep)}>
                <span aria-hidden="true">−</span>
                <VisuallyHidden>Make {header} narrower</VisuallyHidden>
              </button>
              <button type="button" disabled={!isVisible} onClick={() => onWiden(id, widthStep)}>
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
  );
}
