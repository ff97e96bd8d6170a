// The one list of looks: `npm test` looks at a sample of it, `npm run looks` at all, and the gallery shows it.
import { attendanceLooks } from './attendance';
import { apiLooks } from './api-connections';
import { districtLooks } from './districts-pages';
import { galleryLooks } from './gallery-looks';
import type { Look, LookArea } from './look';
import { rosterLooks } from './roster';
import { reviewLooks, runLooks } from './runs-and-reviews';
import { staffLooks } from './staff';
import { visitorLooks } from './visitors';

export const lookAreas: readonly LookArea[] = [
  staffLooks,
  districtLooks,
  apiLooks,
  runLooks,
  reviewLooks,
  rosterLooks,
  attendanceLooks,
  visitorLooks,
  galleryLooks,
];

/** What tells a look from every other. */
export function lookName({ page, what, who }: Look): string {
  return `${page}: ${what} (${who})`;
}
