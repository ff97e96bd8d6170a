import { renderToString } from 'react-dom/server';
import { expect, test } from 'vitest';
import { connectionWords, runWords } from '@/lib/core/sync-run/words';
import { Glyph } from './glyph';
import { MailStateWord } from './mail-state';

const glyphs = new Set([
  ...Object.values(connectionWords).map(({ glyph }) => glyph),
  ...Object.values(runWords).map(({ glyph }) => glyph),
]);

test.each([...glyphs, '⌛', '⏸'])('%s is no picture of the reader’s system', (glyph) => {
  expect(renderToString(<Glyph glyph={glyph} />)).not.toMatch(/\p{Extended_Pictographic}/u);
});

test.each(['waiting', 'sent', 'shown here', 'failed'] as const)('mail that is %s too', (state) => {
  expect(renderToString(<MailStateWord state={state} />)).not.toMatch(/\p{Extended_Pictographic}/u);
});
