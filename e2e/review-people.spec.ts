// Decisions that take more than one person: a second of our staff, and the district itself.
import { runName } from '@/lib/core/sync-run/run-address';
import { dayOfLostSchool } from './data/small-district';
import { expect, test } from './fixtures';
import {
  APPLIED,
  fillApproval,
  holdAfterFirstDay,
  openDialog,
  openMore,
  row,
  studentCount,
} from './review';

test('a school that goes needs two people, and the removed can be brought back', async ({
  page,
  newPage,
  signInAs,
  makeDistrict,
}) => {
  const district = await makeDistrict();
  const first = await signInAs('IMPLEMENTATION');
  const lead = await newPage();
  const second = await signInAs('ADMIN', { page: lead });
  const held = await holdAfterFirstDay(district, dayOfLostSchool);
  const before = await studentCount(page, district);

  await page.goto(`/reviews/${held.reviewId}`);
  const dialog = await openDialog(page, 'Approve…');
  await expect(dialog).toContainText('Two people must approve this');
  // Without the number it is not sent, and what is missing is said where it is missing.
  const approve = dialog.getByRole('button', { name: /^Approve [\d,]+ changes$/ });
  await approve.click();
  await expect(dialog.getByText(/^Type the number [\d,]+\.$/)).toBeVisible();
  await expect(dialog.getByLabel(/^Type [\d,]+ to go on$/)).toBeFocused();
  await fillApproval(dialog, 'A school opened, closed or moved', 'It closed in June.');
  await approve.click();
  await expect(page.getByRole('heading', { name: /^You approved all of it/ })).toBeVisible();
  expect(await district.statusOf(held)).toBe('HELD');

  await lead.goto(`/reviews/${held.reviewId}`);
  await expect(
    lead.getByRole('heading', { name: `${first.name} approved all of it.` }),
  ).toBeVisible();
  // An open page says so every half minute.
  await expect(lead.getByText(`${first.name} also has this review open.`)).toBeVisible(APPLIED);
  const confirm = await openDialog(lead, 'Confirm…');
  await fillApproval(confirm, 'The district confirmed it', 'Confirmed by phone.');
  await confirm.getByRole('button', { name: /^Confirm [\d,]+ changes$/ }).click();
  await expect(lead.getByRole('heading', { name: 'Applied', exact: true })).toBeVisible(APPLIED);
  await expect(lead.getByText(`By ${second.name}`).first()).toBeVisible();
  expect(await studentCount(lead, district)).not.toBe(before);

  await lead.goto(`/reviews/${held.reviewId}`);
  const undo = await openDialog(lead, 'Restore removed…');
  await undo.getByLabel('Reason').fill('The school is still open.');
  await undo.getByRole('button', { name: 'Restore removed' }).click();
  await expect(lead.getByText('The removed records were restored')).toBeVisible(APPLIED);
});

test('the district is asked, answers from its side, and staff reject what it did not mean', async ({
  page,
  newPage,
  signInAs,
  makeDistrict,
  makePerson,
  mailbox,
}) => {
  const district = await makeDistrict();
  const staff = await signInAs('IMPLEMENTATION');
  const contact = await makePerson('DISTRICT_CONTACT', [district]);
  const held = await holdAfterFirstDay(district, dayOfLostSchool);

  await page.goto(`/reviews/${held.reviewId}`);
  const ask = await openDialog(page, 'Ask district…');
  await ask.getByLabel('Your question (optional)').fill('Did the high school close?');
  await ask.getByRole('button', { name: 'Ask by email' }).click();
  await expect(page.getByRole('heading', { name: 'The district was asked' })).toBeVisible();

  const mail = await mailbox.next(contact.email, /did you expect this change/i);
  expect(mail.text).not.toContain('Did the high school close?');
  const link = /http:\/\/\S+\/questions\/\S+/.exec(mail.text)?.[0] ?? '';
  const theirs = await newPage();

  await test.step('the link shows no numbers before a code, and opening it changes nothing', async () => {
    await theirs.goto(link);
    await expect(
      theirs.getByRole('heading', { name: 'Did you expect this change?' }),
    ).toBeVisible();
    await expect(theirs.getByText('would be removed')).toHaveCount(0);
    await theirs.getByRole('link', { name: 'Sign in with a code' }).click();
    await theirs.getByLabel('Email address').fill(contact.email);
    await theirs.getByRole('button', { name: 'Email me a code' }).click();
    const code = await mailbox.nextCode(contact.email);
    await theirs.getByRole('textbox', { name: 'Code' }).fill(code);
    await theirs.getByRole('button', { name: 'Sign in' }).click();
  });

  await test.step('a contact sees the same summary and says stop', async () => {
    await expect(theirs.getByText('Did the high school close?')).toBeVisible();
    await expect(row(theirs, 'Size by record type', 'Students')).toBeVisible();
    // Who lost the mail finds the way from the update itself.
    await theirs.goto(`/districts/${district.slug}/runs/${runName(held.number)}`);
    await theirs.getByRole('link', { name: 'Answer the question' }).click();
    await theirs.getByLabel(/^Anything we should know/).fill('No. Our export lost it.');
    await theirs.getByRole('button', { name: 'No, stop' }).click();
    await expect(
      theirs.getByRole('heading', { name: 'Thank you. Your answer is “No, stop”' }),
    ).toBeVisible();
    expect(await district.statusOf(held)).toBe('HELD');
  });

  await test.step('another district’s contact learns nothing from the link', async () => {
    const stranger = await newPage();
    await signInAs('DISTRICT_CONTACT', { page: stranger, tenants: [await makeDistrict()] });
    await stranger.goto(link);
    await expect(stranger.getByRole('heading', { name: 'This link does not work' })).toBeVisible();
    await expect(stranger.getByText(district.name)).toHaveCount(0);
  });

  await test.step('staff see the answer, assign it, and reject', async () => {
    await page.reload();
    await expect(
      page.getByRole('heading', { name: 'The district says: “No, stop”' }),
    ).toBeVisible();
    await openMore(page);
    const assign = await openDialog(page, 'Assign…');
    await assign.getByRole('button', { name: 'Assign', exact: true }).click();
    await expect(page.getByRole('definition').filter({ hasText: staff.name })).toBeVisible();
    const reject = await openDialog(page, 'Reject…');
    await reject.getByLabel('Reason').selectOption('The district said stop');
    await reject.getByLabel('What the district needs to do').fill('Export every school again.');
    await reject.getByRole('button', { name: /^Reject [\d,]+ changes$/ }).click();
    await expect(page.getByRole('heading', { name: 'Rejected', exact: true })).toBeVisible();
    await page.getByRole('link', { name: 'Timeline' }).click();
    await expect(page.getByText('No. Our export lost it.')).toBeVisible();
  });
});
