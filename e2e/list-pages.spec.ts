// Who opens a list wants the list: it begins near the top of the page and few Tab presses away.
import { runPath } from '@/lib/core/sync-run/run-address';
import { wrongOnPaper } from './checks/paper';
import { filesOf, firstDay } from './data/small-district';
import { expect, test } from './fixtures';
import { listOutOfReach, tablesTooWide } from './list-pages';
import { dayOfRollover, holdAfterFirstDay } from './review';

test.setTimeout(240_000);

const listsOf = (slug: string): string[] => [
  `/districts/${slug}/runs`,
  ...['people', 'classes', 'courses', 'enrollments', 'orgs', 'sessions'].map(
    (part) => `/districts/${slug}/roster/${part}`,
  ),
];

test('every list begins near the top and within ten Tab presses', async ({
  page,
  signInAs,
  makeDistrict,
}) => {
  const district = await makeDistrict();
  await district.approve(await district.send(filesOf(firstDay)));
  // So that a review waits, and there is a district with more to say above its lists.
  const other = await makeDistrict();
  await holdAfterFirstDay(other, dayOfRollover);
  await signInAs('ADMIN');
  const problems = await listOutOfReach(page, [
    '/districts',
    '/reviews',
    '/reviews?show=decided',
    '/runs',
    '/outbox',
    '/people',
    ...[district, other].flatMap(({ slug }) => listsOf(slug)),
  ]);
  expect(problems).toEqual([]);
});

test('no column is a swipe away at 1280 px, and counts fit on a phone', async ({
  page,
  signInAs,
  makeDistrict,
}) => {
  const district = await makeDistrict();
  const held = await holdAfterFirstDay(district, dayOfRollover);
  await signInAs('ADMIN');
  const home = `/districts/${district.slug}`;
  expect([
    ...(await tablesTooWide(page, [
      '/outbox',
      '/people',
      '/runs',
      `${home}/runs`,
      `${home}/limits`,
      runPath(district.slug, held.number),
      ...['people', 'classes', 'courses', 'enrollments', 'orgs', 'sessions'].map(
        (list) => `${home}/roster/${list}`,
      ),
    ])),
    ...(await tablesTooWide(page, [runPath(district.slug, held.number)], 360, 'Changes by record')),
  ]).toEqual([]);
});

test('filters can be applied before scripts arrive, and Back leads past what was typed', async ({
  page,
  signInAs,
  makeDistrict,
}) => {
  await makeDistrict();
  await signInAs('ADMIN');
  const apply = page.getByRole('button', { name: 'Apply', exact: true });

  await page.route(/\.js(\?|$)/, (route) => route.abort());
  await page.goto('/districts');
  await expect(apply).toBeVisible();
  await page.unroute(/\.js(\?|$)/);

  await page.goto('/reviews?show=decided');
  await page.goto('/districts');
  await expect(apply).toBeHidden();
  const name = page.getByRole('searchbox', { name: 'Name' });
  for (const typed of ['Te', 'Test']) {
    await name.fill(typed);
    await expect(page).toHaveURL(new RegExp(`\\?q=${typed}$`));
  }
  await page.goBack();
  await expect(page).toHaveURL(/\/reviews\?show=decided$/);
});

test('a row that a filter took away is no longer selected, and beside its checkbox nothing opens', async ({
  page,
  signInAs,
  makeDistrict,
}) => {
  const district = await makeDistrict();
  await district.send(filesOf(firstDay));
  await signInAs('ADMIN');
  await page.goto('/reviews');
  const box = page.getByRole('checkbox', { name: `Select ${district.name}` });
  await box.check({ timeout: 10_000 });
  const selected = page.getByText('1 selected', { exact: true });
  await expect(selected).toBeVisible();
  await box.locator('..').click({ position: { x: 2, y: 2 }, timeout: 10_000 });
  await expect(box).toBeChecked();

  await page.getByText('More filters').click({ timeout: 10_000 });
  await page.getByLabel('Kind').selectOption('Limits', { timeout: 10_000 });
  await expect(page).toHaveURL(/[?&]kind=LIMITS/);
  await expect(box).toHaveCount(0);
  await expect(selected).toHaveCount(0);
  await page.getByRole('link', { name: /^Remove filter/ }).click();
  await expect(box).not.toBeChecked();
  await expect(page).toHaveURL(/\/reviews$/);
});

test('what was done leaves the selection, and what was refused stays in it', async ({
  page,
  signInAs,
  makePerson,
  makeDistrict,
}) => {
  const asked = await makeDistrict();
  await holdAfterFirstDay(asked, dayOfRollover);
  await makePerson('DISTRICT_CONTACT', [asked]);
  // About a first roster no district is asked.
  const refused = await makeDistrict();
  await refused.send(filesOf(firstDay));
  await signInAs('ADMIN');
  await page.goto('/reviews');
  const boxOf = ({ name }: { name: string }) =>
    page.getByRole('checkbox', { name: `Select ${name}` });
  for (const district of [asked, refused]) await boxOf(district).check({ timeout: 10_000 });
  const form = page.getByRole('form', { name: 'With the selected reviews' });
  await form.getByRole('button', { name: 'Ask their districts' }).click({ timeout: 10_000 });
  await expect(form.getByRole('alert')).toContainText(
    `Done for 1 review. Not for ${refused.name}:`,
    { timeout: 10_000 },
  );
  await expect(page.getByText('1 selected', { exact: true })).toBeVisible();
  await expect(boxOf(asked)).not.toBeChecked();
  await expect(boxOf(refused)).toBeChecked();
});

test('in forced colors what scrolls sideways still shows at its edge that there is more', async ({
  page,
  signInAs,
  makeDistrict,
}) => {
  const district = await makeDistrict();
  const held = await holdAfterFirstDay(district, dayOfRollover);
  await signInAs('ADMIN');
  await page.setViewportSize({ width: 360, height: 740 });
  await page.emulateMedia({ forcedColors: 'active' });
  for (const address of [`/districts/${district.slug}/runs`, `/reviews/${held.reviewId}`]) {
    await page.goto(address);
    const found = await page.locator('main [role=region]:has(> table)').evaluateAll((regions) =>
      regions
        .filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth + 1)
        .map((region) => ({
          edges: getComputedStyle(region).backgroundImage.split('linear-gradient').length - 1,
          // What stands on it has the colors of the reader all the same.
          isForced: [...region.children].every(
            (child) => getComputedStyle(child).forcedColorAdjust === 'auto',
          ),
        })),
    );
    expect(found.length, address).toBeGreaterThan(0);
    for (const region of found) expect(region, address).toEqual({ edges: 4, isForced: true });
  }
});

test('a review on paper: no head of a table and no title alone at the foot of a sheet', async ({
  page,
  signInAs,
  makeDistrict,
}) => {
  const district = await makeDistrict();
  const held = await holdAfterFirstDay(district, dayOfRollover);
  await signInAs('ADMIN');
  await page.goto(`/reviews/${held.reviewId}`);
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  expect(await wrongOnPaper(page)).toEqual([]);
});
