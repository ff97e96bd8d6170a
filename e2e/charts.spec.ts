// A chart is read with the pointer, with keys, as a table and without JavaScript.
import { runName } from '@/lib/core/sync-run/run-address';
import { filesOf, firstDay, secondDay, withEnrollmentOfUnknownClass } from './data/small-district';
import { expect, test } from './fixtures';
import { look } from './look';

test('the problems of a district over its runs are read point by point', async ({
  page,
  newPage,
  signInAs,
  makeDistrict,
}) => {
  const district = await makeDistrict();
  const first = await district.send(withEnrollmentOfUnknownClass(filesOf(firstDay)).files);
  await district.approve(first);
  const second = await district.send(filesOf(secondDay));
  const problems = `/districts/${district.slug}/runs/${runName(second.number)}/problems`;
  await signInAs('IMPLEMENTATION');
  await page.goto(problems);
  const chart = page.getByRole('figure').filter({ hasText: 'in the one before' });
  const plot = chart.getByRole('slider', { name: /^Problems by run\. 2 runs/ });
  const titles = chart.getByText(/^Run \d+, /);
  const shown = plot.getByText(/^Run \d+, /);

  await test.step('the pointer shows the nearest', async () => {
    await expect(shown).toHaveCount(0);
    const box = await plot.boundingBox();
    if (!box) throw new Error('the plot is not drawn');
    await page.mouse.move(box.x + box.width * 0.2, box.y + box.height / 2);
    await expect(shown).toHaveText(new RegExp(`^Run ${first.number}, `));
    await page.mouse.move(box.x + box.width * 0.8, box.y + box.height / 2);
    await expect(shown).toHaveText(new RegExp(`^Run ${second.number}, `));
    await page.keyboard.press('Escape');
    await expect(shown).toHaveCount(0);
    await page.mouse.move(0, 0);
  });

  await test.step('keys move from one to the next, and say each', async () => {
    await plot.focus();
    await expect(shown).toHaveText(new RegExp(`^Run ${second.number}, `));
    await page.keyboard.press('ArrowLeft');
    await expect(shown).toHaveText(new RegExp(`^Run ${first.number}, `));
    await expect(plot).toHaveAttribute(
      'aria-valuetext',
      new RegExp(`^Run ${first.number}, .*: Problems [1-9]`),
    );
    await page.keyboard.press('End');
    await expect(plot).toHaveAttribute('aria-valuetext', new RegExp(`^Run ${second.number}, `));
  });

  await test.step('t opens the table', async () => {
    await page.keyboard.press('t');
    await expect(chart.getByText('As a table')).toBeFocused();
    await expect(shown).toHaveCount(0);
    await expect(chart.getByRole('row')).toHaveCount(3);
    await expect(titles).toHaveCount(2);
  });

  await test.step('without JavaScript it is a picture with a name, and its table opens', async () => {
    const plain = await newPage({ javaScriptEnabled: false });
    await signInAs('IMPLEMENTATION', { page: plain });
    await plain.goto(problems);
    const picture = plain.getByRole('img', { name: /^Problems by run\. 2 runs/ });
    await expect(picture).toBeVisible();
    await expect(plain.getByRole('slider')).toHaveCount(0);
    await plain.getByText('As a table').click();
    await expect(plain.getByRole('table', { name: 'Problems by run' })).toBeVisible();
  });

  expect(await look(page, [problems, problems, problems, problems])).toEqual([]);
});
