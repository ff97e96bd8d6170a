import { parseCsvLines } from '@/lib/core/csv';
import { judgeEncoding } from '@/lib/core/csv/encoding';
import { TextLines } from '@/lib/core/csv/text-lines';
import { fileIssue } from '@/lib/core/issues';
import { MANIFEST_FILE_NAME } from './files';
import { parseManifest, type ParsedManifest } from './manifest';

/** As much of manifest.csv as is ever read: many times what its thirty short lines need. */
export const MANIFEST_HEAD_BYTES = 64 * 1024;
/** Longer than any manifest; a spreadsheet may have filled up what follows with empty rows. */
const MANIFEST_LINES = 200;

/**
 * The one way in which manifest.csv is read, while files arrive and when the set is checked. Never more than its first
 * bytes.
 */
export async function readManifest(source: AsyncIterable<Uint8Array>): Promise<ParsedManifest> {
  const head = new Uint8Array(MANIFEST_HEAD_BYTES);
  let length = 0;
  let isCut = false;
  for await (const chunk of source) {
    const room = head.length - length;
    head.set(chunk.subarray(0, room), length);
    length += Math.min(chunk.length, room);
    isCut = chunk.length > room;
    if (isCut) break;
  }
  const text = parseManifestText(head.subarray(0, length), { isCut });
  if (text.ok) return parseManifest(text.rows);
  return {
    ok: false,
    modes: {},
    systemName: null,
    issues: [fileIssue(text.code, MANIFEST_FILE_NAME)],
  };
}

type ManifestText = { ok: true; rows: string[][] } | { ok: false; code: 'MANIFEST_TOO_LONG' };

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
