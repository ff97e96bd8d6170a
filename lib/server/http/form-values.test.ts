import { expect, test } from 'vitest';
import { z } from 'zod';
import { firstMessages, formValues, textValues } from './form-values';

test('fields by name, repeated ones as a list, files and bookkeeping left out', () => {
  const data = new FormData();
  data.append('name', 'Lakeview');
  data.append('school', '1');
  data.append('school', '2');
  data.append('$ACTION_ID_x', '');
  data.append('file', new Blob(['x']));
  expect(formValues(data)).toEqual({ name: 'Lakeview', school: ['1', '2'] });
});

test('a field called __proto__ is a field', () => {
  const data = new FormData();
  data.append('__proto__', 'x');
  const values = formValues(data);
  expect(Object.keys(values)).toEqual(['__proto__']);
  expect(Object.getPrototypeOf(values)).toBe(Object.prototype);
});

test('only what a form can show is sent back', () => {
  expect(textValues({ a: 'x', b: 2, c: true, d: ['y'], e: { f: 1 }, g: null })).toEqual({
    a: 'x',
    b: '2',
    c: 'true',
    d: ['y'],
  });
});

test('the first sentence of each field', () => {
  const schema = z.strictObject({ name: z.string('Enter a name.'), state: z.string('Choose.') });
  const parsed = schema.safeParse({ state: 'TX', more: 1 });
  expect(parsed.error && firstMessages(parsed.error)).toEqual({
    name: 'Enter a name.',
    form: 'Unrecognized key: "more"',
  });
});
