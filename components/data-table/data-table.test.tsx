// What the server sends: it has to be the whole table, because scripts may never run.
import { renderToString } from 'react-dom/server';
import { describe, expect, test } from 'vitest';
import { DataTable, type Column } from './data-table';
import { SelectableView } from './selectable-view';
import { readTableState } from './table-state';

type District = { slug: string; name: string; students: number };

const districts: District[] = [
  { slug: 'lakeview', name: 'Lakeview', students: 12310 },
  { slug: 'roosevelt', name: 'Roosevelt', students: 845 },
];

const columns: Column<District>[] = [
  { id: 'name', header: 'District', isSortable: true, cell: (row) => row.name },
  {
    id: 'students',
    header: 'Students',
    isSortable: true,
    firstDirection: 'desc',
    align: 'end',
    cell: (row) => <b>{row.students}</b>,
  },
  { id: 'note', header: 'Note', cell: () => 'none' },
];

const manyColumns: Column<District>[] = [
  ...columns,
  { id: 'sis', header: 'SIS', cell: () => 'ExampleSIS' },
  { id: 'owner', header: 'Owner', cell: () => 'District' },
  { id: 'runs', header: 'Runs', cell: () => '14' },
  { id: 'due', header: 'Due', cell: () => 'today' },
];

const spec = { sorts: ['name', 'students'], defaultSort: 'name', filters: ['q'] } as const;

function write(
  shown: Column<District>[],
  {
    address,
    rows = districts,
    total = rows.length,
  }: { address?: Record<string, string>; rows?: District[]; total?: number } = {},
): string {
  return renderToString(
    <DataTable
      caption="Districts"
      columns={shown}
      rows={rows}
      rowKey={(row) => row.slug}
      rowHref={(row) => `/districts/${row.slug}`}
      isRowMarked={(row) => row.students < 1000}
      paging={address && { path: '/districts', state: readTableState(address, spec), total }}
    />,
  ).replaceAll('<!-- -->', '');
}

/** The opening tag of the header cell with these words. */
function headerTag(html: string, words: string): string {
  return new RegExp(`<th scope="col"[^>]*>(?=<(?:a|span)[^>]*>${words})`).exec(html)?.[0] ?? '';
}

function sortHref(html: string, words: string): string | undefined {
  return new RegExp(`href="([^"]*)"[^>]*>${words}`).exec(html)?.[1]?.replaceAll('&amp;', '&');
}

describe('the table', () => {
  test('is a named table in a region that can be scrolled by keys', () => {
    const html = write(columns);
    expect(html).toMatch(/role="region" aria-label="Districts, table" tabindex="0"/i);
    expect(html).toMatch(/<caption><span[^>]*>Districts<\/span><\/caption>/);
  });

  test('has every row and cell, in the order given', () => {
    const html = write(manyColumns);
    expect(html.match(/<th scope="col"/g)).toHaveLength(7);
    expect(html.match(/<th scope="row"/g)).toHaveLength(2);
    expect(html.match(/<td/g)).toHaveLength(12);
    expect(html.indexOf('Lakeview')).toBeLessThan(html.indexOf('Roosevelt'));
    expect(html).toContain('<b>12310</b></td>');
  });

  test('the first cell names the row and holds its link', () => {
    expect(write(columns)).toMatch(
      /<th scope="row"[^>]*><a [^>]*href="\/districts\/lakeview"[^>]*>Lakeview<\/a><\/th>/,
    );
  });

  test('marks the rows that need a look', () => {
    expect(write(columns)).toMatch(/<tr><th scope="row".*<tr class="[^"]+"><th scope="row"/);
  });
});

