// Every page, with data and empty, light and dark, on a desk and on a phone: nothing that keeps somebody
// out, and nothing that makes the whole page scroll sideways.
import {
  dayOfLostSchool,
  filesOf,
  firstDay,
  rowsOf,
  withEnrollmentOfUnknownClass,
} from './data/small-district';
import { expect, test } from './fixtures';
import { look } from './look';

// About a minute each on an idle machine.
test.setTimeout(480_000);

test('runs and reviews of a live district, to staff and to its contact', async ({
  page,
  newPage,
  signInAs,
  makeDistrict,
}) => {
  const district = await makeDistrict();
  const first = await district.send(withEnrollmentOfUnknownClass(filesOf(firstDay)).files);
  await district.approve(first);
  const held = await district.send(filesOf(dayOfLostSchool));
  await signInAs('ADMIN');
  const home = `/districts/${district.slug}`;
  const run = `${home}/runs/${first.id}`;
  const problems: string[] = [];
  problems.push(
    ...(await look(page, [
      '/districts',
      home,
      `${home}/connection`,
      `${home}/contacts`,
      `${home}/runs`,
      run,
      `${run}/problems`,
      `${run}/files`,
      `${run}/timeline`,
      `${home}/runs/${held.id}/changes`,
      '/reviews',
      `/reviews/${held.reviewId}`,
      `/reviews/${first.reviewId}`,
      '/runs',
    ])),
  );
  const contactPage = await newPage();
  await signInAs('DISTRICT_CONTACT', { page: contactPage, tenants: [district] });
  problems.push(
    ...(await look(contactPage, [
      `${home}/connection`,
      `${home}/contacts`,
      `${home}/runs/${held.id}`,
      `${run}/problems`,
    ])),
  );
  expect(problems).toEqual([]);
});

test('the roster of a live district', async ({ page, signInAs, makeDistrict }) => {
  const district = await makeDistrict();
  const files = filesOf(firstDay);
  await district.approve(await district.send(files));
  await signInAs('ADMIN');
  const roster = `/districts/${district.slug}/roster`;
  const idOf = (name: string) => encodeURIComponent(rowsOf(files, name).at(-1)?.sourcedId ?? '');
  const student = rowsOf(files, 'users.csv').find(({ role }) => role === 'student');
  const problems = await look(page, [
    roster,
    `${roster}/checks`,
    `${roster}/people`,
    `${roster}/people?kind=student&status=removed`,
    `${roster}/people/${encodeURIComponent(student?.sourcedId ?? '')}`,
    `${roster}/classes`,
    `${roster}/classes/${idOf('classes.csv')}`,
    `${roster}/courses`,
    `${roster}/courses/${idOf('courses.csv')}`,
    `${roster}/enrollments`,
    `${roster}/enrollments/${idOf('enrollments.csv')}`,
    `${roster}/orgs`,
    `${roster}/orgs/${idOf('orgs.csv')}`,
    `${roster}/sessions`,
    `${roster}/sessions/${idOf('academicSessions.csv')}`,
  ]);
  expect(problems).toEqual([]);
});

test('a district without files, what is empty, and pages for whoever is not signed in', async ({
  page,
  newPage,
  signInAs,
  connector,
  makeDistrict,
  mailbox,
}) => {
  const district = await makeDistrict();
  const home = `/districts/${district.slug}`;
  const email = `tech-${crypto.randomUUID().slice(0, 8)}@example.org`;
  const who = ['--name', 'Terry Techcontact', '--email', email];
  await connector('invitation', 'create', '--tenant', district.slug, ...who);
  const { text } = await mailbox.next(email, /set up your TalkingPoints connection/);
  const invitation = /http:\/\/\S+\/invitation\/\S+/.exec(text)?.[0] ?? '';

  await signInAs('ADMIN');
  await page.goto('/outbox');
  const mail = page.getByRole('row').filter({ hasText: email }).getByRole('link').first();
  const problems = await look(page, [
    (await mail.getAttribute('href')) ?? '',
    '/outbox',
    '/people',
    '/districts/new',
    '/districts?q=there-is-no-such-district',
    '/reviews?show=decided',
    home,
    `${home}/connection`,
    `${home}/contacts`,
    `${home}/settings`,
    `${home}/runs`,
    `${home}/roster`,
    `${home}/roster/people`,
    `${home}/runs/999999999`,
    '/no-such-page',
  ]);
  const visitor = await newPage();
  problems.push(...(await look(visitor, ['/sign-in', invitation, `${invitation}x`])));
  await visitor.goto(invitation);
  await visitor.getByRole('button', { name: 'Email me a code' }).click();
  await expect(visitor).toHaveURL(/\/sign-in\/code$/);
  problems.push(...(await look(visitor, ['/sign-in/code'])));
  expect(problems).toEqual([]);
});
