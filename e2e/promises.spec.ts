// What we promise about being told in time: an upload is seen, and a session that is over says why.
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures';
import { sendWithOpenSsh } from './district';

const IDLE_MINUTES = 60;

test('an upload shows within five seconds on a page that has been open for a while', async ({
  page,
  signInAs,
  makeDistrict,
}) => {
  const district = await makeDistrict();
  await signInAs('IMPLEMENTATION');
  await page.clock.install();
  let asked = 0;
  page.on('request', (request) => {
    if (request.url().includes(`${district.slug}/connection?_rsc=`)) asked += 1;
  });
  await page.goto(`/districts/${district.slug}/connection`);
  // By now a page that asks less and less often would ask every ten seconds or more.
  await expect.poll(() => asked, { timeout: 90_000 }).toBeGreaterThanOrEqual(5);
  // Five seconds by the page's clock, which goes by hand from here: a machine that stands still is no late page.
  await page.clock.pauseAt(Date.now() + 30_000);
  await sendWithOpenSsh(district.login, new Map([['orgs.csv', Buffer.from('sourcedId\n')]]));
  const seen = page
    .getByRole('log', { name: 'Activity, newest first' })
    .getByText(/orgs\.csv/)
    .first();
  await page.clock.runFor(5_000);
  await expect(seen).toBeVisible();
});

test('a page left alone does not keep its session alive', async ({
  page,
  signInAs,
  makeDistrict,
}) => {
  const district = await makeDistrict();
  await signInAs('IMPLEMENTATION');
  await page.clock.install();
  let asked = 0;
  page.on('request', (request) => {
    if (request.url().includes(`${district.slug}/connection?_rsc=`)) asked += 1;
  });
  await page.goto(`/districts/${district.slug}/connection`);
  const isUnattended = async () =>
    (await page.context().cookies()).some(({ name }) => name === 'connector-unattended');
  // A page that has asked once is listening for its reader too.
  await askAgain(page, () => asked > 0);
  await page.mouse.move(100, 100);
  asked = 0;
  await askAgain(page, () => asked > 1);
  expect(await isUnattended()).toBe(false);
  await page.clock.runFor(60_000);
  await askAgain(page, isUnattended);
  await page.mouse.move(200, 200);
  expect(await isUnattended()).toBe(false);
});

test('whoever was away too long keeps what was typed, and is told why to sign in again', async ({
  page,
  product,
  signInAs,
}) => {
  const person = await signInAs('IMPLEMENTATION');
  // Before the page has come to life its form is sent as a page of its own, and nothing is kept.
  await page.goto('/districts/new', { waitUntil: 'networkidle' });
  const name = page.getByLabel('Name', { exact: true });
  await name.fill('Cedar Flats Unified');
  const longAgo = new Date(Date.now() - IDLE_MINUTES * 60_000);
  await product.db.prisma.session.updateMany({
    where: { userId: person.id },
    data: { lastSeenAt: longAgo },
  });
  await page.getByRole('button', { name: 'Create district' }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'signed out' })).toContainText(
    'What you typed is still here',
  );
  await expect(name).toHaveValue('Cedar Flats Unified');

  await page.goto('/districts');
  const sentence = 'You were signed out after 60 minutes without activity';
  await expect(page.getByRole('heading', { name: sentence })).toBeVisible();
});

test('whoever signed out is not told that they were away', async ({ page, signInAs }) => {
  const person = await signInAs('IMPLEMENTATION');
  await page.goto('/districts');
  await page.getByText(person.name).click();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page.getByRole('heading', { name: 'Sign in', exact: true })).toBeVisible();
  await expect(page.getByText('You were signed out')).toHaveCount(0);
});

/**
 * Lets the page's clock run, a second at a time, until `isDone`; the longest wait between two questions is 30 s. Not
 * so fast that an answer which takes seconds is a minute of the page's time.
 */
async function askAgain(page: Page, isDone: () => boolean | Promise<boolean>): Promise<void> {
  const tick = async () => {
    await page.clock.runFor(1_000);
    return isDone();
  };
  await expect.poll(tick, { intervals: [500], timeout: 90_000 }).toBe(true);
}
