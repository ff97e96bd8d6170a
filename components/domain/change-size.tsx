import { formatNumber } from '@/lib/core/format/numbers';
import { VisuallyHidden } from '../ui/visually-hidden';
import classes from './change-size.module.css';

export type Size = { added: number; changed: number; removed: number };

/** "−1,284 +310 ~2,002", heard as words. */
export function ChangeSize({ size: { added, changed, removed } }: { size: Size }) {
  const parts = [
    { glyph: '−', count: removed, word: 'removed', look: classes.removed },
    { glyph: '+', count: added, word: 'added', look: classes.added },
    { glyph: '~', count: changed, word: 'changed', look: classes.changed },
  ];
  return (
    <span className={classes.size}>
      {parts.map(({ glyph, count, word, look }) => (
        <span key={word} className={count === 0 ? classes.none : look}>
          <span aria-hidden="true">
            {glyph}
            {formatNumber(count)}
          </span>
          <VisuallyHidden>
            {formatNumber(count)} {word}
          </VisuallyHidden>{' '}
        </span>
      ))}
    </span>
  );
}
