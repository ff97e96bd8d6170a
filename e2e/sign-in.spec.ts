// The code page in each of its states, with the words a person reads.
import type { Page } from '@playwright/test';
import { expect, test, type Person } from './fixtures';

const PASTED = {
  'a space': (code: string) => `${code.slice(0, 3)} ${code.slice(3)}`,
  'a hyphen': (code: string) => `${code.slice(0, 3)}-${code.slice(3)}`,
  'spaces around it': (code: string) => `  ${code} `,
  'full-width digits': (code: string) =>
    code.replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0)),
};

for (const [how, spoil] of Object.entries(PASTED)) {
  test(`a code pasted with ${how} lets in`, async ({ newPage, makePerson, mailbox }) => {
    const page = await newPage({ permissions: ['clipboard-read', 'clipboard-write'] });
    const person = await makePerson('PSM');
    await askForCode(page, person.email);
    const text = spoil(await mailbox.nextCode(person.email));
    const field = page.getByRole('textbox', { name: 'Code' });
    await field.evaluate((_, value) => navigator.clipboard.writeText(value), text);
    await field.press('ControlOrMeta+v');
    await expect(field).toHaveValue(text);
    await field.press('Enter');
    await expectInside(page);
  });
}

test('each wrong entry says what is wrong, and the fifth ends the code', async ({
  page,
  makePerson,
  mailbox,
}) => {
  const person = await makePerson('PSM');
  await askForCode(page, person.email);
  const code = await mailbox.nextCode(person.email);
  const wrong = code === '123456' ? '654321' : '123456';

  await enter(page, '');
  await expectProblem(page, 'Enter the 6-digit code from the email.');
  await enter(page, code.slice(0, 5));
  await expectProblem(page, 'The code has 6 digits. You entered 5.');
  await expect(page.getByRole('textbox', { name: 'Code' })).toHaveValue(code.slice(0, 5));
  await expect(page).toHaveTitle(/^Error: Enter your code/);

  for (const left of [4, 3, 2, 1]) {
    await enter(page, wrong);
    await expectProblem(page, `This is not the code we sent. You have ${left} of 5 tries left.`);
  }
  const over = 'The code was entered wrongly 5 times and no longer works. Ask for a new one.';
  await enter(page, wrong);
  await expectProblem(page, over);
  await enter(page, code);
  await expectProblem(page, over);
  // The wait is half a minute from the first one, and a slow machine may take that long to come here.
  const wait = page.getByText(/^You can ask for a new code in \d+ s\.$/);
  await expect(wait.or(page.getByRole('button', { name: 'Send a new code' }))).toBeVisible();
});

test('a code that has expired says so', async ({ page, product, makePerson, mailbox }) => {
  const person = await makePerson('PSM');
  await askForCode(page, person.email);
  const code = await mailbox.nextCode(person.email);
  const { count } = await product.db.prisma.signInCode.updateMany({
    where: { email: person.email },
    data: { expiresAt: new Date(Date.now() - 1000) },
  });
  expect(count).toBe(1);
  await enter(page, code);
  await expectProblem(page, 'This code has expired. Ask for a new one.');
});

test('a newer code replaces the one before it', async ({ page, makePerson, mailbox }) => {
  const person = await makePerson('PSM');
  await askForCode(page, person.email);
  const first = await mailbox.nextCode(person.email);
  await page.getByRole('link', { name: 'Enter another one' }).click();
  await askForCode(page, person.email);
  const second = await mailbox.nextCode(person.email);
  expect(second).not.toBe(first);
  await enter(page, first);
  await expectProblem(
    page,
    'This code was replaced by a newer one. Enter the code from the newest email. You have 4 of 5 tries left.',
  );
  await enter(page, second);
  await expectInside(page);
});

test('a code works only in the browser that asked for it', async ({
  page,
  newPage,
  makePerson,
  mailbox,
}) => {
  const person = await makePerson('PSM');
  await askForCode(page, person.email);
  const code = await mailbox.nextCode(person.email);
  const elsewhere = await newPage();
  await askForCode(elsewhere, person.email);
  await enter(elsewhere, code);
  await expectProblem(elsewhere, 'This is not the code we sent. You have 4 of 5 tries left.');
  await enter(page, code);
  await expectInside(page);
});

