import { z } from 'zod';
import { isFinal } from '@/lib/core/sync-run/states';
import { runStatus, runLabel } from '@/lib/core/sync-run/status-labels';
import { defineRoute, notFoundError } from '@/lib/server/http/define-route';
import { pulseStream } from '@/lib/server/http/pulse-stream';
import { runAddress } from '@/lib/server/http/run-address';
import { identifyRun } from '@/lib/server/sync-runs/queries/identify-run';
import { findRunPulse, type RunPulse } from '@/lib/server/sync-runs/queries/get-run';

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

    let next: RunPulse | null = first;
    return pulseStream(
      request,
      () => ctx.clock.now(),
      async () => {
        const pulse = next ?? (await findRunPulse(ctx, tenant.id, run.id));
        next = null;
        return pulse && { text: JSON.stringify(shown(pulse)), isLast: isFinal(pulse.state) };
      },
    );
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
