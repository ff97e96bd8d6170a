import { expect, it } from 'vitest';
import { changeActions, changeLabels } from './change';

it('shows each action with a glyph and a word', () => {
  expect(
    changeActions.map((action) => `${changeLabels[action].glyph} ${changeLabels[action].word}`),
  ).toEqual(['+ Added', '~ Changed', '− Removed', '+ Back again']);
});
