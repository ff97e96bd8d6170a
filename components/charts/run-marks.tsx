import { runWord, type RunStatusFacts } from '@/lib/core/sync-run/words';
import { Glyph } from '../domain/glyph';
import { VisuallyHidden } from '../ui/visually-hidden';
import classes from './charts.module.css';

/** The last runs as small marks, oldest first, with the counts in words for those who do not see them. */
export function RunMarks({ runs }: { runs: readonly RunStatusFacts[] }) {
  const words = runs.map(runWord);
  const counts = new Map<string, number>();
  for (const { word } of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  const text = [...counts].map(([word, count]) => `${count} ${word.toLowerCase()}`).join(', ');
  return (
    <span className={classes.marks} title={text}>
      <span aria-hidden="true">
        {words.map((word, index) => (
          <span key={index} className={`${classes.mark} ${classes[word.tone]}`}>
            <Glyph glyph={word.glyph} />
          </span>
        ))}
      </span>
      <VisuallyHidden>{text || 'no runs yet'}</VisuallyHidden>
    </span>
  );
}
