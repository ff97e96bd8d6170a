import { CSV_BYTE_ORDER_MARK, toCsvRow, type CsvValue } from '@/lib/core/csv';

const CHUNK_CHARACTERS = 64_000;

/** A file that is written while it is read: only as far ahead as the browser takes it. */
export function csvResponse(
  fileName: string,
  header: readonly string[],
  rows: AsyncGenerator<CsvValue[]>,
): Response {
  const encoder = new TextEncoder();
  let pending = CSV_BYTE_ORDER_MARK + toCsvRow(header);
  const stream = new ReadableStream<Uint8Array>({
    async pull(controller) {
      for (;;) {
        const { value, done } = await rows.next();
        if (!done) pending += toCsvRow(value);
        if (done || pending.length >= CHUNK_CHARACTERS) {
          if (pending !== '') controller.enqueue(encoder.encode(pending));
          pending = '';
          if (done) controller.close();
          return;
        }
      }
    },
    async cancel() {
      await rows.return(undefined);
    },
  });
  return new Response(stream, {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="${fileName}"`,
    },
  });
}
