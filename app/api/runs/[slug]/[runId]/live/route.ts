import { z } from 'zod';
import { isFinal } from '@/lib/core/sync-run/states';
import { runStatus, runLabel } from '@/lib/core/sync-run/status-labels';
import { defineRoute, notFoundError } from '@/lib/server/http/define-route';
import { runAddress } from '@/lib/server/http/run-address';
import { identifyRun } from '@/lib/server/sync-runs/queries/identify-run';
import { findRunPulse, type RunPulse } from '@/lib/server/sync-runs/queries/get-run';

const EVERY_MS = 1_000;
/** Then the browser comes back, and whether it still may is asked again. */
const LONGEST_MS = 120_000;

/** The pulse of a run: as a stream while it works, or once for those who poll. */
export const GET = defineRoute({
  require: 'tenant',
  isAskedByPage: true,
  permission: 'runs.view',
  tenant: ({ slug }) => slug,
  params: z.object({ slug: z.string(), runId: runAddress }),
  query: z.object({ once: z.string().optional() }),
  run: async ({ ctx, tenant, params, query, request, facts }) => {
    const run = await identifyRun(ctx, tenant.id, params.runId);
    const first = run && (await findRunPulse(ctx, tenant.id, run.id));
    if (!first) return notFoundError(facts.requestId);
    if (query.once) return Response.json(shown(first));

    const encoder = new TextEncoder();
    const endAt = ctx.clock.now().getTime() + LONGEST_MS;
    let last = '';
    let isOver = false;
    const stream = new ReadableStream<Uint8Array>({
      async pull(controller) {
        if (last !== '') await pause(EVERY_MS, request.signal);
        const isLate = ctx.clock.now().getTime() > endAt;
        const pulse = last === '' ? first : await findRunPulse(ctx, tenant.id, run.id);
        if (isOver || isLate || !pulse || request.signal.aborted) return controller.close();
        const text = JSON.stringify(shown(pulse));
        // A line that says nothing keeps proxies from closing a quiet connection.
        controller.enqueue(
          encoder.encode(text === last ? ': still here\n\n' : `data: ${text}\n\n`),
        );
        last = text;
        isOver = isFinal(pulse.state);
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
  },
});

function shown(pulse: RunPulse) {
  return {
    status: runStatus(pulse),
    word: runLabel(pulse).word,
    isFinal: isFinal(pulse.state),
    progress: pulse.progress,
    lastEventId: pulse.lastEventId,
  };
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
