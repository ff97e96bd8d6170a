// Who opens a list wants the list: it begins near the top of the page and few Tab presses away.
import { filesOf, firstDay } from './data/small-district';
import { expect, test } from './fixtures';
import { listOutOfReach } from './list-pages';

test.setTimeout(240_000);

test('every list begins near the top and within ten Tab presses', async ({
  page,
  signInAs,
  makeDistrict,
}) => {
  const district = await makeDistrict();
  await district.approve(await district.send(filesOf(firstDay)));
  await signInAs('ADMIN');
  const home = `/districts/${district.slug}`;
  const roster = `${home}/roster`;
  const lists = ['people', 'classes', 'courses', 'enrollments', 'orgs', 'sessions'];
  const problems = await listOutOfReach(page, [
    '/reviews?show=decided',
    '/runs',
    '/outbox',
    '/people',
    `${home}/runs`,
    ...lists.map((list) => `${roster}/${list}`),
  ]);
  expect(problems).toEqual([]);
});
