import { expect, test } from 'vitest';
import { maskAnswer } from './mask-answer';

test.each([
  [
    'JSON: keys stay, names, addresses and numbers go',
    '{"users":[{"sourcedId":"u-4711","givenName":"Ana \\"Annie\\"","email":"ana@lakeview.example","grades":[3,4.5],"enabledUser":true,"middleName":null}]}',
    '{"users":[{"sourcedId":"•••","givenName":"•••","email":"•••","grades":[•••,•••],"enabledUser":true,"middleName":null}]}',
  ],
  ['a cut text of JSON', '{"users":[{"givenName":"An', '{"users":[{"givenName":"•••'],
  ['a cut key of JSON', '{"users":[{"ana@lakeview.example', '{"users":[{"•••'],
  ['a cut escape of JSON', '{"code":"An\\', '{"code":"••••••'],
  [
    'keys that are data',
    '{"ana@lakeview.example": 1, "S123456": 2, "Maria": {"Smith": 1}, "Jane.Doe": 3, "jdoe12": 4, "grades": 3}',
    '{"•••": •••, "•••": •••, "•••": {"•••": •••}, "•••": •••, "•••": •••, "grades": •••}',
  ],
  [
    'words of the protocol, which tell what is wrong',
    '{"error":"invalid_client","error_description":"Key 123 of Ana"}',
    '{"error":"invalid_client","error_description":"•••"}',
  ],
  ['text between tokens of JSON', '{"code": Ana 4711, b}', '{"code": ••• •••, •••}'],
])('%s', (_, answer, masked) => {
  expect(maskAnswer(answer)).toEqual({ kind: 'json', text: masked });
});

test.each([
  [
    'tags stay; texts, attributes, comments and scripts go',
    '<!DOCTYPE html><html lang="en"><head><title>Sign in, Ana</title><script src="a.js">var id = 4711;</script></head><body><!-- Ana --><p class="x">Hello Ana, 555-0100</p></body>',
    '<!DOCTYPE •••><html •••><head><title>•••</title><script>•••</script></head><body><!--•••--><p •••>•••</p></body>',
  ],
  ['a cut attribute', '<p>Ana</p><a href="/people/4711', '<p>•••</p><a •••'],
  ['a cut script', '<script>var ana = 4711', '<script>•••'],
  ['a smaller-than of a text', '<p>a < 4711</p>', '<p>•••</p>'],
  ['an address', '<p>From: <jane.doe@x.org></p>', '<p>•••<•••></p>'],
  ['XML', '<?xml version="1.0"?><user id="4711">Ana</user>', '<?xml •••><user •••>•••</user>'],
])('HTML: %s', (_, answer, masked) => {
  expect(maskAnswer(answer)).toEqual({ kind: 'html', text: masked });
});

test.each([
  ['a sentence', 'Ana 4711 was not found', { kind: 'text', text: '•••' }],
  ['lines', 'id,name\n4711,Ana', { kind: 'text', text: '•••\n•••' }],
  ['nothing', '', { kind: 'text', text: '' }],
  ['bytes', '\uFFFD\u0001PK\u0003\u0004\uFFFD\uFFFDAna', { kind: 'binary', text: '' }],
])('other: %s', (_, answer, masked) => {
  expect(maskAnswer(answer)).toEqual(masked);
});

test('nothing of a value is left, wherever the answer is cut', () => {
  const whole =
    '{"users":[{"sourcedId":"u-4711","givenName":"Anastasia","identifiers":{"98765":"x"},"note":"a \\"Quixote\\" b"}]}';
  for (let length = 0; length <= whole.length; length += 1)
    expect(maskAnswer(whole.slice(0, length)).text).not.toMatch(/4711|Anas|9876|Quix/);
});
