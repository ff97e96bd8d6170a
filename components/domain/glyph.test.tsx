import { renderToString } from 'react-dom/server';
import { expect, test } from 'vitest';
import { connectionLabels, runLabels } from '@/lib/core/sync-run/status-labels';
import { Glyph } from './glyph';
import { MAIL_STATES, MailStateLabel } from './mail-state';

const glyphs = new Set([
  ...Object.values(connectionLabels).map(({ glyph }) => glyph),
  ...Object.values(runLabels).map(({ glyph }) => glyph),
]);

test.each([...glyphs, '⌛', '⏸'])('%s is no picture of the reader’s system', (glyph) => {
  expect(renderToString(<Glyph glyph={glyph} />)).not.toMatch(/\p{Extended_Pictographic}/u);
});

test.each(MAIL_STATES)('mail that is %s too', (state) => {
  expect(renderToString(<MailStateLabel state={state} />)).not.toMatch(
    /\p{Extended_Pictographic}/u,
  );
});
