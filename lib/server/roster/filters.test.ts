import { expect, test } from 'vitest';
import { addressOf, listNames } from '@/lib/core/lists/lists';
import { filterNames } from './filters';

test('lists of the roster have the filters that the roster reads', () => {
  for (const [part, names] of Object.entries(filterNames)) {
    const list = listNames.find((name) => name === part);
    expect(list && addressOf(list).filters).toEqual(names);
  }
});
