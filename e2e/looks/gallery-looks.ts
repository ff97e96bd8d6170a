// The gallery's own pages: parts in states that no data brings about.
import { loseConnection, sendForm } from './acts';
import type { LookArea } from './look';

export const galleryLooks: LookArea = {
  area: 'Parts',
  looks: [
    {
      page: 'gallery',
      what: 'The gallery',
      state: 'data',
      who: 'visitor',
      address: async () => '/gallery',
    },
    {
      page: 'gallery/broken-page',
      what: 'What is left when the frame of every page has failed',
      state: 'error',
      who: 'visitor',
      address: async () => '/gallery/broken-page',
    },
    {
      page: 'gallery/parts',
      what: 'Parts',
      state: 'data',
      who: 'visitor',
      address: async () => '/gallery/parts',
    },
    {
      page: 'gallery/parts',
      what: 'A form with errors',
      state: 'form-errors',
      who: 'visitor',
      address: async () => '/gallery/parts',
      act: sendForm('Show the errors'),
    },
    {
      page: 'gallery/parts',
      what: 'A dialog',
      state: 'data',
      who: 'visitor',
      address: async () => '/gallery/parts',
      act: {
        steps: 'press Remove everything',
        run: async (page) => {
          await page.getByRole('button', { name: 'Remove everything' }).click();
          await page.getByRole('dialog').waitFor();
        },
      },
    },
    {
      page: 'gallery/parts',
      what: 'A form on its way',
      state: 'loading',
      who: 'visitor',
      address: async () => '/gallery/parts',
      act: {
        steps: 'press Save and wait',
        run: async (page) => {
          await page.getByRole('button', { name: 'Save and wait' }).click();
          await page.getByRole('button', { name: 'Saving…' }).waitFor();
        },
      },
    },
    {
      page: 'gallery/parts',
      what: 'The browser has lost its connection',
      state: 'stale',
      who: 'visitor',
      address: async () => '/gallery/parts',
      act: loseConnection,
    },
  ],
};
