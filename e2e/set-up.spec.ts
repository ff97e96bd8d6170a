// A district's contact goes through the five steps alone, in any order, and has its people in hand.
import type { Page } from '@playwright/test';
import { filesOf, firstDay } from './data/small-district';
import { sendWithOpenSsh } from './district';
import { expect, test } from './fixtures';
import { APPLIED } from './review';

const stepOf = (page: Page, name: string) =>
  page.getByRole('navigation', { name: 'Steps' }).getByRole('link', { name });

test('from the first step to files that were checked, by a contact alone', async ({
  page,
  signInAs,
  makeDistrict,
}) => {
  const district = await makeDistrict();
  const home = `/districts/${district.slug}`;
  await signInAs('DISTRICT_CONTACT', { tenants: [district] });

  await test.step('who has no roster yet begins at the steps', async () => {
    await page.goto('/');
    await expect(page).toHaveURL(new RegExp(`${home}/setup$`));
    const links = page.getByRole('navigation', { name: district.name }).getByRole('link');
    await expect(links).toHaveText([
      'Status',
      'Set-up',
      'Files',
      'Problems',
      'Attendance',
      'Questions',
      'People',
    ]);
    await page.getByRole('main').getByRole('link', { name: 'Start' }).click();
  });

  await test.step('a SIS is chosen, and nothing chosen is said', async () => {
    await expect(page.getByText('1 of 5')).toBeVisible();
    await page.getByRole('button', { name: 'Save and continue' }).click();
    await expect(
      page.getByRole('main').getByRole('alert').getByText('Choose your SIS.'),
    ).toBeVisible();
    await page.getByLabel('Infinite Campus').check();
    await page.getByRole('button', { name: 'Save and continue' }).click();
    await expect(page.getByRole('heading', { name: 'How does your data come?' })).toBeVisible();
    await expect(page.getByLabel('Files by SFTP')).toBeChecked();
    await page.getByRole('button', { name: 'Save and continue' }).click();
    await expect(page.getByRole('heading', { name: 'How your SIS signs in' })).toBeVisible();
    await expect(page.getByText('Enter these in Infinite Campus.')).toBeVisible();
    await expect(stepOf(page, 'Your SIS')).toHaveAccessibleName('Your SIS (Done)');
  });

  await test.step('the password that works is named, without its words', async () => {
    const panel = page.getByRole('region', { name: 'Password', exact: true });
    await expect(panel).toContainText('not used yet');
    await expect(panel).not.toContainText(district.login.password);
    await page.getByRole('link', { name: 'Continue', exact: true }).click();
  });

  await test.step('the files step speaks of this SIS', async () => {
    await expect(page.getByText('Enable scheduled export')).toBeVisible();
    await page.getByRole('button', { name: 'My export is built: continue' }).click();
    await expect(page.getByRole('heading', { name: 'Send the files once' })).toBeVisible();
    await expect(stepOf(page, 'Files')).toHaveAccessibleName('Files (Done)');
  });

  await test.step('files appear while they come, and the step is done once they were checked', async () => {
    await sendWithOpenSsh(district.login, filesOf(firstDay));
    await expect(page.getByText('users.csv received')).toBeVisible();
    await expect(stepOf(page, 'First upload')).toHaveAccessibleName('First upload (Done)', APPLIED);
    await page.getByRole('link', { name: 'Continue', exact: true }).click();
  });

  await test.step('a schedule needs somebody to tell', async () => {
    await page.getByLabel('When does your export run?').fill('01:30');
    await page.getByRole('checkbox').uncheck();
    await page.getByRole('button', { name: 'Save and finish' }).click();
    await expect(page.getByRole('main').getByRole('alert')).toContainText(
      'Choose at least one person',
    );
    await expect(page.getByLabel('When does your export run?')).toHaveValue('01:30');
    await page.getByRole('checkbox').check();
    await page.getByRole('button', { name: 'Save and finish' }).click();
    await expect(page.getByText('All five steps are done.')).toBeVisible();
    await expect(page.getByText('Daily at 1:30 AM')).toBeVisible();
  });

  await test.step('files and problems are lists of their own', async () => {
    await page.goto(`${home}/files`);
    await expect(page.getByRole('row', { name: /users\.csv/ })).toContainText('Run 1');
    await page.goto(`${home}/problems`);
    await expect(page.getByRole('heading', { level: 1, name: 'Problems' })).toBeVisible();
  });
});

test('the sheet has everything but the password', async ({ page, signInAs, makeDistrict }) => {
  const district = await makeDistrict();
  await signInAs('DISTRICT_CONTACT', { tenants: [district] });
  await page.goto(`/districts/${district.slug}/setup/sheet`);
  const main = page.getByRole('main');
  await expect(main).toContainText(district.login.userName);
  await expect(main).toContainText(String(district.login.port));
  expect(await page.content()).not.toContain(district.login.password);
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('answers are saved, and what was typed stays', async ({ page, signInAs, makeDistrict }) => {
    const district = await makeDistrict();
    await signInAs('DISTRICT_CONTACT', { tenants: [district] });
    await page.goto(`/districts/${district.slug}/setup/sis`);
    await page.getByLabel('Name of another SIS').fill('Our own SIS');
    await page.getByRole('button', { name: 'Save and continue' }).click();
    await expect(page.getByRole('main').getByRole('alert')).toContainText('Choose your SIS.');
    await expect(page.getByLabel('Name of another SIS')).toHaveValue('Our own SIS');
    await page.getByLabel('Another SIS', { exact: true }).check();
    await page.getByRole('button', { name: 'Save and continue' }).click();
    await page.getByRole('button', { name: 'Save and continue' }).click();
    await expect(page.getByRole('heading', { name: 'How your SIS signs in' })).toBeVisible();
    await page.goto(`/districts/${district.slug}/setup/files`);
    await expect(page.getByRole('heading', { name: 'In Our own SIS' })).toBeVisible();
  });
});

test('a contact invites a colleague, and the last one cannot leave', async ({
  page,
  signInAs,
  makeDistrict,
  mailbox,
}) => {
  const district = await makeDistrict();
  const contact = await signInAs('DISTRICT_CONTACT', { tenants: [district] });
  await page.goto(`/districts/${district.slug}/contacts`);
  const colleague = `colleague-${district.id}@${contact.email.split('@')[1] ?? ''}`;

  await test.step('at the district’s own domain only', async () => {
    await page.getByLabel('Name').fill('A Colleague');
    await page.getByLabel('Work email address').fill('someone@elsewhere.example');
    await page.getByRole('button', { name: 'Send invitation' }).click();
    await expect(page.getByRole('main').getByRole('alert')).toContainText(
      'You can invite colleagues with an address at',
    );
    await page.getByLabel('Work email address').fill(colleague);
    await page.getByRole('button', { name: 'Send invitation' }).click();
    await expect(page.getByText('Invitation sent.')).toBeVisible();
    await mailbox.next(colleague, /./);
  });

  await test.step('nobody leaves a district without people', async () => {
    await page.getByRole('button', { name: 'Leave' }).click();
    const dialog = page.getByRole('dialog').filter({ visible: true });
    await dialog.getByRole('button', { name: 'Leave district' }).click();
    await expect(dialog.getByRole('alert')).toContainText('You are the last contact');
  });
});
