import type { PlainDate } from '../calendar/plain-date';

/** Deliveries wait from the start date to the end date, both included, in the district's own days. */
export type Pause = { readonly startDate: PlainDate; readonly endDate: PlainDate };

/** The pause in force on `date`; of several, the one that lasts longest. */
export function activePause<P extends Pause>(pauses: readonly P[], date: PlainDate): P | null {
  return pauses
    .filter((pause) => pause.startDate <= date && date <= pause.endDate)
    .reduce<P | null>(
      (longest, pause) => (longest && longest.endDate >= pause.endDate ? longest : pause),
      null,
    );
}
