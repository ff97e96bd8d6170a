// A district's contact connects the API of its SIS alone, from the choice of the SIS to the first update under review.
import type { Page } from '@playwright/test';
import {
  startOneRosterSimulator,
  type OneRosterSimulator,
} from '@/lib/simulators/oneroster/simulator';
import { apiPorts } from './api-ports';
import { firstDay } from './data/small-district';
import { expect, test as base } from './fixtures';
import { APPLIED } from './review';

const test = base.extend<{ simulator: OneRosterSimulator }>({
  simulator: async ({}, use) => {
    const simulator = await startOneRosterSimulator({
      day: firstDay,
      port: apiPorts().setUp,
      authorization: 'oauth2',
    });
    await use(simulator);
    await simulator.close();
  },
});

// One port, so one simulator at a time.
test.describe.configure({ mode: 'serial' });

const stepOf = (page: Page, name: string) =>
  page.getByRole('navigation', { name: 'Steps' }).getByRole('link', { name });
const alert = (page: Page) => page.getByRole('main').getByRole('alert');

async function chooseSis(page: Page, home: string, sis: string): Promise<void> {
  await page.goto(`${home}/setup/sis`);
  await page.getByLabel(sis, { exact: true }).check();
  await page.getByRole('button', { name: 'Save and continue' }).click();
  await expect(page.getByRole('heading', { name: 'How does your data come?' })).toBeVisible();
}

async function fillAccount(page: Page, simulator: OneRosterSimulator, secret: string) {
  await page.getByLabel('Address of the API').fill(simulator.base);
  await page.getByLabel('Token address').fill(simulator.tokenAddress);
  await page.getByLabel('Key (client id)').fill(simulator.key);
  await page.getByLabel('Secret', { exact: false }).fill(secret);
  await page.getByRole('button', { name: 'Save and continue' }).click();
}

test('from the choice of an API to the first update under review, by a contact alone', async ({
  page,
  signInAs,
  makeDistrict,
  simulator,
}) => {
  const district = await makeDistrict();
  const home = `/districts/${district.slug}`;
  await signInAs('DISTRICT_CONTACT', { tenants: [district] });

  await test.step('a SIS with an API has a second question, and says what each way takes', async () => {
    await chooseSis(page, home, 'Another SIS');
    await expect(page.getByText('1 of 5')).toBeVisible();
    await expect(page.getByText('You build an export in your SIS')).toBeVisible();
    await expect(page.getByText('With an API it stays unused')).toBeVisible();
    await page.getByLabel('The OneRoster API of your SIS').check();
    await page.getByRole('button', { name: 'Save and continue' }).click();
    await expect(page.getByRole('heading', { name: 'Where we fetch from' })).toBeVisible();
  });

  await test.step('the choice is kept, and its steps are others', async () => {
    await page.goto(`${home}/setup`);
    await expect(page.getByText('1 of 5 steps done')).toBeVisible();
    await expect(page.getByRole('main').getByText('First upload')).toHaveCount(0);
    await page.getByRole('link', { name: 'Continue with “Address and key”' }).click();
    await expect(page.getByText('2 of 5')).toBeVisible();
  });

  await test.step('an account is refused where something is missing', async () => {
    await page.getByRole('button', { name: 'Save and continue' }).click();
    await expect(alert(page)).toContainText('Enter the whole address of the API');
  });

  await test.step('a wrong secret fails the test in its own line, with what mends it', async () => {
    await fillAccount(page, simulator, 'not the secret');
    await expect(page.getByRole('heading', { name: 'Test the connection' })).toBeVisible();
    await page.getByRole('button', { name: 'Test the connection' }).click();
    await expect(page.getByRole('heading', { name: 'The test failed' })).toBeVisible(APPLIED);
    await expect(page.getByRole('list', { name: 'Lines of the test' })).toContainText(
      'The server did not accept the key and secret',
    );
    await expect(stepOf(page, 'Test')).toHaveAccessibleName('Test (Needs a fix)');
  });

  await test.step('with the right one it passes', async () => {
    await page.getByRole('link', { name: 'Change address or key' }).click();
    await fillAccount(page, simulator, simulator.secret);
    await page.getByRole('button', { name: 'Test again' }).click();
    await expect(page.getByRole('heading', { name: 'The test passed' })).toBeVisible(APPLIED);
    await page.getByRole('link', { name: 'Continue', exact: true }).click();
  });

  await test.step('everything is fetched, and what was found is under review', async () => {
    await page.getByRole('button', { name: 'Fetch everything now' }).click();
    await expect(page.getByRole('table', { name: 'Rows of each collection' })).toContainText(
      'users',
      APPLIED,
    );
    await expect(stepOf(page, 'First pull')).toHaveAccessibleName('First pull (Done)', APPLIED);
    expect((await district.newest()).status).toBe('HELD');
    await expect(page.getByRole('main')).not.toContainText('send');
    await page.getByRole('link', { name: 'Continue', exact: true }).click();
  });

  await test.step('a time of the night is kept', async () => {
    await page.getByLabel('When do we fetch?').fill('01:15');
    await page.getByRole('button', { name: 'Save and finish' }).click();
    await expect(page.getByText('All five steps are done.')).toBeVisible();
    await expect(page.getByText('Every night at 1:15 AM')).toBeVisible();
  });
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('the API is chosen, connected, and left for files again', async ({
    page,
    signInAs,
    makeDistrict,
    simulator,
  }) => {
    const district = await makeDistrict();
    const home = `/districts/${district.slug}`;
    await signInAs('DISTRICT_CONTACT', { tenants: [district] });
    await chooseSis(page, home, 'Infinite Campus');
    await page.getByLabel('The OneRoster API of Infinite Campus').check();
    await page.getByRole('button', { name: 'Save and continue' }).click();
    await expect(page.getByText('Generate New OneRoster Connection')).toBeVisible();
    await fillAccount(page, simulator, simulator.secret);
    await expect(page.getByRole('button', { name: 'Test the connection' })).toBeVisible();
    await page.goto(`${home}/setup/way`);
    await page.getByLabel('Files by SFTP').check();
    await page.getByRole('button', { name: 'Save and continue' }).click();
    await expect(page.getByRole('heading', { name: 'How your SIS signs in' })).toBeVisible();
  });
});
