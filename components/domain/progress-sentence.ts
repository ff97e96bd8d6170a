import { formatNumber } from '@/lib/core/format/numbers';

export type Progress = {
  step: string;
  file: string | null;
  done: number | null;
  total: number | null;
};

/** "Checking users.csv: 41,200 of 58,900 rows" – a step with its counts, never a bare spinner. */
export function progressSentence(progress: Progress | null): string | null {
  if (!progress) return null;
  const { step, file, done, total } = progress;
  const what = file ? `${step} ${file}` : step;
  if (!done) return what;
  const rows = total ? `${formatNumber(done)} of ${formatNumber(total)}` : formatNumber(done);
  return `${what}: ${rows} rows`;
}
