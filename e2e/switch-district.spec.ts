// From a part of one district to the same part of another, by keyboard.
import AxeBuilder from '@axe-core/playwright';
import { expect, test } from './fixtures';

const SWITCHER = /^Switch district:/;

test('from a list of one district to that of another, without a mouse', async ({
  page,
  signInAs,
  makeDistrict,
}) => {
  const [maple, cedar] = [await makeDistrict(), await makeDistrict()];
  await signInAs('ADMIN');
  await page.goto(`/districts/${cedar.slug}`);
  // Once it is a button the page has noted that it was opened.
  await expect(page.getByRole('button', { name: SWITCHER })).toBeVisible();
  await page.goto(`/districts/${maple.slug}/attendance/files`);
  const switcher = page.getByRole('button', { name: `Switch district: ${maple.name}` });
  await switcher.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Switch district' });
  const recent = dialog.getByRole('group', { name: 'Recently opened' });
  await expect(recent.getByRole('option')).toContainText([cedar.name]);
  await expect(dialog.getByRole('option').filter({ hasText: maple.name })).toHaveCount(0);
  const found = await new AxeBuilder({ page }).include('[role=dialog]').analyze();
  expect(found.violations.map(({ id }) => id)).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(switcher).toBeFocused();

  await page.keyboard.press('Enter');
  await page.keyboard.type(cedar.name.split(' ').at(-1) ?? '');
  await expect(dialog.getByRole('option')).toHaveCount(1);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(`/districts/${cedar.slug}/attendance/files`);
  await expect(page.getByRole('button', { name: SWITCHER })).toHaveAccessibleName(
    `Switch district: ${cedar.name}`,
  );

  await page.setViewportSize({ width: 360, height: 740 });
  await page.getByRole('button', { name: 'Menu' }).click();
  await page.getByRole('button', { name: SWITCHER }).click();
  await expect(dialog).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'Menu' })).toBeFocused();
});

test('who has one district has nowhere to switch; without JavaScript it is a link', async ({
  newPage,
  signInAs,
  makeDistrict,
}) => {
  const [maple, cedar] = [await makeDistrict(), await makeDistrict()];
  const page = await newPage({ javaScriptEnabled: false });
  await signInAs('DISTRICT_CONTACT', { page, tenants: [maple] });
  await page.goto(`/districts/${maple.slug}/runs`);
  await expect(page.getByRole('navigation', { name: maple.name })).toBeVisible();
  await expect(page.getByRole('link', { name: SWITCHER })).toHaveCount(0);

  const other = await newPage({ javaScriptEnabled: false });
  await signInAs('IMPLEMENTATION', { page: other, tenants: [maple, cedar] });
  await other.goto(`/districts/${maple.slug}/runs`);
  await other.getByRole('link', { name: SWITCHER }).click();
  await expect(other).toHaveURL('/districts');
});
