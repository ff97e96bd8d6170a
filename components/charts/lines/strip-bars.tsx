import { middleOf } from '../axis/axis-labels';
import { toneClass } from '../bars/bar-tones';
import classes from '../figure/chart.module.css';

export type Strip = {
  /** "Schools that reported" */
  name: string;
  /** 0 to 1, and the same in words: "41 of 42". */
  parts: readonly { share: number; text: string }[];
};

/** A low row of bars under a line: quiet where all of it came, and of another color and pattern where not. */
export function StripBars({ strip: { name, parts } }: { strip: Strip }) {
  return (
    <div className={classes.strip} aria-hidden="true">
      {name}
      <span className={classes.stripBars}>
        {parts.map(({ share }, index) => (
          <span
            key={index}
            className={toneClass(share >= 1 ? 'quiet' : 'waiting')}
            style={{
              left: `${middleOf(index, parts.length)}%`,
              width: `${80 / parts.length}%`,
              height: `${share * 100}%`,
              display: share > 0 ? undefined : 'none',
            }}
          />
        ))}
      </span>
    </div>
  );
}
