// What a chart says without being looked at: its name, its table, what is cut, where its scale begins.
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, test } from 'vitest';
import { BarChart } from './bar-chart';
import { LineChart, type LinePoint } from './line-chart';

const points: readonly LinePoint[] = [
  { key: '40', label: 'Nov 19', title: 'Run 40, Nov 19', values: [12_310] },
  { key: '41', label: 'Nov 20', title: 'Run 41, Nov 20', values: [null], mark: missing() },
  { key: '42', label: 'Nov 21', title: 'Run 42, Nov 21', values: [10_122], mark: held() },
];

function missing() {
  return { kind: 'missing', words: 'No file received' } as const;
}

function held() {
  return { kind: 'held', words: 'Was held' } as const;
}

describe('a line chart', () => {
  const markup = renderToStaticMarkup(
    <LineChart
      label="Students over time"
      unit="count"
      baseline="fitted"
      rowLabel="Run"
      series={['Students']}
      points={points}
      limit={{ value: 11_694, label: 'Limit 5 % fewer' }}
    />,
  );

  test('is a picture with a summary before scripts run', () => {
    expect(markup).toContain('role="img"');
    expect(markup).toContain(
      'Students over time. 3 runs (Run 40, Nov 19 to Run 42, Nov 21). Students: lowest 10,122, highest 12,310, last 10,122.',
    );
  });

  test('has a row for each point, with a dash and the reason where there is no value', () => {
    expect(rowsOf(markup)).toEqual([
      'Run Students Note',
      'Run 40, Nov 19 12,310 ',
      'Run 41, Nov 20 — No file received',
      'Run 42, Nov 21 10,122 Was held',
    ]);
  });

  test('says what its marks mean, its limit and where its scale begins', () => {
    const text = textOf(markup);
    expect(text).toContain('Held');
    expect(text).toContain('Nothing received');
    expect(text).not.toContain('This update');
    expect(text).toContain('Limit 5 % fewer');
    expect(text).toContain('The scale begins at 10,000, not at 0.');
    expect(text).not.toContain('No value');
  });

  test('says of a mark without a value that it has none', () => {
    const unknown = { key: '43', label: 'Nov 22', values: [null], mark: held() };
    const props = {
      label: 'Students',
      unit: 'count',
      rowLabel: 'Run',
      series: ['Students'],
    } as const;
    const withUnknown = <LineChart {...props} points={[...points, unknown]} />;
    expect(textOf(renderToStaticMarkup(withUnknown))).toContain('No value: Nov 22.');
  });
});

describe('a bar chart', () => {
  const props = {
    label: 'Runs by outcome',
    unit: 'count',
    rowLabel: 'Day',
    series: [
      { name: 'Applied', tone: 'good' },
      { name: 'Held', tone: 'waiting' },
    ],
    bars: [
      { key: '1', label: 'Nov 19', values: [40, 2] },
      { key: '2', label: 'Nov 20', values: [4000, 1] },
      { key: '3', label: 'Nov 21', values: [38, 0] },
      { key: '4', label: 'Nov 22', values: [41, 0] },
      { key: '5', label: 'Nov 23', values: [39, null] },
    ],
  } as const;

  test('is not flattened by one bar, and says which is cut', () => {
    const text = textOf(renderToStaticMarkup(<BarChart {...props} />));
    expect(text).toContain('Nov 20 is cut short: 4,001.');
    expect(text).toContain('As a table: Runs by outcome');
  });

  test('has a row for each bar, with the whole of it', () => {
    expect(rowsOf(renderToStaticMarkup(<BarChart {...props} />))).toEqual([
      'Day Applied Held All',
      'Nov 19 40 2 42',
      'Nov 20 4,000 1 4,001',
      'Nov 21 38 0 38',
      'Nov 22 41 0 41',
      'Nov 23 39 — 39',
    ]);
  });

  test('horizontal, it is its own table', () => {
    const markup = renderToStaticMarkup(<BarChart {...props} direction="horizontal" />);
    expect(markup).not.toContain('<details');
    expect(rowsOf(markup)[2]).toBe('Nov 20 4,000 1 ');
    expect(textOf(markup)).toContain('Nov 20 is cut short: 4,001.');
  });
});

function rowsOf(markup: string): string[] {
  return [...markup.matchAll(/<tr>(.*?)<\/tr>/gs)].map(([, row = '']) =>
    [...row.matchAll(/<t[hd][^>]*>(.*?)<\/t[hd]>/gs)]
      .map(([, cell = '']) => textOf(cell))
      .join(' '),
  );
}

const textOf = (markup: string): string => markup.replaceAll(/<[^>]*>/g, '');
