import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCsvLines, splitLine } from './parse-lines';

describe('parseCsvLines', () => {
  it.each<[string, string, string[][]]>([
    [
      'plain lines',
      'a,b\nc,d',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    ['one line', 'a,b', [['a', 'b']]],
    ['no text is one blank line', '', [['']]],
    ['a blank line in between', 'a\n\nb', [['a'], [''], ['b']]],
    ['a blank line at the end', 'a\n', [['a'], ['']]],
    ['only blank lines', '\n\n', [[''], [''], ['']]],
    [
      'a list in quotes',
      'a,"1,2"\nb,"3"',
      [
        ['a', '1,2'],
        ['b', '3'],
      ],
    ],
    ['a doubled quote', 'a,"say ""hi"""', [['a', 'say "hi"']]],
    [
      'a quote inside an unquoted value',
      'a,5\' 2" tall\nb,c',
      [
        ['a', '5\' 2" tall'],
        ['b', 'c'],
      ],
    ],
    [
      'a first line that is only quotes',
      '"",""\na,b',
      [
        ['', ''],
        ['a', 'b'],
      ],
    ],
    [
      'empty cells at the end',
      'a,,\n,,',
      [
        ['a', '', ''],
        ['', '', ''],
      ],
    ],
    ['other separators are text', 'a;b\tc|d', [['a;b\tc|d']]],
    ['a carriage return inside a line is text', 'a\rb,c', [['a\rb', 'c']]],
    [
      'a quoted cell at the end of a batch',
      'a,b\nc,"d"',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
  ])('%s', (_name, text, rows) => {
    expect(parseCsvLines(text)).toEqual({ rows, problems: null });
  });

  it('keeps a quote that is never closed on its own line', () => {
    const { rows, problems } = parseCsvLines('1,a\n2,"b\n3,c\n4,"d,e"');
    expect(rows).toHaveLength(4);
    expect(rows[0]).toEqual(['1', 'a']);
    expect(rows[1]?.[0]).toBe('2');
    expect(rows[2]).toEqual(['3', 'c']);
    expect(rows[3]).toEqual(['4', 'd,e']);
    expect([...(problems ?? [])]).toEqual([[1, 'UNCLOSED_QUOTE']]);
  });

  it('does not join two lines when a later line closes the quote', () => {
    const { rows, problems } = parseCsvLines('1,"a\nb",2\n3,c');
    expect(rows).toHaveLength(3);
    expect(rows[2]).toEqual(['3', 'c']);
    expect(problems?.get(0)).toBe('UNCLOSED_QUOTE');
    expect(problems?.has(2)).toBe(false);
  });

  it('names the line with text after a closing quote', () => {
    const { rows, problems } = parseCsvLines('1,a\n2,"b"c,d\n3,e');
    expect(rows).toHaveLength(3);
    expect(rows[2]).toEqual(['3', 'e']);
    expect([...(problems ?? [])]).toEqual([[1, 'STRAY_QUOTE']]);
  });

  it('gives one row per line whatever the text', () => {
    const cell = fc.stringMatching(/^[ab",;\r]{0,6}$/);
    fc.assert(
      fc.property(fc.array(cell, { minLength: 1, maxLength: 12 }), (lines) => {
        const { rows } = parseCsvLines(lines.join('\n'));
        expect(rows).toHaveLength(lines.length);
        lines.forEach((line, index) => {
          if (!line.includes('"')) expect(rows[index]).toEqual(line.split(','));
        });
      }),
    );
  });
});

describe('splitLine', () => {
  it('agrees with the parser, or leaves the line to it', () => {
    const piece = fc.constantFrom('a', '1,2', '"', '""', ',', '"x"', '"p,q"', ' ', 'é', '');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const line = pieces.join('');
        const cells = splitLine(line);
        if (cells === null) return;
        const { rows, problems } = parseCsvLines(line);
        expect(problems).toBeNull();
        expect(cells).toEqual(rows[0]);
      }),
      { numRuns: 2_000 },
    );
  });

  it.each<[string, string[] | null]>([
    ['a,"1,2",', ['a', '1,2', '']],
    ['"",b', ['', 'b']],
    ['"say ""hi"""', null],
    ['5\' 2" tall', null],
    ['"a" ,b', null],
    ['"open', null],
  ])('%s', (line, cells) => {
    expect(splitLine(line)).toEqual(cells);
  });
});
