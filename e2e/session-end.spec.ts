// The end of a session, told before it comes and survived by what was typed.
import type { Page } from '@playwright/test';
import type { AppContext } from '@/lib/server/app-context';
import { expect, test, type Person } from './fixtures';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const TYPED = 'Cedar Flats Unified';

test('two minutes before its idle end a session is kept by one key', async ({
  page,
  product,
  signInAs,
}) => {
  const person = await signInAs('IMPLEMENTATION');
  const name = await openAndType(page);
  const warning = page.getByRole('alertdialog', { name: 'Are you still there?' });

  // It was used in another tab meanwhile.
  await idleFor(product, person, 10 * MINUTE_MS);
  await expectAsked(page, () => page.clock.fastForward(58 * MINUTE_MS));
  await page.clock.runFor(1000);
  await expect(warning).toBeHidden();

  for (const key of ['Enter', 'Escape']) {
    const seenAt = await idleFor(product, person, 58.5 * MINUTE_MS);
    await expectAsked(page, () => page.clock.fastForward(58 * MINUTE_MS));
    await expect(warning).toContainText('You will be signed out in 2 minutes');
    await expect(warning.getByRole('button', { name: 'Stay signed in' })).toBeFocused();
    expect(await lastSeenAt(product, person)).toEqual(seenAt);

    await page.keyboard.press(key);
    await expect(warning).toBeHidden();
    await page.clock.runFor(1);
    await expect
      .poll(async () => (await lastSeenAt(product, person)).getTime())
      .toBeGreaterThan(seenAt.getTime() + 58 * MINUTE_MS);
    await expect(name).toBeFocused();
  }
  await expect(name).toHaveValue(TYPED);
});

