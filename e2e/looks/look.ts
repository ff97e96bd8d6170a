// A look: one page in one of its states, as one kind of person sees it. The gallery lists them and the walk looks at each.
import type { Page } from '@playwright/test';
import type { PageState } from '@/lib/server/gallery/read-gallery';
import type { LookDistricts } from './districts';
import type { Who } from './who';

export interface Look {
  /** The folder of its page.tsx below app/. */
  page: string;
  what: string;
  state: PageState;
  who: Who;
  address: (districts: LookDistricts) => Promise<string>;
  /** What brings the page into the state in the browser. */
  act?: { steps: string; run: (page: Page) => Promise<void> };
  /** Part of the page takes minutes to come: it is looked at meanwhile. */
  isLate?: true;
  /** As it is before, or without, its scripts: what is counted late is not put in place. */
  withoutScripts?: true;
  /** In `npm test` too. */
  isSampled?: true;
  /** A page that is printed. */
  isPrinted?: true;
}

/** Looks of one part of the product. */
export interface LookArea {
  area: string;
  looks: readonly Look[];
}
