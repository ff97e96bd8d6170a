// What changes while somebody looks, as server-sent events: a line whenever it is another one.

const EVERY_MS = 1_000;
/** Then the browser comes back, and whether it still may is asked again. */
const LONGEST_MS = 120_000;

/** Asked every second; null ends the stream, `isLast` ends it after that line. */
export function pulseStream(
  request: Request,
  now: () => Date,
  read: () => Promise<{ text: string; isLast: boolean } | null>,
): Response {
  const encoder = new TextEncoder();
  const endAt = now().getTime() + LONGEST_MS;
  let last: string | null = null;
  let isOver = false;
  const stream = new ReadableStream<Uint8Array>({
    async pull(controller) {
      if (last !== null) await pause(EVERY_MS, request.signal);
      const isLate = now().getTime() > endAt;
      const pulse = isOver || isLate || request.signal.aborted ? null : await read();
      if (!pulse || request.signal.aborted) return controller.close();
      // A line that says nothing keeps proxies from closing a quiet connection.
      const line = pulse.text === last ? ': still here\n\n' : `data: ${pulse.text}\n\n`;
      controller.enqueue(encoder.encode(line));
      last = pulse.text;
      isOver = pulse.isLast;
    },
  });
  return new Response(stream, {
    headers: {
      'Content-Type': 'text/event-stream; charset=utf-8',
      // no-transform: a compressed stream would be held back until a block is full.
      'Cache-Control': 'private, no-store, no-transform',
      'X-Accel-Buffering': 'no',
    },
  });
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
