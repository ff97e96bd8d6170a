// After a failed journey: the page as it stood and the last words of the product, for whoever has the
// output of the run and not its machine.
import { existsSync, readFileSync } from 'node:fs';
import type { FullResult, Reporter, TestCase, TestResult } from '@playwright/test/reporter';
import { PRODUCT_LOG } from './product-log';

const PAGE_LINES = 120;
const LOG_LINES = 40;

export default class TellWhatWasThere implements Reporter {
  private readonly pages: { title: string; path: string }[] = [];

  printsToStdio(): boolean {
    return true;
  }

  onTestEnd(test: TestCase, result: TestResult): void {
    if (result.status === test.expectedStatus) return;
    const found = result.attachments.find(({ name }) => name === 'error-context');
    if (found?.path) this.pages.push({ title: test.title, path: found.path });
  }

  onEnd({ status }: FullResult): void {
    if (status === 'passed') return;
    for (const { title, path } of this.pages) {
      const [, page = ''] = readFileSync(path, 'utf8').split('```yaml\n');
      if (page) print(`The page of “${title}”`, page.split('\n').slice(0, PAGE_LINES));
    }
    if (!existsSync(PRODUCT_LOG)) return;
    print('The product', readFileSync(PRODUCT_LOG, 'utf8').trimEnd().split('\n').slice(-LOG_LINES));
  }
}

function print(heading: string, lines: readonly string[]): void {
  console.log(`\n${heading}:\n${lines.map((line) => `  ${line}`).join('\n')}`);
}
