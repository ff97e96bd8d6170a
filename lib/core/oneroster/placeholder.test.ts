import { expect, test } from 'vitest';
import { isPlaceholder } from './placeholder';
import { PLACEHOLDERS } from '@/lib/testing/reachable-examples';

test.each(PLACEHOLDERS)('%j stands for no value: %j', (text, expected) => {
  expect(isPlaceholder(text)).toBe(expected);
});
