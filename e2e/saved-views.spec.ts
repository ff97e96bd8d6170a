// A list as somebody likes it, under a name: saved, opened again, changed, updated, opened first, deleted.
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { runName } from '@/lib/core/sync-run/run-address';
import { filesOf, firstDay, withEnrollmentOfUnknownClass } from './data/small-district';
import { expect, test } from './fixtures';

const SOON = { timeout: 10_000 };

const opener = (page: Page) => page.getByRole('button', { name: /^View of/ });
const menu = (page: Page) => page.getByRole('group', { name: /^View of/ });

async function save(page: Page, name: string): Promise<void> {
  await opener(page).click(SOON);
  await menu(page)
    .getByText(/^Save (this|as another) view…$/)
    .click(SOON);
  await menu(page).getByLabel('Name of the view').fill(name, SOON);
  await menu(page).getByRole('button', { name: 'Save view' }).click(SOON);
}

test('save, leave, open, change, update, open first, delete', async ({
  page,
  newPage,
  signInAs,
  makeDistrict,
}) => {
  const district = await makeDistrict();
  await signInAs('ADMIN');
  const word = district.name.split(' ').at(-1) ?? '';
  const view = `/districts?q=${word}`;

  await page.goto(view);
  await save(page, 'My district');
  await expect(opener(page)).toHaveAccessibleName(/^View of Districts : My district(?! \(changed)/);
  await expect(menu(page)).toBeHidden();
  await expect(opener(page)).toBeFocused();

  await test.step('its link is the plain address of what it shows', async () => {
    await page.goto('/districts');
    await expect(opener(page)).toHaveAccessibleName(/^View of Districts(?! :)/);
    await opener(page).press('Enter');
    const found = await new AxeBuilder({ page }).include('[popover]:popover-open').analyze();
    expect(found.violations.map(({ id }) => id)).toEqual([]);
    await menu(page).getByRole('link', { name: 'My district' }).press('Enter');
    await expect(page).toHaveURL(view);
    await expect(menu(page)).toBeHidden();
    await expect(page.getByRole('rowheader')).toHaveText([district.name]);
  });

  await test.step('a colleague who follows it sees the list and has no such view', async () => {
    const theirs = await newPage();
    await signInAs('IMPLEMENTATION', { page: theirs });
    await theirs.goto(view);
    await expect(theirs.getByRole('rowheader')).toHaveText([district.name]);
    await expect(opener(theirs)).toHaveAccessibleName(/^View of Districts(?! :)/);
  });

  await test.step('changed, it says so and is updated', async () => {
    await page.getByText('More filters').click(SOON);
    await page
      .getByRole('combobox', { name: 'Status' })
      .selectOption('Waiting for first files', SOON);
    await expect(opener(page)).toHaveAccessibleName(/^View of Districts : My district \(changed\)/);
    await opener(page).click(SOON);
    await menu(page).getByRole('button', { name: 'Update view' }).click(SOON);
    await expect(opener(page)).toHaveAccessibleName(
      /^View of Districts : My district(?! \(changed)/,
    );
  });

  await test.step('a name that is taken is refused at the field', async () => {
    await save(page, 'My district');
    await expect(menu(page).getByRole('alert')).toContainText('with this name already');
    await page.keyboard.press('Escape');
  });

  await test.step('the list opens with it, and can still be had without', async () => {
    await opener(page).click(SOON);
    await menu(page).getByRole('button', { name: 'Open the list with “My district”' }).click(SOON);
    await expect(menu(page)).toBeHidden();
    await page.goto('/districts');
    await expect(page).toHaveURL(/\?q=.*&status=/);
    await page.getByRole('link', { name: 'Clear all' }).click(SOON);
    await expect(page).toHaveURL(/\/districts\?saved=\d+$/);
    await expect(opener(page)).toHaveAccessibleName(/^View of Districts : My district \(changed\)/);
    await opener(page).click(SOON);
    await menu(page).getByRole('link', { name: 'No view' }).click(SOON);
    await expect(page).toHaveURL('/districts?saved=none');
    await expect(opener(page)).toHaveAccessibleName(/^View of Districts(?! :)/);
  });

  await test.step('deleted, it is gone and the list stays', async () => {
    await page.goto('/districts');
    await opener(page).click(SOON);
    await menu(page).getByText('Delete “My district”…').click(SOON);
    await menu(page).getByRole('button', { name: 'Delete view' }).click(SOON);
    await expect(opener(page)).toHaveAccessibleName(/^View of Districts(?! :)/);
    await expect(page.getByRole('rowheader')).toHaveText([district.name]);
    await page.goto('/districts');
    await expect(page).toHaveURL('/districts');
  });
});

test('without JavaScript, and never with what somebody searched for', async ({
  newPage,
  signInAs,
  makeDistrict,
  product,
}) => {
  const district = await makeDistrict();
  await district.approve(await district.send(filesOf(firstDay)));
  const page = await newPage({ javaScriptEnabled: false });
  const me = await signInAs('ADMIN', { page });
  const list = `/districts/${district.slug}/roster/enrollments`;
  await page.goto(`${list}?role=student&person=s-1`);
  await opener(page).click(SOON);
  await menu(page).getByText('Save this view…').click(SOON);
  await expect(menu(page)).toContainText('Your search is not saved: it names a person.');
  await menu(page).getByRole('button', { name: 'Save view' }).click(SOON);
  await expect(menu(page).getByRole('alert')).toContainText('Enter a name for the view.');
  await menu(page).getByLabel('Name of the view').fill('Students', SOON);
  await menu(page).getByRole('button', { name: 'Save view' }).click(SOON);
  await expect(opener(page)).toHaveAccessibleName(/^View of List of enrollments : Students/);
  const stored = await product.db.prisma.savedView.findMany({ where: { userId: me.id } });
  expect(stored.map(({ list: of, query }) => [of, query])).toEqual([
    ['enrollments', 'role=student'],
  ]);
});

test('no link of a list leads back to the view it opens with', async ({
  page,
  signInAs,
  product,
  makeDistrict,
}) => {
  const district = await makeDistrict();
  const run = await district.send(withEnrollmentOfUnknownClass(filesOf(firstDay)).files);
  await district.approve(run);
  const { id: userId } = await signInAs('ADMIN');
  const home = `/districts/${district.slug}`;
  const problems = `${home}/runs/${runName(run.number)}/problems`;
  // Of each list: what it opens with, and the addresses from which its reader wants to get away.
  const lists: readonly { list: string; path: string; query: string; others: string[] }[] = [
    { list: 'overview', path: '/overview', query: 'whose=mine', others: ['kind=LATE', 'show=all'] },
    { list: 'districts', path: '/districts', query: 'q=zzz', others: ['status=LATE'] },
    { list: 'reviews', path: '/reviews', query: 'show=decided', others: ['snoozed=with'] },
    { list: 'runs', path: '/runs', query: 'status=problem', others: ['status=review'] },
    { list: 'district-runs', path: `${home}/runs`, query: 'status=problem', others: ['sort=x'] },
    { list: 'people', path: `${home}/roster/people`, query: 'grade=05', others: ['grade=zz'] },
    {
      list: 'classes',
      path: `${home}/roster/classes`,
      query: 'status=removed',
      others: ['search=zz'],
    },
    { list: 'run-problems', path: problems, query: 'file=users.csv', others: ['file=classes.csv'] },
  ];
  await product.db.prisma.savedView.createMany({
    data: lists.map(({ list, query }) => ({ userId, list, query, name: 'First', isDefault: true })),
  });
  for (const { path, query, others } of lists) {
    await page.goto(path);
    await expect(page).toHaveURL(`${path}?${query}`);
    for (const address of [query, ...others]) {
      await page.goto(`${path}?${address}`);
      await expect(
        page.locator(`main a[href="${path}"]:not([aria-current])`),
        `${path}?${address}`,
      ).toHaveCount(0);
    }
  }
  await page.goto('/reviews?show=decided');
  await page.getByRole('link', { name: 'Waiting', exact: true }).click();
  await expect(page).toHaveURL('/reviews?saved=none');
});
