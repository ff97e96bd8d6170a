// The walls: between districts, before signing in, and after a session was ended.
import type { APIResponse, Page } from '@playwright/test';
import { firstDay, filesOf, withEnrollmentOfUnknownClass } from './data/small-district';
import type { District, Run } from './district';
import { expect, test } from './fixtures';

/** Every address that shows or exports something of a district. */
function addressesOf(slug: string, { id, reviewId }: Run): string[] {
  const pages = `/districts/${slug}`;
  const run = `${pages}/runs/${id}`;
  const roster = ['', 'people', 'classes', 'courses', 'enrollments', 'orgs', 'sessions', 'checks'];
  const parts = roster.slice(1, -1);
  const attendance = ['', 'schools', 'schools/1', 'students/1', 'notices', 'feeds', 'files'];
  const attendanceFiles = [
    'days?from=2026-09-01&to=2026-09-30',
    'schools',
    'notices?date=2026-09-01',
  ];
  return [
    pages,
    ...['connection', 'contacts', 'settings', 'runs'].map((part) => `${pages}/${part}`),
    ...['', '/problems', '/changes', '/files', '/timeline'].map((tab) => `${run}${tab}`),
    ...roster.map((part) => `${pages}/roster/${part}`.replace(/\/$/, '')),
    ...parts.map((part) => `${pages}/roster/${part}/1`),
    ...[...attendance, 'files/1', 'mapping', 'calendar', 'format'].map((part) =>
      `${pages}/attendance/${part}`.replace(/\/$/, ''),
    ),
    ...[...attendanceFiles, 'files/1', 'student/1', 'school/1?from=2026-09-01&to=2026-09-30'].map(
      (part) => `/api/exports/attendance/${slug}/${part}`,
    ),
    ...(reviewId === null ? [] : [`/reviews/${reviewId}`]),
    `/api/runs/${slug}/${id}/live`,
    `/api/runs/${slug}/${id}/live?once=1`,
    `/api/exports/runs/${slug}/${id}/problems`,
    `/api/exports/runs/${slug}/${id}/changes`,
    ...parts.map((part) => `/api/exports/roster/${slug}/${part}`),
  ];
}

/**
 * What must not tell a district's address from one that does not exist: all but what is new each time. The
 * scripts of a streamed page say the same in pieces that depend on the moment.
 */
async function answerOf(response: APIResponse, slug: string) {
  const text = (await response.text())
    .replaceAll(slug, 'SLUG')
    .replace(/<script.*?<\/script>/gs, '')
    .replace(/ nonce="[^"]*"/g, '')
    .replace(/"requestId":"[^"]*"/g, '')
    .replace(/\d+/g, '0');
  const { 'content-type': type, 'content-disposition': file, link = '' } = response.headers();
  return { status: response.status(), type, file, link: link.replace(/nonce="[^"]*"/g, ''), text };
}

test("another district's addresses answer like ones that do not exist", async ({
  page,
  signInAs,
  makeDistrict,
}) => {
  const [own, other] = [await makeDistrict(), await makeDistrict()];
  const run = await other.send(withEnrollmentOfUnknownClass(filesOf(firstDay)).files);
  expect(run.status).toBe('HELD');
  const nowhere: Run = { id: 999_999_999, status: '', reviewId: 999_999_999 };
  const noSlug = 'x'.repeat(other.slug.length);

  await signInAs('DISTRICT_CONTACT', { tenants: [own] });
  const known = addressesOf(other.slug, run);
  const unknown = addressesOf(noSlug, nowhere);
  for (const [i, address] of known.entries()) {
    const [theirs, none] = [
      await page.request.get(address),
      await page.request.get(unknown[i] ?? ''),
    ];
    expect(theirs.status(), address).toBe(404);
    const [a, b] = [await answerOf(theirs, other.slug), await answerOf(none, noSlug)];
    expect(a, address).toEqual(b);
    expect(await theirs.text(), address).not.toContain(other.name);
  }

  // A run of theirs is none of ours, whatever district the address names.
  const ofTheirs = addressesOf(own.slug, { ...run, reviewId: null });
  const ofNone = addressesOf(own.slug, { ...nowhere, reviewId: null });
  for (const [i, address] of ofTheirs.entries()) {
    if (!address.includes(`/${run.id}`)) continue;
    const [theirs, none] = [
      await page.request.get(address),
      await page.request.get(ofNone[i] ?? ''),
    ];
    expect(theirs.ok(), address).toBe(false);
    expect(await answerOf(theirs, own.slug), address).toEqual(await answerOf(none, own.slug));
  }

  // Their own page works, so the answers above are not those of somebody signed out.
  await page.goto(`/districts/${own.slug}/connection`);
  await expect(page.getByRole('heading', { name: `Set up ${own.name}` })).toBeVisible();
});

test('to a PSM the districts of others do not exist, on any address and in any list', async ({
  page,
  product,
  signInAs,
  makeDistrict,
}) => {
  const [own, other] = [await makeDistrict(), await makeDistrict()];
  const run = await other.send(withEnrollmentOfUnknownClass(filesOf(firstDay)).files);
  expect(run.status).toBe('HELD');
  const { id: psmId } = await signInAs('PSM');
  await product.db.prisma.tenant.update({ where: { id: own.id }, data: { psmId } });
  for (const address of addressesOf(other.slug, run)) {
    expect((await page.request.get(address)).status(), address).toBe(404);
  }
  for (const address of ['/districts', '/runs', '/reviews', '/outbox']) {
    const text = await (await page.request.get(address)).text();
    expect(text, address).not.toContain(other.name);
    expect(text, address).not.toContain(other.slug);
  }
  await page.goto('/districts');
  await expect(page.getByRole('link', { name: own.name })).toBeVisible();
});

test('a form cannot be turned to another district', async ({ page, signInAs, makeDistrict }) => {
  const [own, other] = [await makeDistrict(), await makeDistrict()];
  await signInAs('DISTRICT_CONTACT', { tenants: [own] });
  const answers: string[] = [];
  for (const slug of [other.slug, 'no-such-district']) {
    await page.goto(`/districts/${own.slug}/connection`);
    await page.getByText('Replace the password (rotate)').click();
    await expect(page.getByRole('button', { name: 'Make a new password' })).toBeVisible();
    // In one step: a page that comes to life in between would put its own value back.
    await page
      .locator('form', { hasText: 'Make a new password' })
      .locator('input[name="slug"]')
      .evaluate((input: HTMLInputElement, value) => {
        input.setAttribute('value', value);
        input.form?.querySelector<HTMLButtonElement>('button[type="submit"]')?.click();
      }, slug);
    answers.push(await page.getByRole('alert').filter({ hasText: 'No password' }).innerText());
  }
  expect(answers[0]).toContain('This does not exist, or you have no access to it.');
  expect(answers[0]).toBe(answers[1]);
  await expect(page.getByText('This is the only time')).toHaveCount(0);
});

test('whoever is signed out is asked to sign in, and comes back to where they wanted to be', async ({
  page,
  makeDistrict,
  makePerson,
  mailbox,
}) => {
  const district = await makeDistrict();
  const person = await makePerson('IMPLEMENTATION');
  const run: Run = { id: 1, status: '', reviewId: 1 };
  const addresses = [
    ...['/', '/districts', '/districts/new', '/reviews', '/runs', '/people', '/outbox', '/setup'],
    ...addressesOf(district.slug, run),
  ];
  for (const address of addresses) {
    const response = await page.request.get(address, { maxRedirects: 0 });
    if (address.startsWith('/api/')) {
      expect(response.status(), address).toBe(401);
    } else {
      expect(response.status(), address).toBe(307);
      expect(response.headers().location, address).toMatch(/\/sign-in(\?returnTo=|$)/);
    }
    expect(await response.text(), address).not.toContain(district.name);
  }

  await page.goto(`/districts/${district.slug}/runs`);
  await page.getByLabel('Email address').fill(person.email);
  await page.getByRole('button', { name: 'Email me a code' }).click();
  await page.getByRole('textbox', { name: 'Code' }).fill(await mailbox.nextCode(person.email));
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page).toHaveURL(new RegExp(`/districts/${district.slug}/runs$`));
});

