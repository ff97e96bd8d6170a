// The walls: between districts, before signing in, and after a session was ended.
import { readdirSync } from 'node:fs';
import path from 'node:path';
import type { APIResponse, Page } from '@playwright/test';
import { numberedFile } from '@/lib/core/attendance/file-address';
import { runName } from '@/lib/core/sync-run/run-address';
import { firstDay, filesOf, withEnrollmentOfUnknownClass } from './data/small-district';
import type { District, Run } from './district';
import { expect, test } from './fixtures';

const PARTS = ['people', 'classes', 'courses', 'enrollments', 'orgs', 'sessions'];

/** Pages and routes that name a district, a run of one or its review, as folders of app/: none can be forgotten. */
const FOLDERS = readdirSync('app', { recursive: true, encoding: 'utf8' })
  .filter((file) => /(page\.tsx|route\.ts)$/.test(file) && /\[(slug|runId|breakId)\]/.test(file))
  // By POST alone; asked for by itself below.
  .filter((file) => !file.includes('/pulse/'))
  .map((file) => path.dirname(file).replace(/\([^)]*\)\//g, ''));

/** Every address that shows or exports something of a district. */
function addressesOf(slug: string, { number, runId, reviewId }: Run): string[] {
  const days = 'from=2026-09-01&to=2026-09-30';
  return [
    ...FOLDERS.filter((folder) => reviewId !== null || !folder.includes('[breakId]'))
      .flatMap((folder) => PARTS.map((part) => folder.replace('[part]', part)))
      .filter((folder, i, all) => all.indexOf(folder) === i)
      // A run or file by its number, and by its id as in the mails of earlier versions.
      .flatMap((folder) => [
        folder
          .replace('/runs/[slug]/[runId]', `/runs/[slug]/${runName(number)}`)
          .replace('/runs/[runId]', `/runs/${runName(number)}`)
          .replace('/files/[runId]', `/files/${numberedFile(number)}`),
        folder,
      ])
      .filter((folder, i, all) => all.indexOf(folder) === i)
      .map((folder) =>
        `/${folder}`
          .replace('[slug]', slug)
          .replace('[runId]', String(runId))
          .replace('[breakId]', String(reviewId))
          .replace(/\[\w+\]/, '1')
          // Without a time it is said to be no request, whosever it is.
          .replace(/(\/attendance\/[^/]*\/(days|school\/1))$/, `$1?${days}`)
          .replace(/(^\/api\/.*\/notices)$/, '$1?date=2026-09-01'),
      ),
    `/api/runs/${slug}/${runName(number)}/live?once=1`,
    `/api/runs/${slug}/${runId}/live?once=1`,
  ];
}

const AS_DOCUMENT = {};
const AS_DATA = { rsc: '1' };
const AHEAD = { rsc: '1', 'next-router-prefetch': '1' };

/** All ways in which a browser or a program asks for an address. */
function waysTo(address: string): { method: string; headers: Record<string, string> }[] {
  const forms = address.startsWith('/api/') ? [AS_DOCUMENT] : [AS_DOCUMENT, AS_DATA, AHEAD];
  return [
    ...forms.map((headers) => ({ method: 'GET', headers })),
    { method: 'HEAD', headers: AS_DOCUMENT },
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
    .replace(/"nonce":"[^"]*"/g, '')
    // The key of the parts that Next makes anew for each request.
    .replace(/"[\w-]{21}[vm]",\{/g, '"",{')
    .replace(/"requestId":"[^"]*"/g, '')
    .replace(/\d+/g, '0');
  const isData = response.headers()['content-type']?.startsWith('text/x-component') === true;
  const { 'content-type': type, 'content-disposition': file, link = '' } = response.headers();
  return {
    status: response.status(),
    type,
    file,
    link: link.replace(/nonce="[^"]*"/g, ''),
    text: isData ? piecesOf(text) : text,
  };
}

/** The data of a page comes in numbered pieces, in an order that depends on the moment. */
function piecesOf(data: string): string[] {
  return data
    .split('\n')
    .map((piece) => piece.replace(/^[0-9a-f]+:/, '').replace(/\$[@L]?[0-9a-f]+/g, '$'))
    .sort();
}

test("another district's addresses answer like ones that do not exist", async ({
  page,
  signInAs,
  makeDistrict,
}) => {
  const [own, other] = [await makeDistrict(), await makeDistrict()];
  const run = await other.send(withEnrollmentOfUnknownClass(filesOf(firstDay)).files);
  expect(run.status).toBe('HELD');
  const nowhere: Run = {
    ...{ number: 999_999_999, runId: 999_999_999 },
    ...{ status: '', reviewId: 999_999_999 },
  };
  const noSlug = 'x'.repeat(other.slug.length);

  await signInAs('DISTRICT_CONTACT', { tenants: [own] });
  const known = addressesOf(other.slug, run);
  const unknown = addressesOf(noSlug, nowhere);
  for (const [i, address] of known.entries()) {
    for (const way of waysTo(address)) {
      const [theirs, none] = [
        await page.request.fetch(address, way),
        await page.request.fetch(unknown[i] ?? '', way),
      ];
      const where = `${way.method} ${Object.keys(way.headers).join()} ${address}`;
      if (way.headers === AS_DOCUMENT) expect(theirs.status(), where).toBe(404);
      const [a, b] = [await answerOf(theirs, other.slug), await answerOf(none, noSlug)];
      expect(a, where).toEqual(b);
      expect(await theirs.text(), where).not.toContain(other.name);
    }
  }

  const pulse = async (reviewId: number | null) =>
    page.request.post(`/api/reviews/${reviewId}/pulse?version=1`, {
      headers: { origin: new URL(page.url()).origin },
    });
  await page.goto(`/districts/${own.slug}/connection`);
  expect((await pulse(run.reviewId)).status()).toBe(403);
  expect(await answerOf(await pulse(run.reviewId), other.slug)).toEqual(
    await answerOf(await pulse(nowhere.reviewId), other.slug),
  );

  // A run of theirs is none of ours, whatever district the address names.
  const ofTheirs = addressesOf(own.slug, { ...run, reviewId: null });
  const ofNone = addressesOf(own.slug, { ...nowhere, reviewId: null });
  for (const [i, address] of ofTheirs.entries()) {
    if (!address.includes(`/${runName(run.number)}`) && !address.includes(`/${run.runId}`))
      continue;
    for (const way of waysTo(address)) {
      const [theirs, none] = [
        await page.request.fetch(address, way),
        await page.request.fetch(ofNone[i] ?? '', way),
      ];
      if (way.headers === AS_DOCUMENT) expect(theirs.ok(), address).toBe(false);
      expect(await answerOf(theirs, own.slug), address).toEqual(await answerOf(none, own.slug));
    }
  }

  // Their own page works, so the answers above are not those of somebody signed out.
  await page.reload();
  await expect(page.getByRole('heading', { level: 1, name: 'Connection' })).toBeVisible();
  await expect(page.getByText(own.name).first()).toBeVisible();
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
  for (const address of ['/overview', '/districts', '/runs', '/reviews', '/outbox']) {
    const text = await (await page.request.get(address)).text();
    expect(text, address).not.toContain(other.name);
    expect(text, address).not.toContain(other.slug);
  }
  await page.goto('/districts');
  await expect(page.getByRole('link', { name: own.name })).toBeVisible();
});

test('an address by id, as in the mails of earlier versions, leads to that run and to no other', async ({
  page,
  signInAs,
  makeDistrict,
}) => {
  const [own, other] = [await makeDistrict(), await makeDistrict()];
  const theirs = await other.send(withEnrollmentOfUnknownClass(filesOf(firstDay)).files);
  const run = await own.send(withEnrollmentOfUnknownClass(filesOf(firstDay)).files);
  expect(run.runId).not.toBe(run.number);
  await signInAs('DISTRICT_CONTACT', { tenants: [own] });
  const runs = `/districts/${own.slug}/runs`;
  const tab = '/problems?file=enrollments.csv';
  await page.goto(`${runs}/${run.runId}${tab}`);
  await expect(page).toHaveURL(
    new RegExp(`${runs}/run-${run.number}/problems\\?file=enrollments.csv$`),
  );
  await expect(page.getByRole('heading', { level: 1, name: `Run ${run.number}` })).toBeVisible();
  for (const id of [run.number, theirs.runId])
    expect((await page.request.get(`${runs}/${id}`)).status(), String(id)).toBe(404);
  const file = await page.request.get(`/api/exports/runs/${own.slug}/${run.runId}/problems`);
  expect(file.headers()['content-disposition']).toContain(`${own.slug}_run-${run.number}_problems`);
});

test('a form cannot be turned to another district', async ({ page, signInAs, makeDistrict }) => {
  const [own, other] = [await makeDistrict(), await makeDistrict()];
  await signInAs('DISTRICT_CONTACT', { tenants: [own] });
  const answers: string[] = [];
  for (const slug of [other.slug, 'no-such-district']) {
    await page.goto(`/districts/${own.slug}/connection`);
    await page.getByText('Replace the password (rotate)').click();
    await expect(page.getByRole('button', { name: 'Replace password' })).toBeVisible();
    // In one step: a page that comes to life in between would put its own value back.
    await page
      .locator('form', { hasText: 'Replace password' })
      .locator('input[name="slug"]')
      .evaluate((input: HTMLInputElement, value) => {
        input.setAttribute('value', value);
        input.form?.querySelector<HTMLButtonElement>('button[type="submit"]')?.click();
      }, slug);
    answers.push(await page.getByRole('alert').filter({ hasText: 'No password' }).innerText());
  }
  expect(answers[0]).toContain('This does not exist, or you do not have access to it.');
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
  const run: Run = { number: 1, runId: 1, status: '', reviewId: 1 };
  const addresses = [
    ...[
      '/',
      '/overview',
      '/districts',
      '/districts/new',
      '/reviews',
      '/runs',
      '/people',
      '/outbox',
      '/setup',
    ],
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
  await open(contactPage, district, 'Status');

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
