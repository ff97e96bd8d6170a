// Where scripts do not run, a review can still be read and decided.
import { filesOf, firstDay } from './data/small-district';
import { expect, test } from './fixtures';
import { dayOfRollover, holdAfterFirstDay, row } from './review';

test.use({ javaScriptEnabled: false });

test('a held update is read and turned down', async ({ page, signInAs, makeDistrict }) => {
  const district = await makeDistrict();
  await signInAs('IMPLEMENTATION');
  const held = await holdAfterFirstDay(district, dayOfRollover);
  await page.goto(`/reviews/${held.reviewId}`);
  await expect(row(page, 'Size by record type', 'Classes')).toBeVisible();
  await page.getByRole('button', { name: 'Reject…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: /^Reject [\d,]+ changes$/ }).click();
  await expect(page.getByText('Choose a reason.').first()).toBeAttached();
  await page.getByRole('button', { name: 'Reject…' }).click();
  await dialog.getByLabel('Reason').selectOption('Wrong school year or term');
  await dialog.getByLabel('What the district needs to do').fill('Send this year again.');
  await dialog.getByRole('button', { name: /^Reject [\d,]+ changes$/ }).click();
  await expect(page.getByRole('heading', { name: 'Rejected', exact: true })).toBeVisible();
});

test('a first roster is approved', async ({ page, signInAs, makeDistrict }) => {
  const district = await makeDistrict();
  await signInAs('IMPLEMENTATION');
  const first = await district.send(filesOf(firstDay));
  await page.goto(`/reviews/${first.reviewId}`);
  await page.getByRole('button', { name: 'Approve…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Reason').selectOption('Another reason');
  await dialog.getByRole('button', { name: /^Approve [\d,]+ records$/ }).click();
  await expect(page.getByRole('heading', { name: /^(Approved|Applied)$/ })).toBeVisible();
});
