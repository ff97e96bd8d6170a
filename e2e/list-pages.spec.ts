// Who opens a list wants the list: it begins near the top of the page and few Tab presses away.
import { filesOf, firstDay } from './data/small-district';
import { expect, test } from './fixtures';
import { listOutOfReach } from './list-pages';

test.setTimeout(240_000);

test('every list begins near the top and within ten Tab presses', async ({
  page,
  signInAs,
  makeDistrict,
}) => {
  const district = await makeDistrict();
  await district.approve(await district.send(filesOf(firstDay)));
  await signInAs('ADMIN');
  const home = `/districts/${district.slug}`;
  const roster = `${home}/roster`;
  const lists = ['people', 'classes', 'courses', 'enrollments', 'orgs', 'sessions'];
  const problems = await listOutOfReach(page, [
    '/reviews?show=decided',
    '/runs',
    '/outbox',
    '/people',
    `${home}/runs`,
    ...lists.map((list) => `${roster}/${list}`),
  ]);
  expect(problems).toEqual([]);
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