test('an unknown address is answered like a known one', async ({
  page,
  newPage,
  makePerson,
  mailbox,
}) => {
  const known = await makePerson('PSM');
  const unknown = { email: known.email.replace('psm-', 'psn-') };
  const other = await newPage();
  const texts = [];
  for (const [each, { email }] of [
    [page, known],
    [other, unknown],
  ] as const) {
    await askForCode(each, email);
    await expect(each.getByText(/^You can ask for a new code in \d+ s\.$/)).toBeVisible();
    texts.push(
      (await each.locator('main').innerText()).replace(/\d+ s\./, '').replace(/\d+:\d+ [AP]M/, ''),
    );
    await enter(each, '12345');
    await expectProblem(each, 'The code has 6 digits. You entered 5.');
  }
  expect(texts[1]).toBe(texts[0]);
  // The known person's mail, asked for first, is there; one to the other address is not.
  await mailbox.nextCode(known.email);
  expect(mailbox.countTo(unknown.email)).toBe(0);
});

test('an address that cannot be one keeps what was typed', async ({ page }) => {
  await page.goto('/sign-in');
  await page.getByLabel('Email address').fill('someone at example');
  await page.getByRole('button', { name: 'Email me a code' }).click();
  await expectProblem(page, 'Enter a valid email address, such as name@district.org.');
  await expect(page.getByLabel('Email address')).toHaveValue('someone at example');
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('a person signs in, after a wrong code', async ({ page, makePerson, mailbox }) => {
    const person = await makePerson('PSM');
    await askForCode(page, person.email);
    const code = await mailbox.nextCode(person.email);
    await enter(page, code.slice(0, 5));
    await expect(page.getByRole('alert')).toContainText('The code has 6 digits. You entered 5.');
    await enter(page, code);
    await expectInside(page);
  });

  test('an invited contact gets in', async ({ page, connector, makeDistrict, mailbox }) => {
    const district = await makeDistrict();
    const email = `tech-${crypto.randomUUID().slice(0, 8)}@example.org`;
    const who = ['--name', 'Terry Techcontact', '--email', email];
    await connector('invitation', 'create', '--tenant', district.slug, ...who);
    const { text } = await mailbox.next(email, /set up your TalkingPoints connection/);
    await page.goto(/http:\/\/\S+\/invitation\/\S+/.exec(text)?.[0] ?? '');
    await page.getByRole('button', { name: 'Email me a code' }).click();
    await enter(page, await mailbox.nextCode(email));
    await expect(page.getByRole('heading', { name: `Set up ${district.name}` })).toBeVisible();
  });
});

test('the whole way in works with the keyboard alone', async ({ page, makePerson, mailbox }) => {
  const person: Person = await makePerson('PSM');
  await page.goto('/sign-in');
  await tabTo(page, 'email');
  await page.keyboard.type(person.email);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Enter your code' })).toBeVisible();
  await tabTo(page, 'code');
  await page.keyboard.type(await mailbox.nextCode(person.email));
  await page.keyboard.press('Enter');
  await expectInside(page);
});

async function askForCode(page: Page, email: string): Promise<void> {
  await page.goto('/sign-in');
  await page.getByLabel('Email address').fill(email);
  await page.getByRole('button', { name: 'Email me a code' }).click();
  await expect(page.getByRole('heading', { name: 'Enter your code' })).toBeVisible();
}

async function enter(page: Page, code: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Code' }).fill(code);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

/** On top with the focus, and the same words at the field. */
async function expectProblem(page: Page, sentence: string): Promise<void> {
  const summary = page.getByRole('alert').filter({ hasText: 'There is a problem' });
  await expect(summary.getByRole('link', { name: sentence, exact: true })).toBeVisible();
  await expect(summary).toBeFocused();
  await expect(page.getByText(`Error: ${sentence}`)).toBeVisible();
}

async function expectInside(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { level: 1, name: 'Overview' })).toBeVisible();
}

async function tabTo(page: Page, id: string): Promise<void> {
  for (let stop = 0; stop < 15; stop += 1) {
    await page.keyboard.press('Tab');
    if ((await page.evaluate(() => document.activeElement?.id)) === id) return;
  }
  throw new Error(`the field ${id} is not reached with Tab`);
}
