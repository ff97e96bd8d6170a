import { CSV_BYTE_ORDER_MARK, toCsvRow, type CsvValue } from '@/lib/core/csv';

const CHUNK_CHARACTERS = 64_000;

/** A file that is written while it is read: only as far ahead as the browser takes it. */
export function csvResponse(
  fileName: string,
  header: readonly string[],
  rows: AsyncGenerator<CsvValue[]>,
): Response {
  return csvTextResponse(fileName, csvLines(header, rows));
}

async function* csvLines(
  header: readonly string[],
  rows: AsyncGenerator<CsvValue[]>,
): AsyncGenerator<string> {
  yield CSV_BYTE_ORDER_MARK + toCsvRow(header);
  for await (const row of rows) yield toCsvRow(row);
}

/** The same for lines that are CSV already, the byte order mark before the first. */
export function csvTextResponse(fileName: string, lines: AsyncGenerator<string>): Response {
  return textResponse('text/csv; charset=utf-8', fileName, lines);
}

/** Text of another kind, handed out in the same way. */
export function textResponse(
  contentType: string,
  fileName: string,
  lines: AsyncGenerator<string>,
): Response {
  const encoder = new TextEncoder();
  let pending = '';
  const stream = new ReadableStream<Uint8Array>({
    async pull(controller) {
      for (;;) {
        const { value, done } = await lines.next();
        if (!done) pending += value;
        if (done || pending.length >= CHUNK_CHARACTERS) {
          if (pending !== '') controller.enqueue(encoder.encode(pending));
          pending = '';
          if (done) controller.close();
          return;
        }
      }
    },
    async cancel() {
      await lines.return(undefined);
    },
  });
  return new Response(stream, {
    headers: {
      'Content-Type': contentType,
      'Content-Disposition': `attachment; filename="${fileName}"`,
    },
  });
}