test('after its end the page stays, and goes on once its owner has signed in', async ({
  page,
  product,
  signInAs,
  mailbox,
}) => {
  const person = await signInAs('IMPLEMENTATION');
  const name = await openAndType(page);
  await idleFor(product, person, 58.5 * MINUTE_MS);
  await expectAsked(page, () => page.clock.fastForward(58 * MINUTE_MS));
  await expect(page.getByRole('alertdialog', { name: 'Are you still there?' })).toBeVisible();

  await idleFor(product, person, HOUR_MS);
  await expectAsked(page, () => page.clock.fastForward(2 * MINUTE_MS), 401);
  const { over, again } = signedOut(page);
  await expect(over).toContainText('What you typed is still here');
  await again.click();
  await page.clock.runFor(1);
  await expect(over).toContainText('You are not signed in yet.');

  const opened = page.waitForEvent('popup');
  await over.getByRole('link', { name: 'Sign in' }).click();
  const tab = await opened;
  await tab.getByLabel('Email address').fill(person.email);
  await tab.getByRole('button', { name: 'Email me a code' }).click();
  await tab.getByRole('textbox', { name: 'Code' }).fill(await mailbox.nextCode(person.email));
  await tab.getByRole('button', { name: 'Sign in' }).click();
  await expect(tab.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible();
  await tab.close();

  await again.click();
  await page.clock.runFor(1);
  await expect(over).toBeHidden();
  await expect(name).toHaveValue(TYPED);
});

test('after its end the page is hidden, and not gone on with by somebody else', async ({
  page,
  product,
  signInAs,
}) => {
  const person = await signInAs('IMPLEMENTATION');
  await openAndType(page);
  await idleFor(product, person, HOUR_MS);
  await expectAsked(page, () => page.clock.fastForward(58 * MINUTE_MS), 401);
  const { over, again } = signedOut(page);
  await expect(over).toBeVisible();
  const behind = await over.evaluate((dialog) => getComputedStyle(dialog, '::backdrop').background);
  expect(behind).toMatch(/rgb\(/);

  await signInAs('PSM');
  await again.click();
  await page.clock.runFor(1);
  await expect(page).not.toHaveURL(/districts\/new/);
});

test('the end of a session that is too old is told once, and cannot be put off', async ({
  page,
  product,
  signInAs,
}) => {
  const person = await signInAs('IMPLEMENTATION');
  await openAndType(page);
  await product.db.prisma.session.updateMany({
    where: { userId: person.id },
    data: { expiresAt: new Date(Date.now() + 1.5 * MINUTE_MS) },
  });
  await expectAsked(page, () => page.clock.fastForward(58 * MINUTE_MS));
  const soon = page.getByRole('alertdialog', { name: 'Your session ends soon' });
  await expect(soon).toContainText('in 2 minutes, because you signed in almost 12 hours ago');
  await expect(soon.getByRole('button')).toHaveText('OK');
  await page.keyboard.press('Enter');
  await expect(soon).toBeHidden();
  await expectAsked(page, () => page.clock.fastForward(MINUTE_MS));
  await page.clock.runFor(1000);
  await expect(soon).toBeHidden();
});

test('what is left of a session is told to its owner only, and kept nowhere', async ({
  page,
  signInAs,
  product,
}) => {
  const stranger = await page.request.get('/api/session');
  expect(stranger.status()).toBe(401);
  expect(stranger.headers()['cache-control']).toContain('no-store');
  await signInAs('PSM');
  const owner = await page.request.get('/api/session');
  expect(owner.headers()['cache-control']).toContain('no-store');
  expect(await owner.json()).toMatchObject({ end: 'IDLE', afterMinutes: 60 });
  for (const [origin, status] of [
    ['https://elsewhere.example', 403],
    [product.settings.publicUrl, 200],
  ] as const) {
    const kept = await page.request.post('/api/session', { headers: { origin } });
    expect(kept.status(), origin).toBe(status);
  }
});

test('what an open page asks by itself keeps no session alive', async ({
  page,
  signInAs,
  product,
}) => {
  const person = await signInAs('IMPLEMENTATION');
  const headers = { origin: product.settings.publicUrl };
  for (const [ask, isSign] of [
    [() => page.request.post('/api/reviews/1/pulse?version=1', { headers }), false],
    [() => page.request.get('/api/runs/nowhere/run-1/live?once=1'), false],
    [() => page.request.get('/districts'), true],
  ] as const) {
    const seenAt = await idleFor(product, person, 30 * MINUTE_MS);
    expect((await ask()).status()).not.toBe(401);
    const isSeen = (await lastSeenAt(product, person)).getTime() > seenAt.getTime();
    expect(isSeen).toBe(isSign);
  }
});

/** A page with a form, and no clock running but by hand. */
async function openAndType(page: Page) {
  await page.clock.install();
  // Links that are seen are fetched ahead, by somebody who is there.
  await page.goto('/districts/new', { waitUntil: 'networkidle' });
  const name = page.getByLabel('Name', { exact: true });
  await name.fill(TYPED);
  return name;
}

function signedOut(page: Page) {
  const over = page.getByRole('alertdialog', { name: 'You were signed out' });
  return { over, again: over.getByRole('button', { name: 'I signed in' }) };
}

async function idleFor(product: AppContext, person: Person, ms: number): Promise<Date> {
  const seenAt = new Date(Date.now() - ms);
  await product.db.prisma.session.updateMany({
    where: { userId: person.id },
    data: { lastSeenAt: seenAt },
  });
  return seenAt;
}

async function lastSeenAt(product: AppContext, person: Person): Promise<Date> {
  const row = await product.db.prisma.session.findFirstOrThrow({ where: { userId: person.id } });
  return row.lastSeenAt;
}

/** The page may be about to wind up its clock when `act` turns it: then it is turned once more. */
async function expectAsked(page: Page, act: () => Promise<void>, status = 200): Promise<void> {
  await expect(async () => {
    const asked = page.waitForResponse(
      (response) =>
        response.url().endsWith('/api/session') && response.request().method() === 'GET',
      { timeout: 5_000 },
    );
    await Promise.all([asked, act()]);
    expect((await asked).status()).toBe(status);
  }).toPass({ timeout: 60_000 });
}
