import { parseCsvLines } from '@/lib/core/csv';

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
  const lines = decode(head).replace(/\r\n?/g, '\n').split('\n');
  if (isCut) lines.pop();
  if (isCut && lines.length < MANIFEST_LINES) return { ok: false, code: 'MANIFEST_TOO_LONG' };
  const rows: string[][] = [];
  for (const line of lines.slice(0, MANIFEST_LINES))
    rows.push(line.trim() === '' ? [''] : (parseCsvLines(line).rows[0] ?? []));
  return { ok: true, rows };
}

function decode(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  return new TextDecoder().decode(bytes);
}
