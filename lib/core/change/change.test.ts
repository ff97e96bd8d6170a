import { expect, it } from 'vitest';
import { changeActions, changeWords } from './change';

it('shows each action with a glyph and a word', () => {
  expect(
    changeActions.map((action) => `${changeWords[action].glyph} ${changeWords[action].word}`),
  ).toEqual(['+ Added', '~ Changed', '− Removed', '+ Back again']);
});
