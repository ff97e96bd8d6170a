import { plural } from '../format/numbers';

const HOUR_MS = 3_600_000;

/** How long something is usable, as it stands beside the instant: "7 days", "36 hours". What has begun does not count. */
export function daysOrHours(from: Date, to: Date): string {
  const hours = Math.floor((to.getTime() - from.getTime()) / HOUR_MS);
  return hours < 48 ? plural(hours, 'hour') : plural(Math.floor(hours / 24), 'day');
}
