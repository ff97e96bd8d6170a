import classes from './bar-tones.module.css';

/** What a part of a bar says: how it went, or nothing but its length. Tones differ by pattern as well as by color. */
export type BarTone = 'plain' | 'good' | 'waiting' | 'problem' | 'quiet';

const tones: Readonly<Record<BarTone, string>> = {
  plain: classes.plain ?? '',
  good: classes.good ?? '',
  waiting: classes.waiting ?? '',
  problem: classes.problem ?? '',
  quiet: classes.quiet ?? '',
};

export const toneClass = (tone: BarTone): string => `${classes.tone} ${tones[tone]}`;
