import { IconSearch } from '@tabler/icons-react';
import { SubmitButton } from '../ui/submit-button';
import classes from './filter-bar.module.css';

/** A search whose words stay out of the address: sent on Enter, and by a button where scripts are off. */
export function SearchField({
  label,
  value,
  isShort = false,
}: {
  label: string;
  value: string;
  /** Beside several filters. */
  isShort?: boolean;
}) {
  return (
    <div className={classes.searchRow} data-short={isShort || undefined}>
      <label className={classes.field}>
        <IconSearch size={16} stroke={1.75} aria-hidden />
        <span>{label}</span>
        <input type="search" name="search" defaultValue={value} maxLength={200} />
      </label>
      <div className={classes.apply}>
        <SubmitButton size="small" pendingLabel="Searching…">
          Search
        </SubmitButton>
      </div>
    </div>
  );
}
