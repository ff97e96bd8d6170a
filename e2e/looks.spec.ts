// A sample of the looks, at least one of every page: nothing that keeps somebody out, and nothing that makes the whole page
// scroll sideways. `npm run looks` looks at all of them, longer and at more.
import { barriers } from './checks/barriers';
import { scrollsWithoutName, sidewaysScroll, textCutOff } from './checks/reach';
import { unseenStop, unseenStops } from './checks/focus';
import { test as base, expect } from './fixtures';
import { lookAt } from './look';
import { lookAreas } from './looks/all-looks';
import { LookDistricts } from './looks/districts';
import { newBrowserOf } from './looks/who-looks';

const test = base.extend<object, { lookDistricts: LookDistricts }>({
  lookDistricts: [async ({ product }, use) => use(new LookDistricts(product)), { scope: 'worker' }],
});

// About half a minute each on an idle machine.
test.setTimeout(480_000);

for (const { area, looks } of lookAreas) {
  const sampled = looks.filter(({ isSampled }) => isSampled);
  if (sampled.length === 0) continue;
  test(`looks: ${area.toLowerCase()}`, async ({ browser, product, lookDistricts }) => {
    const problems: string[] = [];
    for (const [index, look] of sampled.entries()) {
      const person = look.who === 'visitor' ? null : await lookDistricts.person(look.who);
      const context = await newBrowserOf(browser, product, person);
      const address = await look.address(lookDistricts);
      problems.push(...(await lookAt(await context.newPage(), address, index, look.act?.run)));
      await context.close();
    }
    expect(problems).toEqual([]);
  });
}

test('a page with everything that looks are for is found out', async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 740 });
  await page.setContent(`<!doctype html><html lang="en"><title>Page</title><body><main>
    <h1>Page</h1><h4>A level was left out</h4>
    <style>button { padding: 0; border: 0; height: 10px; width: 10px; outline: none }</style>
    <div style="display: flex"><button aria-label="One"></button><button aria-label="Two"></button>
    <button aria-label="Three"></button></div>
    <p style="color: #aaa; background: #fff">Too light</p>
    <p style="width: 100px; overflow: hidden; white-space: nowrap">Cut off, and nothing says it</p>
    <div style="overflow: auto; width: 100px"><p style="width: 900px">Wide</p></div>
    <p style="width: 600px">Wider than the page</p></main>`);
  const found = (await barriers(page)).map((text) => text.split(',')[0]);
  expect(found).toEqual(
    expect.arrayContaining([
      'serious color-contrast',
      'moderate heading-order',
      'serious target-size',
    ]),
  );
  expect(await sidewaysScroll(page)).toHaveLength(1);
  expect(await scrollsWithoutName(page)).toHaveLength(1);
  expect(await textCutOff(page)).toHaveLength(1);
  expect((await unseenStops(page, 3)).length).toBe(3);
  await page.setContent(`<style>button { outline: 3px solid }</style><button>Covered</button>
    <div style="position: fixed; inset: 0; background: #fff">A bar over it</div>`);
  await page.getByRole('button').focus();
  expect(await unseenStop(page)).toContain('covered');
});
