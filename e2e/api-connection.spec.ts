// A district whose roster is fetched: connected, tested, pulled and reviewed, first by OAuth 2, then one that leaves its files by OAuth 1.
import type { Page } from '@playwright/test';
import { z } from 'zod';
import {
  startOneRosterSimulator,
  type OneRosterSimulator,
} from '@/lib/simulators/oneroster/simulator';
import { apiPorts } from './api-ports';
import { filesOf, firstDay, secondDay } from './data/small-district';
import { expect, test as base } from './fixtures';
import { APPLIED, openDialog } from './review';

const tenant = z.object({ id: z.number(), slug: z.string(), name: z.string() });

const test = base.extend<{ simulator: OneRosterSimulator }>({
  simulator: async ({}, use) => {
    const simulator = await startOneRosterSimulator({ day: firstDay, port: apiPorts().api });
    await use(simulator);
    await simulator.close();
  },
});

// One port, so one simulator at a time.
test.describe.configure({ mode: 'serial' });
test.setTimeout(300_000);

interface Account {
  address: string;
  token: string;
  key: string;
  secret: string;
  authorization: string;
}

async function fillAccount(page: Page, account: Account): Promise<void> {
  await page.getByLabel('Address of the API').fill(account.address);
  await page.getByLabel(account.authorization, { exact: true }).check();
  await page.getByLabel('Token address').fill(account.token);
  await page.getByLabel('Key (client id)').fill(account.key);
  await page.getByLabel('Secret', { exact: true }).fill(account.secret);
}

const callout = (page: Page, title: string | RegExp) =>
  page.getByRole('main').getByRole('heading', { level: 2, name: title });

async function testConnection(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Test the connection' }).click();
}

/** So that no nightly pull begins while the test looks: one that was missed in the night is made up for at any hour of the day. */
async function readOnDemand(page: Page): Promise<void> {
  await page
    .getByRole('region', { name: 'Schedule and limits' })
    .getByRole('link', { name: 'Change' })
    .click();
  await page.getByLabel('Fetch the roster every night').uncheck();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByRole('table', { name: 'History of settings' })).toContainText(
    'not read at night',
  );
}

const lines = (page: Page) => page.getByRole('list', { name: 'Lines of the test' });