describe('sorting', () => {
  test('without an address nothing sorts', () => {
    const html = write(columns);
    expect(html).not.toContain('aria-sort');
    expect(sortHref(html, 'Students')).toBeUndefined();
  });

  test('says how it is sorted, and which columns could be', () => {
    const html = write(columns, { address: {} });
    expect(headerTag(html, 'District')).toContain('aria-sort="ascending"');
    expect(headerTag(html, 'Students')).toContain('aria-sort="none"');
    expect(headerTag(html, 'Note')).not.toBe('');
    expect(headerTag(html, 'Note')).not.toContain('aria-sort');
  });

  test.each([
    ['the first press sorts the way that reads best', {}, 'Students', 'students', 'desc'],
    [
      'the next press turns it round',
      { sort: 'students', direction: 'desc' },
      'Students',
      'students',
      'asc',
    ],
    [
      'and round again: it never stops sorting',
      { sort: 'students', direction: 'asc' },
      'Students',
      'students',
      'desc',
    ],
    ['the column sorted at first too', {}, 'District', 'name', 'desc'],
  ])('%s', (_, address, words, sort, direction) => {
    const html = write(columns, { address });
    expect(sortHref(html, words)).toBe(`/districts?sort=${sort}&direction=${direction}`);
  });

  test('leaves the order of the rows to the database', () => {
    const html = write(columns, { address: { sort: 'students', direction: 'asc' } });
    expect(headerTag(html, 'Students')).toContain('aria-sort="ascending"');
    expect(html.indexOf('Lakeview')).toBeLessThan(html.indexOf('Roosevelt'));
  });

  test('keeps the filter', () => {
    expect(sortHref(write(columns, { address: { q: 'lake' } }), 'Students')).toBe(
      '/districts?q=lake&sort=students&direction=desc',
    );
  });
});

describe('the view', () => {
  test('can be changed where there are many columns, by a closed button named after the table', () => {
    expect(write(manyColumns)).toMatch(
      /<button type="button"[^>]* aria-expanded="false"><span[^>]*>View<span[^>]*> of Districts<\/span>/,
    );
    expect(write(columns)).not.toContain('<button');
  });

  test('cannot be changed before scripts run', () => {
    expect(write(manyColumns)).toMatch(/<div [^>]*data-asleep="true"[^>]*><button/);
  });
});

describe('selecting rows', () => {
  const html = renderToString(
    <DataTable
      caption="Districts"
      columns={columns}
      rows={districts}
      rowKey={(row) => row.slug}
      rowHref={(row) => `/districts/${row.slug}`}
      selection={{
        View: SelectableView,
        formId: 'some',
        name: 'chosen',
        labelOf: ({ students, name }) => (students > 1000 ? `Select ${name}` : undefined),
        bar: <form id="some" />,
      }}
    />,
  );

  test('each that can be has a checkbox of the form below, which scripts are not needed for', () => {
    expect(html.match(/<input[^>]*name="chosen"[^>]*>/g)).toEqual([
      expect.stringMatching(/form="some".*aria-label="Select Lakeview".*value="lakeview"/),
    ]);
    expect(html.indexOf('<form id="some"')).toBeGreaterThan(html.indexOf('</table>'));
  });

  test('the name still names the row, beside its checkbox', () => {
    expect(html).toMatch(/<td[^>]*><input[^>]*><\/td><th scope="row"[^>]*><a/);
  });
});

describe('nothing to show', () => {
  test.each([
    ['nothing at all', {}, 0, 'Nothing here yet'],
    ['a filter that nothing matches', { q: 'zzz' }, 0, 'No rows match'],
    ['a page after the last', { page: '9' }, 2, 'This page of the list is empty'],
  ])('%s', (_, address, total, title) => {
    const html = write(columns, { address, rows: [], total });
    expect(html).toContain(title);
    expect(html).not.toContain('<table');
  });
});

test('rows in groups have the words above each group, once', () => {
  const html = renderToString(
    <DataTable
      caption="Districts"
      columns={columns}
      rows={[...districts, { slug: 'cedar', name: 'Cedar', students: 12 }]}
      rowKey={(row) => row.slug}
      groupOf={({ students }) => (students > 1000 ? 'Large' : 'Small')}
    />,
  );
  expect(
    html.match(/scope="row(?:group)?"[^>]*>(?:<span>)?\w+/g)?.map((at) => /\w+$/.exec(at)?.[0]),
  ).toEqual(['Large', 'Lakeview', 'Small', 'Roosevelt', 'Cedar']);
});
