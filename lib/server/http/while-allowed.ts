/** At the latest after this long it is asked again whether somebody may go on reading what they began to read. */
export const ASK_AGAIN_MS = 2_000;

/**
 * A body that ends once its reader may no longer have it: disabled, signed out, taken off the district. A stream of events
 * ends like any other, so that the browser asks anew and is told; a file breaks off, since half a file must not look whole.
 */
export function whileAllowed(
  body: ReadableStream<Uint8Array>,
  facts: { mayStill: () => Promise<boolean>; now: () => Date; isEvents: boolean },
): ReadableStream<Uint8Array> {
  const { mayStill, now, isEvents } = facts;
  const reader = body.getReader();
  let askedAt = now().getTime();
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { value, done } = await reader.read();
        if (done) return controller.close();
        if (now().getTime() - askedAt >= ASK_AGAIN_MS) {
          askedAt = now().getTime();
          if (!(await mayStill())) {
            await reader.cancel();
            if (isEvents) controller.close();
            else controller.error(new Error('the reader may no longer see this'));
            return;
          }
        }
        controller.enqueue(value);
      },
      cancel: (reason) => reader.cancel(reason),
    },
    // Nothing ahead of the reader: what waits here was allowed then.
    { highWaterMark: 0 },
  );
}
