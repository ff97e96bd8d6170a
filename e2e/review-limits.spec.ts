// What staff set beforehand: a limit with its reason, a window around a rollover, a pause; and a check waived.
import { filesOf, firstDay } from './data/small-district';
import { expect, test } from './fixtures';
import { openDialog, row } from './review';

test('a lead changes a limit, announces a transition, and pauses the district', async ({
  page,
  signInAs,
  makeDistrict,
}) => {
  const district = await makeDistrict();
  const lead = await signInAs('ADMIN');
  await page.goto(`/districts/${district.slug}/limits`);

  await page.getByRole('link', { name: 'Change the limit: Students removed', exact: true }).click();
  await page.getByLabel('Share in percent').fill('3');
  const change = page.getByRole('region', { name: /^Change: / });
  await change.getByLabel('Why').fill('Many families move here.');
  await page.getByRole('button', { name: 'Save limit' }).click();
  const own = row(page, 'Today’s limits', 'Students removed');
  await expect(own).toContainText('“Many families move here.”');
  await expect(own).toContainText(lead.name);

  const window = page.getByRole('region', { name: 'Add a window' });
  const announce = async (first: string, last: string): Promise<void> => {
    await window.getByLabel('Kind').selectOption('Transition: wider limits');
    await window.getByLabel('First day').fill(first);
    await window.getByLabel('Last day').fill(last);
    await window.getByLabel('Why').fill('New school year');
    await window.getByRole('button', { name: 'Add window' }).click();
  };
  await announce('2030-08-01', '2030-08-21');
  await expect(row(page, 'Windows', 'Transition: wider limits')).toContainText('New school year');
  // End to end it would be one of 42 days.
  await announce('2030-08-22', '2030-09-11');
  await expect(window).toContainText('windows less than 21 days apart count as one');

  const pause = await openDialog(page, 'Pause…');
  await pause.getByLabel('Reason').fill('The district moves servers.');
  await pause.getByRole('button', { name: `Pause ${district.name}` }).click();
  const state = page.getByRole('region', { name: 'Pause', exact: true });
  await expect(state).toContainText('“The district moves servers.”');
  const resume = await openDialog(page, 'Resume now…');
  await expect(resume).toContainText('held for review');
  await resume.getByRole('button', { name: `Resume ${district.name}` }).click();
  await expect(state).toContainText('Not paused.');
});

test('a failed check of a first roster is waived with a reason that stays', async ({
  page,
  signInAs,
  makeDistrict,
  connector,
}) => {
  const district = await makeDistrict();
  await connector('policy', 'form', '--tenant', district.slug, '--declared-students', '900');
  const { reviewId } = await district.send(filesOf(firstDay));
  const person = await signInAs('IMPLEMENTATION');
  await page.goto(`/reviews/${reviewId}`);
  const check = row(page, 'First roster checks', 'the district declared 900');
  await expect(check).toContainText('Failed');
  await check.getByRole('button', { name: 'Waive…' }).click();
  const dialog = page.getByRole('dialog').filter({ visible: true });
  await dialog.getByLabel('Why it can be waived').fill('The other schools come in January.');
  await dialog.getByRole('button', { name: 'Waive this check' }).click();
  await expect(check).toContainText(`${person.name}: “The other schools come in January.”`);
});
