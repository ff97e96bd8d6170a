import { describe, expect, test } from 'vitest';
import { displayAttributes } from './display-choices';

describe('displayAttributes', () => {
  test.each([
    { says: 'nothing was chosen', cookies: {}, attributes: {} },
    {
      says: 'both were chosen',
      cookies: { 'display-rail': 'folded', 'display-rows': 'compact' },
      attributes: { 'data-rail': 'folded', 'data-rows': 'compact' },
    },
    {
      says: 'a cookie with another value chooses nothing',
      cookies: { 'display-rail': '"><script>', 'display-rows': 'wide' },
      attributes: {},
    },
  ])('$says', ({ cookies, attributes }) => {
    expect(displayAttributes((name) => new Map(Object.entries(cookies)).get(name))).toEqual(
      attributes,
    );
  });
});
