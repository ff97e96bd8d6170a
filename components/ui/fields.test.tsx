// A field is what the kit's own would be, without its scripts.
import { Input, InputBase, MantineProvider } from '@mantine/core';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { SelectField, TextareaField, TextField } from './fields';
import { kitInput } from './kit-input';

test('the class names are those of the kit', () => {
  expect({ ...Input.Wrapper.classes, ...Input.classes }).toMatchObject(kitInput);
});

/** Elements with the attributes that the kit's style sheet and readers of a page ask for. */
function shapeOf(html: string): string[] {
  return [...html.matchAll(/<(\w+)([^>]*)>/g)].map(([, tag, attributes = '']) => {
    const found = [...attributes.matchAll(/([\w-]+)="([^"]*)"/g)].flatMap(
      ([, name = '', value = '']) => {
        if (name === 'class') return value.split(' ').filter((each) => each.startsWith('m_'));
        if (name === 'data-size' || name === 'style') return [];
        return [`${name}=${value.replaceAll('  ', ' ').trim()}`];
      },
    );
    return [tag, ...found.sort()].join(' ');
  });
}

const kit = (element: React.ReactNode) =>
  shapeOf(renderToStaticMarkup(<MantineProvider>{element}</MantineProvider>)).filter(
    (line) => !line.startsWith('style'),
  );
const ours = (element: React.ReactNode) => shapeOf(renderToStaticMarkup(element));

test.each([
  [
    'a text with a hint and an error',
    <TextField key="1" name="a" label="A" hint="H" error="E" defaultValue="v" type="date" />,
    <InputBase
      key="1"
      id="a"
      name="a"
      label="A"
      description="H"
      error="E"
      defaultValue="v"
      type="date"
      size="md"
    />,
  ],
  [
    'a text of several lines',
    <TextareaField key="1" name="a" label="A" hint="H" rows={3} />,
    <InputBase
      key="1"
      component="textarea"
      multiline
      id="a"
      name="a"
      label="A"
      description="H"
      rows={3}
      size="md"
    />,
  ],
  [
    'a choice',
    <SelectField key="1" id="b" name="a" label="A" choices={[]} />,
    <InputBase
      key="1"
      component="select"
      pointer
      id="b"
      name="a"
      label="A"
      rightSection={<i />}
      size="md"
    />,
  ],
])('%s', (_, field, kitField) => {
  const withoutPicture = (shape: string[]) =>
    shape.filter((line) => !/^(?:svg|path|i|span)\b/.test(line));
  expect(withoutPicture(ours(field))).toEqual(
    withoutPicture(kit(kitField)).map((line) =>
      line === 'div data-error=true m_46b77525' ? 'div m_46b77525' : line,
    ),
  );
});
