// What a browser makes of a page: forms that come back with errors, and requests that get no answer.
import { expect, type Page } from '@playwright/test';
import type { Look } from './look';

type Act = NonNullable<Look['act']>;

/** For what waits for the page to notice. */
const NOTICED = { timeout: 60_000 };

/** Presses the button of a form as the page has it, or filled as told. */
export function sendForm(button: string, values: Readonly<Record<string, string>> = {}): Act {
  const filled = Object.entries(values).map(([label, value]) => `fill ${label} with “${value}”`);
  return {
    steps: [...filled, `press ${button}`].join(', '),
    async run(page) {
      await page.waitForLoadState('networkidle');
      for (const [label, value] of Object.entries(values))
        await page.getByRole('main').getByLabel(label, { exact: true }).first().fill(value);
      await page.getByRole('button', { name: button, exact: true }).first().click();
      await expect(page.getByRole('heading', { name: 'There is a problem' })).toBeVisible();
    },
  };
}

/** Chooses files for the check in the browser, until it says how that ended. */
export function checkFilesHere(heading: string, files: ReadonlyMap<string, Buffer>): Act {
  return {
    steps: `press Choose files and choose ${[...files.keys()].join(', ')}`,
    async run(page) {
      await page
        .getByLabel('Choose files')
        .setInputFiles(
          [...files].map(([name, buffer]) => ({ name, mimeType: 'text/csv', buffer })),
        );
      await expect(page.getByRole('heading', { name: heading, exact: true })).toBeVisible(NOTICED);
    },
  };
}

/** Both forms of the connection page that are folded away come back with an error. */
export const refuseKeyAndAddress: Act = {
  steps:
    'open both forms, enter “nothing” as the public key and as the address, press Add key and Save list',
  async run(page) {
    await page.waitForLoadState('networkidle');
    for (const [name, opens, label, button] of [
      ['SSH keys', 'Add an SSH key', 'Public key', 'Add key'],
      ['Allowed addresses', 'Allow certain addresses only', 'IP addresses and ranges', 'Save list'],
    ] as const) {
      const section = page.getByRole('region', { name });
      await section.getByText(opens, { exact: true }).click();
      await section.getByLabel(label).fill('nothing');
      await section.getByRole('button', { name: button }).click();
      await expect(section.getByRole('heading', { name: 'There is a problem' })).toBeVisible();
    }
  },
};

/** The connection is gone when the form is sent. */
export function sendWithoutConnection(button: string): Act {
  return {
    steps: `take the connection away, press ${button}`,
    async run(page) {
      await page.waitForLoadState('networkidle');
      await page.route('**', (route) =>
        route.request().method() === 'POST' ? route.abort() : route.continue(),
      );
      await page.getByRole('button', { name: button, exact: true }).first().click();
      await expect(page.getByRole('heading', { name: 'There is a problem' })).toBeVisible();
    },
  };
}

/** A link of the page whose page does not come. */
export function followWithoutAnswer(link: string): Act {
  return {
    steps: `let no request be answered, follow ${link}`,
    async run(page) {
      await page.waitForLoadState('networkidle');
      await page.route(/_rsc=/, () => {});
      await page
        .getByRole('link', { name: link, exact: true })
        .filter({ visible: true })
        .first()
        .click();
      await expect(page.getByRole('progressbar', { name: 'Loading the page' })).toBeAttached();
    },
  };
}

/** The connection is gone while a live page stands open. */
export const loseConnection: Act = {
  steps: 'take the connection away and wait',
  async run(page: Page) {
    await page.waitForLoadState('networkidle');
    await page.context().setOffline(true);
    await expect(page.getByText(/This page is offline/).first()).toBeVisible(NOTICED);
  },
};
