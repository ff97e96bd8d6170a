// From an approved first roster to a site that the district says looks right.
import type { Page } from '@playwright/test';
import { filesOf, firstDay } from './data/small-district';
import { expect, test } from './fixtures';

const ADDRESS = 'https://app.talkingpts.org/districts/7';

const goingLive = (page: Page) => page.getByRole('region', { name: 'Going live', exact: true });
/** The stage a district is in. */
const stageNow = (page: Page) => goingLive(page).locator('[aria-current="step"]');

for (const javaScriptEnabled of [true, false])
  test.describe(javaScriptEnabled ? 'in a browser' : 'without JavaScript', () => {
    test.use({ javaScriptEnabled });

    test('staff have the site created and tell the district, which answers school by school', async ({
      page,
      newPage,
      signInAs,
      makeDistrict,
      mailbox,
    }) => {
      const district = await makeDistrict();
      const home = `/districts/${district.slug}`;
      const contactPage = await newPage({ javaScriptEnabled });
      const contact = await signInAs('DISTRICT_CONTACT', {
        tenants: [district],
        page: contactPage,
      });
      await signInAs('IMPLEMENTATION');

      await test.step('the stages say whose turn it is', async () => {
        await contactPage.goto(`${home}/setup`);
        const next = contactPage.getByRole('region', { name: /^After the set-up/ });
        await expect(next.locator('[aria-current="step"]')).toContainText('Connected');
        await expect(next.locator('[aria-current="step"]')).toContainText('Next: the district');
      });

      const first = await district.send(filesOf(firstDay));

      await test.step('while the first roster is reviewed, its data is asked about', async () => {
        await page.goto(home);
        await expect(stageNow(page)).toContainText('In review');
        await expect(goingLive(page)).toContainText('Is all required data present?');
        await expect(
          goingLive(page).getByRole('button', { name: 'Start the site’s creation' }),
        ).toHaveCount(0);
        await contactPage.goto(home);
        await expect(stageNow(contactPage)).toContainText('Next: TalkingPoints');
        await expect(goingLive(contactPage)).not.toContainText('Is all required data present?');
      });

      await district.approve(first);

      await test.step('the creation is started, and an address that is none is kept as typed', async () => {
        await page.goto(home);
        await expect(stageNow(page)).toContainText('Creating the site');
        await goingLive(page).getByRole('button', { name: 'Start the site’s creation' }).click();
        const field = goingLive(page).getByLabel('Address of the site', { exact: true });
        await field.fill('http://app.talkingpts.org');
        await goingLive(page).getByRole('button', { name: 'Save and tell the district' }).click();
        await expect(goingLive(page).getByRole('alert')).toContainText('beginning with https://');
        await expect(field).toHaveValue('http://app.talkingpts.org');
        await field.fill(ADDRESS);
        await goingLive(page).getByRole('button', { name: 'Save and tell the district' }).click();
        await expect(goingLive(page).getByRole('link', { name: ADDRESS })).toBeVisible();
        await expect(goingLive(page)).toContainText('No answer yet.');
      });

      await test.step('the contact is told where to sign in and what to allow', async () => {
        const { text } = await mailbox.next(contact.email, /the TalkingPoints site is ready$/);
        expect(text).toContain('https://app.talkingpts.org/districts');
        expect(text).toContain('mandrillapp.com');
        await contactPage.goto(home);
        await expect(
          goingLive(contactPage).getByRole('link', {
            name: 'app.talkingpts.org/districts',
            exact: true,
          }),
        ).toHaveAttribute('href', 'https://app.talkingpts.org/districts');
      });

      await test.step('something is wrong at one school: its words stay on the page', async () => {
        const section = goingLive(contactPage);
        const form = section.getByRole('form', { name: 'Something is wrong' });
        await section.getByText('Something is wrong', { exact: true }).click();
        await form.getByLabel('Where').selectOption({ index: 1 });
        await form.getByRole('button', { name: 'Tell us' }).click();
        await expect(form.getByRole('alert')).toContainText('Say what does not look right');
        const chosen = form.getByLabel('Where').locator('option:checked');
        await expect(chosen).not.toHaveText('The whole district');
        const school = (await chosen.textContent()) ?? '';
        await form.getByLabel('What does not look right').fill('Grade 3 is empty.');
        await form.getByRole('button', { name: 'Tell us' }).click();
        const said = section.getByRole('listitem').filter({ hasText: 'Grade 3 is empty.' });
        await expect(said).toContainText(school);

        await page.goto(home);
        await expect(goingLive(page)).toContainText('Grade 3 is empty.');
        const told = mailbox.newMails(/something on the site does not look right$/);
        for (const { text } of told) expect(text).not.toContain('Grade 3');
        await said.getByRole('button', { name: 'Looks right now' }).click();
        await expect(said).toHaveCount(0);
      });

      await test.step('one answer counts for all schools', async () => {
        await goingLive(contactPage)
          .getByRole('button', { name: 'Everything looks right' })
          .click();
        await expect(
          goingLive(contactPage).getByRole('heading', { name: 'Thank you' }),
        ).toBeVisible();
        await page.goto(home);
        await expect(goingLive(page)).toContainText('Everything looks right.');
      });
    });
  });