test('a roster comes from an API by OAuth 2, after each mistake was said', async ({
  page,
  signInAs,
  connector,
  simulator,
}) => {
  const where = ['--state', 'OR', '--time-zone', 'America/Los_Angeles'];
  const name = `API district ${crypto.randomUUID().slice(0, 8)}`;
  const district = tenant.parse(await connector('tenant', 'create', '--name', name, ...where));
  const home = `/districts/${district.slug}`;
  await signInAs('ADMIN');
  const right: Account = {
    address: simulator.base,
    token: simulator.tokenAddress,
    key: simulator.key,
    secret: simulator.secret,
    authorization: 'OAuth 2',
  };
  const dead = `http://127.0.0.1:${apiPorts().dead}`;

  await test.step('staff connect an API, at an address where nothing answers', async () => {
    await page.goto(`${home}/connection`);
    await page.getByRole('link', { name: 'Connect an API' }).click();
    await page.getByRole('link', { name: 'Choose OneRoster API (1.1 or 1.2)' }).click();
    await fillAccount(page, {
      ...right,
      address: `${dead}/ims/oneroster/v1p1`,
      token: `${dead}/token`,
    });
    await page.getByRole('button', { name: 'Create connection' }).click();
    await expect(callout(page, 'Not tested yet')).toBeVisible();
    await expect(page.getByText(simulator.secret)).toHaveCount(0);
  });

  await test.step('nothing is read at night', () => readOnDemand(page));

  await test.step('a host that refuses is told, with what mends it', async () => {
    await testConnection(page);
    await expect(callout(page, 'The last test failed')).toBeVisible(APPLIED);
    await expect(lines(page)).toContainText('The host was reached, and refused the connection.');
    await expect(lines(page)).toContainText('that the firewall lets us in');
  });

  await test.step('another host asks for the secret again', async () => {
    await page.goto(`${home}/connection/account`);
    await page.getByLabel('Address of the API').fill(right.address);
    await page.getByLabel('Token address').fill(right.token);
    await page.getByRole('button', { name: 'Save account' }).click();
    await expect(page.getByRole('main').getByRole('alert')).toContainText('Enter the secret again');
  });

  await test.step('a wrong secret has its own sentence', async () => {
    await page.getByLabel('Secret', { exact: false }).fill('not the secret');
    await page.getByRole('button', { name: 'Save account' }).click();
    await expect(
      callout(page, 'To be tested again').or(callout(page, 'The last test failed')),
    ).toBeVisible();
    await testConnection(page);
    await expect(lines(page)).toContainText(
      'The server did not accept the key and secret',
      APPLIED,
    );
  });

  await test.step('with the right one every line passes', async () => {
    await page.goto(`${home}/connection/account`);
    await page.getByLabel('Secret', { exact: false }).fill(right.secret);
    await page.getByRole('button', { name: 'Save account' }).click();
    await testConnection(page);
    await expect(callout(page, 'Tested and ready')).toBeVisible(APPLIED);
    await expect(lines(page)).toContainText('The API speaks OneRoster 1.1.');
    await expect(lines(page)).toContainText('Everything may be read.');
  });

  await test.step('ten rows show what another rule would read', async () => {
    await page.goto(`${home}/connection/reading`);
    await page.getByLabel('User name', { exact: true }).selectOption('sourcedId');
    await page.getByRole('button', { name: 'Preview ten rows' }).click();
    await expect(page.getByText('They are not saved yet.')).toBeVisible();
    const rows = page.getByRole('table', { name: 'Ten rows as they would be read' });
    await expect(rows.getByRole('row')).toHaveCount(11);
    await expect(rows.getByRole('row').nth(1)).toContainText('••');
    await expect(page.getByLabel('User name', { exact: true })).toHaveValue('sourcedId');
  });

  await test.step('a pull is read, and its files are held for review', async () => {
    await page.goto(`${home}/connection`);
    await page.getByRole('button', { name: 'Pull now' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Pull 1' })).toBeVisible();
    await expect(callout(page, 'Its files went into run 1')).toBeVisible(APPLIED);
    const users = page
      .getByRole('table', { name: 'Rows of each collection' })
      .getByRole('row')
      .filter({ hasText: 'users' });
    const sent =
      filesOf(firstDay).get('users.csv')?.toString('utf8').trimEnd().split('\n').length ?? 0;
    await expect(users).toContainText((sent - 1).toLocaleString('en-US'));
    await page.getByRole('link', { name: 'Open run 1' }).click();
  });

  await test.step('staff approve the first roster, and it is live', async () => {
    await page.getByRole('link', { name: 'Review this update' }).click(APPLIED);
    const dialog = await openDialog(page, 'Approve…');
    await dialog
      .getByLabel('Reason')
      .selectOption('Schools, people and languages match what we know about this district');
    await dialog.getByRole('button', { name: /^Approve [\d,]+ records$/ }).click();
    await expect(page.getByRole('heading', { name: /^(Approved|Applied)$/ })).toBeVisible();
    await page.getByRole('link', { name: 'See the run' }).click();
    await expect(page.getByRole('heading', { name: 'Applied', exact: true })).toBeVisible(APPLIED);
    await page.goto(`${home}/connection`);
    await expect(callout(page, 'Pull 1 is complete')).toBeVisible();
  });
});

test('a live district leaves its files for an API by OAuth 1, and the roster stays', async ({
  page,
  signInAs,
  makeDistrict,
  simulator,
}) => {
  const district = await makeDistrict();
  const applied = await district.approve(await district.send(filesOf(firstDay)));
  expect(applied.status).toBe('APPLIED');
  simulator.setDay(secondDay);
  const home = `/districts/${district.slug}`;
  await signInAs('ADMIN');

  await test.step('an API is connected beside the files and tested', async () => {
    await page.goto(`${home}/connection`);
    await page.getByRole('link', { name: 'Connect an API' }).click();
    await page.getByRole('link', { name: 'Choose OneRoster API (1.1 or 1.2)' }).click();
    await fillAccount(page, {
      address: simulator.base,
      token: '',
      key: simulator.key,
      secret: simulator.secret,
      authorization: 'OAuth 1 (HMAC-SHA256)',
    });
    await page.getByRole('button', { name: 'Create connection' }).click();
    await readOnDemand(page);
    await testConnection(page);
    await expect(lines(page)).toContainText('The server accepted the key and secret.', APPLIED);
    await expect(callout(page, 'Tested and ready')).toBeVisible(APPLIED);
  });

  await test.step('the roster is switched to it', async () => {
    await page.getByRole('link', { name: 'Switch the roster to this connection' }).click();
    await expect(page.getByText('The live roster stays exactly as it is')).toBeVisible();
    await page.getByRole('button', { name: 'Switch the roster' }).click();
    await expect(page.getByRole('button', { name: 'Pull now' })).toBeVisible();
  });

  await test.step('a preview changes nothing until it is used', async () => {
    await page.getByRole('button', { name: 'Preview' }).click();
    await expect(callout(page, 'This is a preview: nothing has changed')).toBeVisible(APPLIED);
    expect(await district.statuses()).toEqual(['APPLIED']);
    const dialog = await openDialog(page, 'Use this preview');
    await dialog.getByRole('button', { name: 'Use this preview' }).click();
    await expect(callout(page, 'Its files went into run 2')).toBeVisible(APPLIED);
  });

  await test.step('the first update of another connection is held', async () => {
    const held = await district.newest();
    expect(held.status).toBe('HELD');
  });
});
