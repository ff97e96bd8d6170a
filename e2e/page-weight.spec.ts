// A page is light: on the build that the other journeys use, nothing is built again.
import path from 'node:path';
import type { Page } from '@playwright/test';
import { describeTooHeavy, weighRoutes } from '@/lib/testing/page-weight';
import { runPath } from '@/lib/core/sync-run/run-address';
import { filesOf, firstDay } from './data/small-district';
import { expect, test } from './fixtures';

/** Read when it is asked for: the product may have been built since this file was read. */
const weighBuild = () => weighRoutes(path.resolve(import.meta.dirname, '..'));

test('no route has more than 190,000 bytes of compressed JavaScript', () => {
  const routes = weighBuild();
  expect(routes.length).toBeGreaterThan(40);
  expect(describeTooHeavy(routes)).toEqual([]);
});

test('a browser loads no script by itself that the weight of the route leaves out', async ({
  page,
  signInAs,
  makeDistrict,
}) => {
  const district = await makeDistrict();
  const run = await district.send(filesOf(firstDay));
  await signInAs('ADMIN');
  const routes = weighBuild();
  const home = `/districts/${district.slug}`;
  for (const [address, route] of [
    ['/overview', '/(signed-in)/overview/page'],
    ['/districts', '/(signed-in)/districts/(list)/page'],
    [`${home}/connection`, '/(signed-in)/districts/[slug]/connection/page'],
    [
      `${runPath(district.slug, run.number)}/problems`,
      '/(signed-in)/districts/[slug]/runs/[runId]/problems/page',
    ],
  ] as const) {
    const known = routes.find((weight) => weight.route === route)?.chunks.map(({ file }) => file);
    const loaded = await scriptsOf(page, address);
    expect(loaded.length, address).toBeGreaterThan(3);
    expect(
      loaded.filter((file) => !known?.includes(file)),
      address,
    ).toEqual([]);
  }
});

/** The scripts that come with a page, until nothing is asked for any more. */
async function scriptsOf(page: Page, address: string): Promise<string[]> {
  const files = new Set<string>();
  const note = (request: { url: () => string; resourceType: () => string }) => {
    const { pathname } = new URL(request.url());
    if (request.resourceType() === 'script') files.add(pathname.replace('/_next/', ''));
  };
  page.on('request', note);
  await page.goto(address);
  await page.waitForLoadState('networkidle');
  page.off('request', note);
  return [...files];
}
