// Every look in light, dark and forced colors, on a desk and on a phone, reflowed to the narrowest, and on paper.
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { barriers, COLORS, PLACES } from '../../checks/barriers';
import { unseenStops } from '../../checks/focus';
import { rawWords } from '../../checks/raw-words';
import {
  scrollsWithoutName,
  sidewaysScroll,
  tablesOutOfPlace,
  textCutOff,
} from '../../checks/reach';
import { expect, test } from '../../fixtures';
import { lookAreas, lookName } from '../all-looks';
import { readWritten } from '../gallery-file';
import { galleryFile } from '../start-gallery';
import type { Look } from '../look';
import { measure, overBars, pressSomething, type Figures } from './measures';
import { onPaper } from './paper';
import { newBrowserOf, withholdScripts } from '../who-looks';
import { noteFigures } from './report';

const PICTURES = 'test-results/looks/pictures';
/** More than a page has before its list. */
const TABS = 30;

const wide = { width: 1280, height: 900 };
const narrow = { width: 360, height: 740 };
/** 400 % of 1280. */
const narrowest = { width: 320, height: 740 };

test.setTimeout(150_000);

for (const { area, looks } of lookAreas)
  for (const look of looks)
    test(`${area} › ${lookName(look)} [${look.state}]`, async ({ browser, product }, info) => {
      const { addresses, emails } = readWritten(galleryFile());
      const address = addresses.get(lookName(look));
      if (!address) throw new Error('nobody wrote down where it is');
      const email = emails.get(look.who);
      const person = email
        ? await product.db.prisma.user.findUniqueOrThrow({ where: { email } })
        : null;
      const context = await newBrowserOf(browser, product, person, {
        viewport: wide,
        colorScheme: 'light',
      });
      const page = await context.newPage();
      const problems = await lookFromAllSides(page, look, address, (figures) =>
        noteFigures(info, figures),
      );
      await context.close();
      expect(problems).toEqual([]);
    });

async function lookFromAllSides(
  page: Page,
  look: Look,
  address: string,
  note: (figures: Figures) => void,
): Promise<string[]> {
  const problems: string[] = [];
  const add = (view: string, found: readonly string[]) =>
    problems.push(...found.map((text) => `${view}: ${text}`));
  const file = fileOf(look);
  const figures = look.withoutScripts || look.isLate ? null : await measure(page);
  if (look.withoutScripts) await withholdScripts(page);
  // The first to ask for a page after a start waits for its code to be read.
  if (figures) await page.request.get(address);
  await page.goto(address, look.isLate ? { waitUntil: 'commit' } : {});
  await expect(page.getByRole('heading', { level: 1 }).first()).toBeVisible();
  if (look.isLate) await untilAwake(page);
  await look.act?.run(page);
  if (!look.act && !look.isLate) await page.waitForLoadState('networkidle');
  const loaded = await figures?.();

  add('1280 light', await barriers(page));
  await picture(page, file, '1280-light');
  add('words', await rawWords(page));
  add('1280', [...(await sidewaysScroll(page)), ...(await tablesOutOfPlace(page))]);
  await page.emulateMedia({ colorScheme: 'dark' });
  add('1280 dark', await barriers(page, COLORS));
  await picture(page, file, '1280-dark');

  await page.setViewportSize(narrow);
  add('360 dark', await barriers(page));
  await picture(page, file, '360-dark');
  await page.emulateMedia({ colorScheme: 'light' });
  await picture(page, file, '360-light');
  add('360', [...(await sidewaysScroll(page)), ...(await tablesOutOfPlace(page))]);

  await page.setViewportSize(narrowest);
  add('320', [
    ...(await barriers(page, PLACES)),
    ...(await sidewaysScroll(page)),
    ...(await scrollsWithoutName(page)),
    ...(await textCutOff(page)),
  ]);
  // Last: what is painted below the page keeps something of it.
  await page.emulateMedia({ forcedColors: 'active' });
  await page.setViewportSize(narrow);
  await picture(page, file, '360-forced');
  await page.setViewportSize(wide);
  add('1280 forced colors', await barriers(page, COLORS));
  await picture(page, file, '1280-forced');
  await page.emulateMedia({ forcedColors: 'none' });

  if (look.isPrinted) add('paper', await onPaper(page, `${PICTURES}/${file}.pdf`));
  if (!look.act) {
    if (figures && loaded) {
      await pressSomething(page);
      const first = { ...loaded, inpMs: (await figures()).inpMs };
      const measured = overBars(first).length > 0 ? await fasterOf(first, page, address) : first;
      note(measured);
      add('speed', overBars(measured));
    }
    add('keyboard', await unseenStops(page, TABS));
  }
  return problems;
}

/** The page is alive, and part of it is still to come. */
async function untilAwake(page: Page): Promise<void> {
  await expect(page.getByText(/^Counting/).first()).toBeVisible();
  await expect(async () => {
    await page.keyboard.press('Control+k');
    await expect(page.getByRole('dialog', { name: 'Search' })).toBeVisible({ timeout: 1_000 });
  }).toPass();
  await page.keyboard.press('Escape');
}

/** What was slow beside the others' pages is measured once more; what it weighs and how it moves stays. */
async function fasterOf(first: Figures, beside: Page, address: string): Promise<Figures> {
  const page = await beside.context().newPage();
  const figures = await measure(page);
  await page.goto(address);
  await page.waitForLoadState('networkidle');
  await pressSomething(page);
  const { lcpMs, inpMs } = await figures();
  await page.close();
  return {
    ...first,
    lcpMs: Math.min(first.lcpMs, lcpMs),
    inpMs: Math.min(first.inpMs, inpMs),
  };
}

function fileOf(look: Look): string {
  return lookName(look)
    .replace(/\(signed-in\)\/|\[|\]/g, '')
    .replace(/[^a-zA-Z0-9]+/g, '-')
    .slice(0, 120);
}

async function picture(page: Page, file: string, view: string): Promise<void> {
  mkdirSync(path.join(PICTURES, view), { recursive: true });
  await page.screenshot({
    path: path.join(PICTURES, view, `${file}.png`),
    fullPage: true,
    timeout: 60_000,
  });
}
