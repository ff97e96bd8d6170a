// A page that was opened far down another one begins at its own top; going back leads to where one was.
import { runPath } from '@/lib/core/sync-run/run-address';
import { filesOf, firstDay } from './data/small-district';
import { expect, test } from './fixtures';
import { dayOfRollover, holdAfterFirstDay } from './review';

test.setTimeout(240_000);

test('every kind of page begins at its top, however far down the link to it was', async ({
  page,
  signInAs,
  makeDistrict,
}) => {
  const district = await makeDistrict();
  const held = await holdAfterFirstDay(district, dayOfRollover);
  const other = await makeDistrict();
  await other.approve(await other.send(filesOf(firstDay)));
  await signInAs('ADMIN');
  // So low that every page is longer.
  await page.setViewportSize({ width: 1280, height: 320 });
  const home = `/districts/${district.slug}`;
  const review = `/reviews/${held.reviewId}`;
  const ways: readonly (readonly [from: string, to: string])[] = [
    ['/reviews', review],
    [review, home],
    ['/overview', '/districts'],
    ['/districts', home],
    ['/runs', runPath(district.slug, held.number)],
    [home, `${home}/connection`],
    [`${home}/connection`, `${home}/runs`],
    [`${home}/runs`, runPath(district.slug, held.number)],
    [`${home}/roster`, `${home}/roster/people`],
    [home, `${home}/attendance`],
    [home, `${home}/limits`],
  ];
  for (const [from, to] of ways)
    await test.step(`${from} to ${to}`, async () => {
      await page.goto(from);
      const link = page.locator(`a[href="${to}"], a[href^="${to}?"]`).last();
      await expect(link).toBeAttached();
      await expect
        .poll(() =>
          page.evaluate(() => {
            window.scrollTo(0, document.documentElement.scrollHeight);
            return window.scrollY;
          }),
        )
        .toBeGreaterThan(80);
      await link.evaluate((element: HTMLElement) => element.click());
      await expect(page).toHaveURL(new RegExp(to));
      await expect.poll(() => page.evaluate(() => window.scrollY)).toBe(0);
    });
  await test.step('back leads to where one was', async () => {
    await page.goto('/reviews');
    await page.getByRole('link', { name: district.name }).click();
    await expect(page).toHaveURL(new RegExp(review));
    await page.evaluate(() => scrollTo(0, 300));
    await page.getByRole('link', { name: district.name }).first().click();
    await expect(page).toHaveURL(new RegExp(home));
    await expect.poll(() => page.evaluate(() => scrollY)).toBe(0);
    await page.goBack();
    await expect(page).toHaveURL(new RegExp(review));
    await expect.poll(() => page.evaluate(() => scrollY)).toBe(300);
  });
});
