// The main job, end to end, as the people in it see it: staff invite a district's tech contact, who sends
// files; staff approve the first roster; the next files are applied or held.
import { readFile } from 'node:fs/promises';
import type { Locator, Page } from '@playwright/test';
import Papa from 'papaparse';
import { LOCAL_ADMIN_ADDRESS } from '@/lib/server/auth/first-admin';
import type { SftpLogin } from '@/lib/testing/sftp';
import {
  dayOfLostSchool,
  filesOf,
  firstDay,
  rowsOf,
  secondDay,
  withEnrollmentOfUnknownClass,
} from './data/small-district';
import { sendWithOpenSsh } from './district';
import { expect, test } from './fixtures';

/** For what waits for an upload, the quiet period, the check and the page's own refresh. */
const WHOLE_RUN = { timeout: 90_000 };

test('from the invitation to a live roster, the next day and a lost school', async ({
  newPage,
  mailbox,
}) => {
  const id = crypto.randomUUID().slice(0, 8);
  const district = `Maple Grove ${id}`;
  const contactAddress = `tech-${id}@maplegrove.example.org`;
  const staff = await newPage();
  const contact = await newPage({ permissions: ['clipboard-read', 'clipboard-write'] });

  await test.step('staff sign in with a mailed code', async () => {
    await staff.goto('/');
    await staff.getByLabel('Email address').fill(LOCAL_ADMIN_ADDRESS);
    await staff.getByRole('button', { name: 'Email me a code' }).click();
    await expect(heading(staff, 'Enter your code')).toBeVisible();
    await staff
      .getByRole('textbox', { name: 'Code' })
      .fill(await mailbox.nextCode(LOCAL_ADMIN_ADDRESS));
    await staff.getByRole('button', { name: 'Sign in' }).click();
    await expect(heading(staff, 'Overview')).toBeVisible();
  });

  await test.step('staff make the district and invite its tech contact', async () => {
    await staff.getByRole('link', { name: 'New district' }).first().click();
    await expect(heading(staff, 'New district')).toBeVisible();
    await staff.getByLabel('Name').fill(district);
    await staff.getByLabel('State').selectOption({ label: 'Oregon' });
    await staff.getByLabel('Time zone').selectOption('America/Los_Angeles');
    await staff.getByRole('button', { name: 'Create district' }).click();
    await expect(staff.getByRole('heading', { name: `${district} created` })).toBeVisible();

    await staff.getByLabel('Name').fill('Terry Techcontact');
    await staff.getByLabel('Work email address').fill(contactAddress);
    await staff.getByRole('button', { name: 'Send invitation' }).click();
    await expect(staff.getByText('Invitation sent.')).toBeVisible();
    await expect(invitation(staff, contactAddress)).toContainText('Sent');
  });

  await test.step('the contact opens the link, asks for a code and pastes it', async () => {
    const mail = await mailbox.next(contactAddress, /set up your TalkingPoints connection/);
    expect(mail.text).toContain(district);
    const link = /http:\/\/\S+\/invitation\/\S+/.exec(mail.text)?.[0] ?? '';
    // As a mail scanner does: opening it any number of times changes nothing.
    for (const _ of [1, 2, 3]) expect((await contact.request.get(link)).status()).toBe(200);
    expect(mailbox.countTo(contactAddress)).toBe(1);

    await contact.goto(link);
    await expect(heading(contact, `Set up ${district}`)).toBeVisible();
    await contact.getByRole('button', { name: 'Email me a code' }).click();
    await expect(heading(contact, 'Enter your code')).toBeVisible();
    const code = await mailbox.nextCode(contactAddress);
    await paste(
      contact.getByRole('textbox', { name: 'Code' }),
      `${code.slice(0, 3)} ${code.slice(3)}`,
    );
    await contact.getByRole('button', { name: 'Sign in' }).click();
    await expect(heading(contact, `Set up ${district}`)).toBeVisible();
    await expect(contact).toHaveURL(/\/districts\/[^/]+\/setup$/);
  });

  const login = await test.step('the contact generates the password, shown once', async () => {
    await contact.getByRole('link', { name: 'Sign-in details' }).click();
    await contact.getByRole('button', { name: 'Generate password' }).click();
    await expect(contact.getByText('This is the only time the password is shown.')).toBeVisible();
    const found: SftpLogin = {
      port: Number(await copied(contact, 'port')),
      userName: await copied(contact, 'user name'),
      password: await copied(contact, 'password'),
    };
    await contact.getByRole('button', { name: 'I saved it' }).click();
    await contact.reload();
    await expect(contact.getByRole('heading', { name: 'Password that works' })).toBeVisible();
    expect(await contact.content()).not.toContain(found.password);
    return found;
  });

  await contact.goto(contact.url().replace('/setup/sign-in', '/connection'));
  const planted = withEnrollmentOfUnknownClass(filesOf(firstDay));
  await test.step('the contact sends files and sees them arrive', async () => {
    await sendWithOpenSsh(login, planted.files);
    const log = contact.getByRole('log', { name: 'Activity, newest first' });
    await expect(log).toContainText('enrollments.csv received');
    await expect(log).toContainText('Signed in from');
    for (const name of ['manifest.csv', 'users.csv', 'enrollments.csv'])
      await expect(row(contact, 'Expected files', name)).toContainText(/Received|Checking|Checked/);
    await expect(row(contact, 'Newest runs', 'Under review')).toBeVisible(WHOLE_RUN);
  });

  await test.step('the contact sees what was wrong, with its line and what to do', async () => {
    await contact.getByRole('link', { name: /^Run \d+$/ }).click();
    await expect(contact.getByText('this update expires and none of it is applied.')).toBeVisible();
    await contact.getByRole('link', { name: /^Problems \(\d+\)$/ }).click();
    const group = contact.locator('details', { hasText: 'Points to a missing record' });
    await expect(group.locator('summary')).toContainText('enrollments.csv');
    if (!(await group.getByRole('table').isVisible())) await group.locator('summary').click();
    await expect(group.getByRole('row').last()).toContainText(planted.line.toLocaleString('en-US'));
    await expect(group.getByRole('row').last()).toContainText(planted.classSourcedId);
    await expect(group).toContainText('Add the class to classes.csv');
  });

  await test.step('staff open the review and approve the first roster', async () => {
    await staff.getByRole('link', { name: 'Reviews' }).click();
    await row(staff, 'Waiting reviews', district).getByRole('link').first().click();
    await expect(heading(staff, `First roster of ${district}`)).toBeVisible();
    await expect(row(staff, 'Size by record type', 'Students')).toContainText('300');
    await expect(row(staff, 'Most serious problems', 'Points to a missing record')).toContainText(
      '1',
    );

    await staff.getByRole('button', { name: 'Approve…' }).click();
    const dialog = staff.getByRole('dialog', { name: `Approve the first roster of ${district}` });
    await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused();
    const reason = 'Schools, people and languages match what we know about this district';
    await dialog.getByLabel('Reason').selectOption(reason);
    await dialog.getByRole('button', { name: /^Approve [\d,]+ records$/ }).click();
    await expect(staff.getByRole('heading', { name: /^(Approved|Applied)$/ })).toBeVisible();
    await staff.getByRole('link', { name: 'See the run' }).click();
    await expect(staff.getByRole('heading', { name: 'Applied', exact: true })).toBeVisible(
      WHOLE_RUN,
    );
  });

  const students = await test.step('staff look at the roster', async () => {
    await staff.getByRole('link', { name: 'Roster', exact: true }).click();
    const number = staff.getByRole('link', { name: /^300 Students$/ });
    await number.click();
    await expect(staff.getByText('50 of 300 people')).toBeVisible();
    const address = staff.url();

    const student = rowsOf(planted.files, 'users.csv').find(({ role }) => role === 'student');
    const name = `${student?.familyName}, ${student?.givenName}`;
    const search = staff.getByLabel('Name, id, student number or email address');
    await search.fill(student?.familyName ?? '');
    await search.press('Enter');
    await staff.getByRole('row', { name: student?.sourcedId }).getByRole('link', { name }).click();
    await expect(
      heading(staff, new RegExp(`${student?.givenName}.*${student?.familyName}`)),
    ).toBeVisible();
    // Nobody's name in the address, nor in the browser's history.
    expect(staff.url()).not.toContain(student?.familyName);
    expect(await staff.title()).not.toContain(student?.familyName);

    await staff.getByRole('region', { name: 'Classes, table' }).getByRole('link').first().click();
    await expect(staff.getByRole('link', { name })).toBeVisible();

    await staff.goto(address);
    const [download] = await Promise.all([
      staff.waitForEvent('download'),
      staff.getByRole('link', { name: 'Download CSV' }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/people.*\.csv$/);
    const csv = await readFile(await download.path(), 'utf8');
    const { data } = Papa.parse<string[]>(csv.replace(/^\uFEFF/, '').trimEnd());
    expect(data.length).toBe(1 + 300);
    expect(data.some((cells) => cells.includes(student?.sourcedId ?? ''))).toBe(true);
    return address;
  });

  await test.step('the next day is compared, and applied when staff say so', async () => {
    await contact.goto(contact.url().replace(/(\/districts\/[^/]+)\/.*$/, '$1/connection'));
    await sendWithOpenSsh(login, filesOf(secondDay));
    await expect(row(contact, 'Newest runs', 'Ready')).toBeVisible(WHOLE_RUN);

    await staff
      .getByRole('navigation', { name: district })
      .getByRole('link', { name: 'Runs', exact: true })
      .click();
    await staff.getByRole('row', { name: /Ready/ }).getByRole('link').first().click();
    await expect(staff.getByText('It will be applied')).toBeVisible();
    await staff.getByRole('button', { name: 'Apply now' }).click();
    await expect(staff.getByRole('heading', { name: 'Applied', exact: true })).toBeVisible(
      WHOLE_RUN,
    );
    await expect(staff.getByRole('heading', { name: 'What changed' })).toBeVisible();
  });

  await test.step('a set without a school is held, and staff turn it down', async () => {
    await staff.goto(students);
    const before = await shownCount(staff);
    await sendWithOpenSsh(login, filesOf(dayOfLostSchool));
    await expect(row(contact, 'Newest runs', 'Under review')).toBeVisible(WHOLE_RUN);

    await staff.getByRole('link', { name: 'Overview', exact: true }).first().click();
    await staff.getByRole('link', { name: 'Open the review' }).click();
    await expect(heading(staff, `Update of ${district}`)).toBeVisible();
    await expect(staff.getByRole('heading', { name: 'Why it was held' })).toBeVisible();
    await expect(row(staff, 'Limits reached', 'students would be removed').first()).toBeVisible();

    await staff.getByRole('button', { name: 'Reject…' }).click();
    const dialog = staff.getByRole('dialog', { name: /^Reject [\d,]+ changes\?$/ });
    await dialog.getByLabel('Reason').selectOption('A school is missing');
    await dialog
      .getByLabel('What the district needs to do')
      .fill('One school is missing from every file.');
    await dialog.getByRole('button', { name: /^Reject [\d,]+ changes$/ }).click();
    await expect(staff.getByRole('heading', { name: 'Rejected', exact: true })).toBeVisible();

    await staff.goto(students);
    expect(await shownCount(staff)).toBe(before);
  });

  await test.step('the contact is told by email and sees why', async () => {
    const mail = await mailbox.next(contactAddress, /the last update was not applied/);
    const link = /http:\/\/\S+\/runs\/run-\d+/.exec(mail.text)?.[0] ?? '';
    await contact.goto(link);
    await expect(contact.getByRole('heading', { name: 'Rejected', exact: true })).toBeVisible();
    await expect(contact.getByText('One school is missing from every file.')).toBeVisible();
  });
});

function heading(page: Page, name: string | RegExp): Locator {
  return page.getByRole('heading', { level: 1, name });
}

/** A row of the table with that caption. */
function row(page: Page, caption: string, text: string): Locator {
  return page
    .getByRole('table', { name: new RegExp(caption) })
    .getByRole('row')
    .filter({ hasText: text });
}

function invitation(page: Page, address: string): Locator {
  return row(page, 'Invitations', address);
}

/** The value beside a copy button. */
async function copied(page: Page, label: string): Promise<string> {
  const button = page.getByRole('button', { name: `Copy ${label}`, exact: true });
  return (await button.locator('xpath=../code').innerText()).trim();
}

async function paste(field: Locator, text: string): Promise<void> {
  await field.evaluate((_, value) => navigator.clipboard.writeText(value), text);
  await field.press('ControlOrMeta+v');
}

/** Of "50 of 300 people": the 300. */
async function shownCount(page: Page): Promise<string> {
  const line = page.getByText(/50 of [\d,]+ people/);
  await expect(line).toBeVisible();
  return /of ([\d,]+) people/.exec(await line.innerText())?.[1] ?? '';
}
