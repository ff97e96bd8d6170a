// A page that follows what happens: while the server does not answer it stays and says so, and what comes
// new does not move what somebody points at.
import type { Page } from '@playwright/test';
import { dayOfLostSchool, filesOf, firstDay } from './data/small-district';
import { sendWithOpenSsh } from './district';
import { expect, test } from './fixtures';

const lost = /^This page is offline\. Last updated at \d+:\d\d [AP]M \S+\. Trying again…$/;

// The browser knows that it is offline; the server's machine is gone; what stands before it does not reach it.
const cuts: readonly {
  name: string;
  cut: (page: Page) => Promise<unknown>;
  mend: (page: Page) => Promise<unknown>;
}[] = [
  {
    name: 'without a network',
    cut: (page) => page.context().setOffline(true),
    mend: (page) => page.context().setOffline(false),
  },
  {
    name: 'whose server does not answer',
    cut: (page) => page.route('**/*', (route) => route.abort('connectionrefused')),
    mend: (page) => page.unrouteAll(),
  },
  {
    name: 'whose server fails',
    cut: (page) => page.route('**/*', (route) => route.fulfill({ status: 503 })),
    mend: (page) => page.unrouteAll(),
  },
];

for (const { name, cut, mend } of cuts) {
  test(`a page ${name} stays, says of when it is, and goes on`, async ({
    page,
    signInAs,
    makeDistrict,
  }) => {
    const district = await makeDistrict();
    const address = `/districts/${district.slug}/connection`;
    await signInAs('DISTRICT_CONTACT', { tenants: [district] });
    await page.goto(address);
    const received = page.getByText('users.csv received', { exact: false }).first();
    await expect(page.getByText(lost)).toBeHidden();

    let looks = 0;
    page.on('request', (request) => {
      if (request.url().endsWith('/api/session')) looks += 1;
    });
    await cut(page);
    await expect(page.getByText(lost)).toBeVisible({ timeout: 10_000 });
    await sendWithOpenSsh(district.login, filesOf(firstDay));
    const seen = looks;
    await expect.poll(() => looks).toBeGreaterThan(seen + 2);
    expect(page.url()).toContain(address);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Connection');
    await expect(page.getByText(lost)).toBeVisible();
    await expect(received).toBeHidden();

    await mend(page);
    await expect(received).toBeVisible();
    await expect(page.getByText(lost)).toBeHidden();
  });
}

for (const how of ['is under the mouse', 'has the focus']) {
  test(`what ${how} stays in its place when something new comes`, async ({
    page,
    signInAs,
    makeDistrict,
  }) => {
    const district = await makeDistrict();
    await district.send(filesOf(firstDay));
    await signInAs('ADMIN');
    await page.goto(`/districts/${district.slug}/connection`);
    const runs = page.getByRole('table', { name: 'Newest runs' });
    const first = runs.getByRole('link').last();
    await first.scrollIntoViewIfNeeded();
    if (how === 'has the focus') await first.focus();
    else await first.hover();
    await page.evaluate(() => document.fonts.ready);
    const top = async () => (await first.boundingBox())?.y ?? NaN;
    const before = await top();

    await district.send(filesOf(dayOfLostSchool));
    await expect(runs.getByRole('row')).toHaveCount(3);
    expect(Math.abs((await top()) - before)).toBeLessThanOrEqual(2);
  });
}
