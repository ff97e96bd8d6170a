// A page as it comes out of the printer.
import type { Page } from '@playwright/test';
import { wrongOnPaper } from '../../checks/paper';

const MARGIN = { top: '12mm', right: '12mm', bottom: '12mm', left: '12mm' };

/** What is wrong with it on paper, of which a file is left behind. */
export async function onPaper(page: Page, pdfFile: string): Promise<string[]> {
  await page.emulateMedia({ media: 'print', colorScheme: 'dark', forcedColors: 'none' });
  const problems = await wrongOnPaper(page);
  await page.pdf({ path: pdfFile, format: 'Letter', printBackground: true, margin: MARGIN });
  await page.emulateMedia({ media: null });
  return problems;
}
