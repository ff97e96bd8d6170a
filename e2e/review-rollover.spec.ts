// What most reviews are: a change that is large and right. It is understood, approved and, once, taken back.
import { expect, test } from './fixtures';
import { APPLIED, dayOfRollover, fillApproval, holdAfterFirstDay, openDialog } from './review';

test('a new school year is explained, approved, applied and undone in one place', async ({
  page,
  signInAs,
  makeDistrict,
}) => {
  const district = await makeDistrict();
  const person = await signInAs('IMPLEMENTATION');
  const held = await holdAfterFirstDay(district, dayOfRollover);

  await test.step('the queue leads to it, by keys alone', async () => {
    await page.goto('/reviews');
    const link = page.getByRole('link', { name: district.name });
    await expect(link).toBeVisible();
    // Down to it and no further: a page that has just come may not hear the first letters yet.
    const goDown = async () => {
      await page.keyboard.press('j');
      return link.evaluate((element) => element === document.activeElement);
    };
    await expect.poll(goDown, { intervals: [50] }).toBe(true);
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(new RegExp(`/reviews/${held.reviewId}$`));
  });

  await test.step('it says what it looks like', async () => {
    const looks = page.getByRole('region', { name: 'What it looks like' });
    await expect(looks).toContainText('Graduation');
    await expect(looks).toContainText('Promotion');
  });

  await test.step('the first screen says who is affected and offers the decision, and the page is no scroll', async () => {
    await expect(page.getByRole('region', { name: 'Samples', exact: true })).toBeVisible();
    await expect(page.getByText(/\d+ students removed/)).toBeInViewport();
    await expect(page.getByRole('region', { name: 'Who is affected' })).toContainText(
      /The families of [\d,]+ students are affected: [\d,]+ of [\d,]+ contacts \(family members\) removed/,
    );
    await expect(page.getByRole('button', { name: 'Approve…' })).toBeInViewport();
    const height = await page.evaluate(() => document.documentElement.scrollHeight);
    expect(height).toBeLessThanOrEqual(3000);
  });

  await test.step('the index beside the page leads to each of its parts', async () => {
    const links = page.getByRole('navigation', { name: 'On this page' }).getByRole('link');
    await expect(page.getByRole('region', { name: 'The last runs' })).toBeVisible();
    await expect(links).not.toHaveCount(0);
    const targets = await links.evaluateAll((all) =>
      all.map((link) => document.querySelectorAll(link.getAttribute('href') ?? '').length),
    );
    expect(targets).toEqual(targets.map(() => 1));
  });

  await test.step('groups are ticked, and stay ticked', async () => {
    const samples = page.getByRole('region', { name: 'Samples', exact: true });
    await expect(samples).toContainText(/0 of \d+ groups viewed/);
    await samples.getByRole('button', { name: 'Mark as viewed' }).first().click();
    await expect(samples).toContainText(/1 of \d+ groups viewed/);
    await page.reload();
    await expect(samples).toContainText(/1 of \d+ groups viewed/);
  });

  await test.step('no key and no single press approves', async () => {
    await page.keyboard.press('Control+Enter');
    await page.keyboard.press('a');
    const dialog = await openDialog(page, 'Approve…');
    await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused();
    await fillApproval(dialog, 'Planned change: new term, promotion, graduation', 'New year.');
    expect(await district.statusOf(held)).toBe('HELD');
    await dialog.getByLabel('Why this is right').press('Control+Enter');
    await expect(page.getByRole('heading', { name: 'Applied', exact: true })).toBeVisible(APPLIED);
    await expect(page.getByText(/^Undo until/)).toBeVisible();
    await expect(page.getByText(`By ${person.name}`).first()).toBeVisible();
  });

  expect(await district.statusOf(held)).toBe('APPLIED');

  await test.step('the whole of it is taken back in the same page', async () => {
    const dialog = await openDialog(page, 'Undo update…');
    await dialog.getByLabel('Reason').fill('It came a week too early.');
    await dialog.getByRole('button', { name: /^Undo run/ }).click();
    await expect(page.getByRole('heading', { name: 'Undone', exact: true })).toBeVisible(APPLIED);
    expect(await district.statusOf(held)).toBe('ROLLED_BACK');
  });

  await test.step('the record to print names who decided what', async () => {
    await page.goto(`/reviews/${held.reviewId}/record`);
    const decision = page.getByRole('region', { name: 'Decision' });
    await expect(decision).toContainText(person.name);
    await expect(decision).toContainText('New year.');
    await expect(page.getByText('Undone', { exact: false }).first()).toBeVisible();
  });
});
