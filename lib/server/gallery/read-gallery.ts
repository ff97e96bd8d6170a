// What the gallery shows: pages in their states, as `npm run gallery` has written them down once it had made them.
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import type { AppContext } from '../app-context';

/** In the order in which they are shown. */
export const PAGE_STATES = {
  data: 'With data',
  'first-use': 'Empty: first use',
  'no-match': 'Empty: nothing matches',
  'good-news': 'Empty: good news',
  loading: 'Loading',
  partial: 'Part of it is here',
  stale: 'Page offline',
  error: 'Failed',
  'form-errors': 'Form with errors',
  'not-found': 'Not here, or not for you',
  paged: 'More than a page',
  'read-only': 'Paused',
} as const;

export type PageState = keyof typeof PAGE_STATES;
const pageStates = Object.keys(PAGE_STATES) as PageState[];

const gallery = z.object({
  people: z.array(z.object({ who: z.string(), email: z.string() })),
  looks: z.array(
    z.object({
      area: z.string(),
      what: z.string(),
      state: z.enum(pageStates),
      who: z.string(),
      address: z.string(),
      /** What to do there until it looks so. */
      steps: z.string().optional(),
    }),
  ),
});

export type Gallery = z.infer<typeof gallery>;

/** Null where there is no gallery. */
export async function readGallery({
  settings: { galleryFile },
}: Pick<AppContext, 'settings'>): Promise<Gallery | null> {
  if (galleryFile === null) return null;
  return gallery.parse(JSON.parse(await readFile(galleryFile, 'utf8')));
}
