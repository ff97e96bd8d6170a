import type { Guide } from '@/lib/core/set-up/sis-guides';
import classes from './set-up.module.css';

/** The steps in the words of one vendor, and what to watch for. */
export function GuideOfSis({ guide }: { guide: Guide }) {
  return (
    <>
      {guide.first ? <p className={classes.prose}>{guide.first}</p> : null}
      <ol className={classes.guide}>
        {guide.steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      <h3>Watch for</h3>
      <ul className={classes.guide}>
        {guide.watchFor.map((each) => (
          <li key={each}>{each}</li>
        ))}
      </ul>
      <p className={classes.of}>
        Screens change between versions. See also:{' '}
        {guide.sources.map(({ title, url }, index) => (
          <span key={url}>
            {index > 0 ? ', ' : ''}
            <a href={url} rel="noreferrer">
              {title}
            </a>
          </span>
        ))}
        .
      </p>
    </>
  );
}
