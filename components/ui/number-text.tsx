import { formatNumber, noValue } from '@/lib/core/format/numbers';
import classes from './number-text.module.css';
import { VisuallyHidden } from './visually-hidden';

/** "12,310". Unknown is a dash that a screen reader hears as words; zero is "0". */
export function NumberText({
  value,
  unknown = 'not known',
}: {
  value: number | null | undefined;
  unknown?: string;
}) {
  if (value === null || value === undefined) {
    return (
      <span className={classes.number}>
        <span aria-hidden="true">{noValue}</span>
        <VisuallyHidden>{unknown}</VisuallyHidden>
      </span>
    );
  }
  return <span className={classes.number}>{formatNumber(value)}</span>;
}
