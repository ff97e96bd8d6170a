// Ctrl-K: to a person, a run and a page from anywhere, without a mouse.
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { runPath } from '@/lib/core/sync-run/run-address';
import { filesOf, firstDay, rowsOf } from './data/small-district';
import { expect, test } from './fixtures';
import { openSearch } from './search';

const SOON = { timeout: 5_000 };

test('by keyboard alone: a person by half a name, a run by its number, a page by its name', async ({
  page,
  newPage,
  signInAs,
  makeDistrict,
}) => {
  const district = await makeDistrict();
  const run = await district.send(filesOf(firstDay));
  await district.approve(run);
  const student = rowsOf(filesOf(firstDay), 'users.csv').find(({ role }) => role === 'student');
  const { sourcedId = '', givenName = '', familyName = '' } = student ?? {};
  // The word that only this district has, then half of each name.
  const word = district.name.split(' ').at(-1) ?? '';
  const sought = `${word} ${givenName} ${familyName.slice(0, Math.ceil(familyName.length / 2))}`;
  await signInAs('ADMIN');

  await test.step('from a page of no district', async () => {
    await page.goto('/outbox');
    await openSearch(page);
    // At once, before the search is there.
    await page.keyboard.type(sought);
    const field = page.getByRole('combobox', { name: /^Search/ });
    await expect(field).toHaveValue(sought);
    const hit = page.getByRole('option').filter({ hasText: `id ${sourcedId}` });
    await expect(hit).toContainText(`${familyName}, ${givenName}`, SOON);
    await expect(page.getByRole('status')).toContainText(/^\d+ results?\.$/);
    await choose(page, `id ${sourcedId}`);
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(
      `/districts/${district.slug}/roster/people/${encodeURIComponent(sourcedId)}`,
    );
    await expect(page.getByRole('dialog', { name: 'Search' })).toBeHidden();
  });

  await test.step('with the focus in a field, in the district that is open', async () => {
    await page.goto(`/districts/${district.slug}/roster/people`);
    const other = page.getByLabel('Name, id, student number or email address');
    await other.focus();
    await openSearch(page);
    await expect(page.getByRole('combobox', { name: /^Search/ })).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(other).toBeFocused();
    await page.keyboard.press('Control+k');
    await page.keyboard.type(`run ${run.number}`);
    // Enter waits for the answer.
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(runPath(district.slug, run.number));
    await page.keyboard.press('Meta+k');
    await page.keyboard.type('contacts');
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(`/districts/${district.slug}/contacts`);
  });

  await test.step('nothing that keeps somebody out, found or not', async () => {
    for (const [text, width, colorScheme] of [
      [sought, 1280, 'light'],
      [sought, 360, 'dark'],
      ['zzzz', 360, 'light'],
    ] as const) {
      await page.setViewportSize({ width, height: 740 });
      await page.emulateMedia({ colorScheme });
      await page.goto('/districts');
      await page.getByRole('button', { name: 'Search', exact: true }).first().click();
      await page.getByRole('combobox', { name: /^Search/ }).fill(text);
      await expect(page.getByRole('status')).toContainText(
        text === 'zzzz' ? 'Nothing matches.' : /results?\./,
      );
      const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
    }
  });

  await test.step('a contact finds their pages, and nobody', async () => {
    const contact = await newPage();
    await signInAs('DISTRICT_CONTACT', { page: contact, tenants: [district] });
    await contact.goto(`/districts/${district.slug}/connection`);
    await openSearch(contact);
    await contact.keyboard.type(familyName);
    await expect(contact.getByText(`that you can see matches “${familyName}”.`)).toBeVisible();
    await contact.getByRole('combobox', { name: /^Search/ }).fill('calendar');
    await contact.keyboard.press('Enter');
    await expect(contact).toHaveURL(`/districts/${district.slug}/attendance/calendar`);
  });
});

test('a search that cannot be loaded leaves the page as it is, and comes at the next try', async ({
  page,
  signInAs,
  makeDistrict,
}) => {
  const district = await makeDistrict();
  await signInAs('ADMIN');
  await page.goto('/districts');
  await page.waitForLoadState('networkidle');
  const name = page.getByRole('searchbox', { name: 'Name' });
  await name.focus();

  const scripts = /\/_next\/static\/.*\.(js|css)(\?|$)/;
  await page.route(scripts, (route) => route.abort());
  const notLoaded = page.getByRole('alertdialog', { name: 'The search could not be loaded' });
  const field = notLoaded.getByLabel('Search for');
  await openSearch(page);
  await page.keyboard.type(district.name);
  await expect(notLoaded).toBeVisible();
  await expect(field).toBeFocused();
  await expect(field).toHaveValue(district.name);

  await test.step('closed, the focus is where it was', async () => {
    await page.keyboard.press('Escape');
    await expect(notLoaded).toBeHidden();
    await expect(name).toBeFocused();
    await expect(page.getByRole('heading', { level: 1, name: 'Districts' })).toBeVisible();
  });

  await test.step('tried again, it keeps what was typed before and after it failed', async () => {
    // Begins with the first letters and goes on behind a blank, which presses no button.
    const [first = '', ...words] = district.name.split(' ');
    await openSearch(page);
    await page.keyboard.type(first);
    await expect(notLoaded).toBeVisible();
    await page.keyboard.type(` ${words.join(' ')}`);
    await expect(field).toHaveValue(district.name);
    // Those under way first: they must not be answered twice.
    await page.unrouteAll({ behavior: 'wait' });
    await page.keyboard.press('Enter');
    await expect(page.getByRole('combobox', { name: /^Search/ })).toHaveValue(district.name);
    await expect(page.getByRole('option').filter({ hasText: district.name }).first()).toBeVisible();
  });
});

/** By arrow keys, until the option with this text is chosen. */
async function choose(page: Page, text: string): Promise<void> {
  const chosen = page.getByRole('option', { selected: true });
  for (let presses = 0; presses < 40; presses += 1) {
    if ((await chosen.textContent())?.includes(text)) return;
    await page.keyboard.press('ArrowDown');
  }
  throw new Error('no option with this text');
}
