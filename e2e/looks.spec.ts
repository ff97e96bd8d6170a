// Every page, with data and empty, light and dark, on a desk and on a phone: nothing that keeps somebody
// out, and nothing that makes the whole page scroll sideways.
import { z } from 'zod';
import { runName } from '@/lib/core/sync-run/run-address';
import {
  dayOfLostSchool,
  filesOf,
  firstDay,
  rowsOf,
  withEnrollmentOfUnknownClass,
} from './data/small-district';
import type { Connector, Run } from './district';
import { expect, test } from './fixtures';
import { look } from './look';

// About a minute each on an idle machine.
test.setTimeout(480_000);

test('runs and reviews of a live district, to staff and to its contact', async ({
  page,
  newPage,
  signInAs,
  connector,
  makeDistrict,
}) => {
  const district = await makeDistrict();
  const first = await district.send(withEnrollmentOfUnknownClass(filesOf(firstDay)).files);
  await district.approve(first);
  const held = await district.send(filesOf(dayOfLostSchool));
  await signInAs('ADMIN');
  const home = `/districts/${district.slug}`;
  const run = `${home}/runs/${runName(first.number)}`;
  const problems: string[] = [];
  problems.push(
    ...(await look(page, [
      '/overview',
      '/districts',
      home,
      `${home}/connection`,
      `${home}/contacts`,
      `${home}/runs`,
      run,
      `${run}/problems`,
      `${run}/files`,
      `${run}/timeline`,
      `${home}/runs/${runName(held.number)}/changes`,
      '/reviews',
      `/reviews/${held.reviewId}`,
      `/reviews/${held.reviewId}/changes?entity=students`,
      `/reviews/${held.reviewId}/part?entity=students&action=REMOVE`,
      `/reviews/${held.reviewId}/timeline`,
      `/reviews/${held.reviewId}/record`,
      `/reviews/${first.reviewId}`,
      `${home}/limits?rule=students.REMOVE`,
      `${home}/limits/simulator?limit=students.REMOVE:50`,
      '/runs',
    ])),
  );
  const contactPage = await newPage();
  await signInAs('DISTRICT_CONTACT', { page: contactPage, tenants: [district] });
  const question = await askDistrict(connector, held);
  problems.push(...(await look(await newPage(), [question])));
  problems.push(
    ...(await look(contactPage, [
      `${home}/connection`,
      `${home}/contacts`,
      `${home}/runs/${runName(held.number)}`,
      `${run}/problems`,
      question,
    ])),
  );
  expect(problems).toEqual([]);
});

/** The address of the page on which the district answers. */
async function askDistrict(connector: Connector, { reviewId }: Run): Promise<string> {
  const review = reviewAnswer.parse(await connector('review', 'show', String(reviewId)));
  const which = ['--version', String(review.version), '--fingerprint', review.fingerprint];
  const asked = await connector('review', 'ask', String(reviewId), ...which);
  return z.object({ url: z.string() }).parse(asked).url;
}

const reviewAnswer = z.object({ version: z.number(), fingerprint: z.string() });

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
    `${home}/runs/run-999999999`,
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
