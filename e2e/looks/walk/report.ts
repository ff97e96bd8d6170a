// Writes down what was found at each look, and ends with how many passed.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Reporter, TestCase, TestResult } from '@playwright/test/reporter';
import type { TestInfo } from '@playwright/test';
import { bars, type Figures } from './measures';

const FILE = 'test-results/looks/report.md';
const FIGURES = 'figures';

export function noteFigures(info: TestInfo, figures: Figures): void {
  info.annotations.push({ type: FIGURES, description: JSON.stringify(figures) });
}

interface Row {
  title: string;
  isOk: boolean;
  figures: Figures | null;
  findings: string[];
}

export default class Report implements Reporter {
  private readonly rows: Row[] = [];

  printsToStdio(): boolean {
    return false;
  }

  onTestEnd(test: TestCase, result: TestResult): void {
    const noted = test.annotations.find(({ type }) => type === FIGURES)?.description;
    this.rows.push({
      title: test.title,
      isOk: result.status === 'passed',
      figures: noted ? (JSON.parse(noted) as Figures) : null,
      findings: result.errors.flatMap(({ message = '' }) => findingsIn(message)),
    });
    // At once: whoever waits can read along.
    mkdirSync(path.dirname(FILE), { recursive: true });
    writeFileSync(FILE, report(this.rows));
  }

  onEnd(): void {
    const passed = this.rows.filter(({ isOk }) => isOk).length;
    console.log(`\n${FILE} says what was found; pictures are beside it.`);
    console.log(`${passed} passed, ${this.rows.length - passed} failed`);
  }
}

/** The lines that a list of findings has beyond the empty one that was expected. */
function findingsIn(message: string): string[] {
  const plain = message.replace(/\u001B\[\d+m/g, '');
  const lines = [...plain.matchAll(/^\+\s+(["'`][^]*?["'`]),?$/gm)].map(([, text = '']) => text);
  return lines.length > 0 ? lines : [plain.slice(0, 600)];
}

function report(rows: readonly Row[]): string {
  const measured = rows.flatMap(({ figures }) => figures ?? []);
  const names = ['lcpMs', 'inpMs', 'cls', 'scriptKb'] as const;
  const spread = names.map((name) => {
    const sorted = measured.map((figures) => figures[name]).sort((a, b) => a - b);
    const at = (share: number) => sorted[Math.floor((sorted.length - 1) * share)] ?? 0;
    return `| ${name} | ${at(0.5)} | ${at(0.95)} | ${at(1)} | ${bars[name]} |`;
  });
  const table = rows.map(({ title, isOk, figures, findings }) => {
    const cells = names.map((name) => figures?.[name] ?? '');
    return `| ${isOk ? '✓' : '✕'} | ${title.replace(/\|/g, '/')} | ${cells.join(' | ')} | ${findings.length || ''} |`;
  });
  const found = rows.flatMap(({ title, findings }) =>
    findings.length === 0 ? [] : [`\n### ${title}\n`, ...findings.map((text) => `- ${text}`)],
  );
  return [
    '# Looks\n',
    '| figure | half | 95 % | most | bar |\n| --- | --- | --- | --- | --- |',
    ...spread,
    '\n|  | look | LCP ms | INP ms | CLS | scripts KB | findings |\n| --- | --- | --- | --- | --- | --- | --- |',
    ...table,
    '\n## Findings',
    ...(found.length > 0 ? found : ['\nNone.']),
    '',
  ].join('\n');
}
