import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { HelpContact } from './help-contact';

test('both addresses that pages and mails name are in the footer, each with what it is for', () => {
  const html = renderToStaticMarkup(
    <HelpContact addresses={{ connection: 'connect@example.org', roster: 'roster@example.org' }} />,
  );
  expect(html).toMatch(/Help with the connection: <a href="mailto:connect@example\.org">/);
  expect(html).toMatch(/Help with a roster or a review: <a href="mailto:roster@example\.org">/);
});
