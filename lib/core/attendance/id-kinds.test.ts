import { describe, expect, test } from 'vitest';
import { decideIdKind } from './id-kinds';

describe('decideIdKind', () => {
  test.each([
    ['nothing that tells them apart', 0, 0, null],
    ['one value of one kind', 1, 0, 'SOURCED_ID'],
    ['one value of the other', 0, 1, 'IDENTIFIER'],
    ['values of both: no kind fits all', 500, 1, null],
    ['values of both, the other way', 1, 500, null],
  ])('%s', (_, sourcedIdOnly, identifierOnly, expected) => {
    expect(decideIdKind({ sourcedIdOnly, identifierOnly })).toBe(expected);
  });
});