test('a person who is disabled or removed is out at once', async ({
  page,
  newPage,
  signInAs,
  makeDistrict,
}) => {
  const district = await makeDistrict();
  const staffPage = await newPage();
  const contactPage = await newPage();
  const member = await signInAs('IMPLEMENTATION', { page: staffPage });
  const contact = await signInAs('DISTRICT_CONTACT', { page: contactPage, tenants: [district] });
  await open(staffPage, district, 'Overview');
  await open(contactPage, district, `Set up ${district.name}`);

  await signInAs('ADMIN');
  await page.goto('/people');
  const row = page.getByRole('row').filter({ hasText: member.email });
  await row.getByRole('button', { name: 'Disable' }).click();
  await page.getByRole('button', { name: 'Disable person' }).click();
  await expect(row).toContainText('Disabled');
  await staffPage.getByRole('link', { name: 'Districts', exact: true }).first().click();
  await expect(staffPage.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  const live = await staffPage.request.get(`/api/exports/roster/${district.slug}/people`);
  expect(live.status()).toBe(401);

  await page.goto(`/districts/${district.slug}/contacts`);
  const contactRow = page.getByRole('row').filter({ hasText: contact.email });
  await contactRow.getByRole('button', { name: 'Remove' }).click();
  await page.getByRole('button', { name: 'Remove contact' }).click();
  await expect(contactRow).toHaveCount(0);
  await contactPage.reload();
  await expect(contactPage.getByText(district.name)).toHaveCount(0);
  await expect(contactPage.getByRole('button', { name: 'Generate password' })).toHaveCount(0);
});

test('signing out ends the session, also for the back button', async ({
  page,
  signInAs,
  makeDistrict,
}) => {
  const district = await makeDistrict();
  const person = await signInAs('IMPLEMENTATION');
  await open(page, district, 'Overview');
  const cookies = await page.context().cookies();
  await page.getByText(person.name).click();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  await page.goBack();
  await page.reload();
  await expect(page.getByText(district.name)).toHaveCount(0);
  // The cookie as somebody might have kept it.
  await page.context().addCookies(cookies);
  await page.goto(`/districts/${district.slug}`);
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
});

async function open(page: Page, district: District, heading: string): Promise<void> {
  await page.goto(`/districts/${district.slug}`);
  await expect(page.getByRole('heading', { level: 1, name: heading })).toBeVisible();
}
