import { parseCsvLines } from '@/lib/core/csv';
import { judgeEncoding } from '@/lib/core/csv/encoding';
import { TextLines } from '@/lib/core/csv/text-lines';

/** As much of manifest.csv as is ever read: many times what its thirty short lines need. */
export const MANIFEST_HEAD_BYTES = 64 * 1024;
/** Longer than any manifest; a spreadsheet may have filled up what follows with empty rows. */
const MANIFEST_LINES = 200;

export type ManifestText =
  { ok: true; rows: string[][] } | { ok: false; code: 'MANIFEST_TOO_LONG' };

/**
 * The lines of manifest.csv from its first bytes. `isCut`: more bytes follow. Refuses a manifest whose first lines do
 * not fit into those bytes: nobody writes such lines, and a reader that waits for their end fills its memory.
 */
export function parseManifestText(head: Uint8Array, { isCut }: { isCut: boolean }): ManifestText {
  const { encoding, markBytes } = judgeEncoding(head);
  const rows: string[][] = [];
  const lines = new TextLines(head.length, (line) => {
    if (rows.length === MANIFEST_LINES) return;
    rows.push(line === null || line.trim() === '' ? [''] : (parseCsvLines(line).rows[0] ?? []));
  });
  lines.take(new TextDecoder(encoding).decode(head.subarray(markBytes)));
  // What follows the last line end is no whole line where the head was cut.
  if (!isCut) lines.end();
  else if (rows.length < MANIFEST_LINES) return { ok: false, code: 'MANIFEST_TOO_LONG' };
  return { ok: true, rows };
}
