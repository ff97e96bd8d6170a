// A form whose answer never comes: the page and what was typed stay, nobody is told what is not known, and sending again works.
import type { Page, Route } from '@playwright/test';
import { expect, test } from './fixtures';

const noAnswer = 'The server did not answer, so we do not know whether this was done.';
const outdated = 'The Connector was updated after you opened this page, so nothing was sent.';

/** What stops the answer of a form on its way; all else passes. */
async function stopAnswers(page: Page, how: (route: Route) => Promise<void>): Promise<void> {
  await page.route('**/*', async (route) => {
    if (route.request().method() === 'POST') await how(route);
    else await route.continue();
  });
}

const losses: readonly { name: string; how: (route: Route) => Promise<void>; said: string }[] = [
  { name: 'that never reached the server', how: (route) => route.abort(), said: noAnswer },
  {
    name: 'that the server did, and whose answer was lost',
    how: async (route) => {
      await route.fetch();
      await route.abort('connectionreset');
    },
    said: noAnswer,
  },
  {
    name: 'that something on the way refused',
    how: (route) => route.fulfill({ status: 502, contentType: 'text/html', body: 'Bad gateway' }),
    said: noAnswer,
  },
  {
    name: 'of a page of an earlier version',
    how: async (route) => {
      const headers = { ...route.request().headers(), 'next-action': '00'.repeat(21) };
      await route.continue({ headers });
    },
    said: outdated,
  },
];

for (const { name, how, said } of losses) {
  test(`a form ${name} keeps what was typed`, async ({ page, signInAs }) => {
    await signInAs('ADMIN');
    await page.goto('/districts/new');
    const district = `Answer district ${crypto.randomUUID().slice(0, 8)}`;
    const field = page.getByLabel('Name', { exact: true });
    await field.fill(district);
    await page.getByLabel('State').selectOption({ label: 'Oregon' });
    await page.getByLabel('Time zone').selectOption('America/Los_Angeles');
    await stopAnswers(page, how);
    await page.getByRole('button', { name: 'Create district' }).click();
    await expect(page.getByRole('alert').getByText(said)).toBeVisible();
    await expect(field).toHaveValue(district);

    await page.unrouteAll();
    await page.getByRole('button', { name: 'Create district' }).click();
    const there = page.getByRole('heading', { name: `${district} created` });
    const known = page.getByRole('alert').getByText('already', { exact: false });
    await expect(there.or(known).first()).toBeVisible();
  });
}

test('a choice is kept as well: a password that leaked is not kept for three days by trying again', async ({
  page,
  signInAs,
  makeDistrict,
}) => {
  const district = await makeDistrict();
  await signInAs('DISTRICT_CONTACT', { tenants: [district] });
  await page.goto(`/districts/${district.slug}/connection`);
  await page.getByText('Replace the password (rotate)').click();
  const atOnce = page.locator('input[name="overlapHours"][value="0"]');
  await expect(atOnce).not.toBeChecked();
  await atOnce.check();
  await stopAnswers(page, (route) => route.abort());
  await page.getByRole('button', { name: 'Replace password' }).click();
  await expect(page.getByRole('alert').getByText(noAnswer)).toBeVisible();
  await expect(atOnce).toBeChecked();
});
