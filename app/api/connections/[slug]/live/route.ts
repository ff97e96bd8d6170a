import { z } from 'zod';
import { findRosterConnection } from '@/lib/server/connections/queries/list-connections';
import { defineRoute, notFoundError } from '@/lib/server/http/define-route';
import { pulseStream } from '@/lib/server/http/pulse-stream';
import { findConnectionPulse } from '@/lib/server/tenants/queries/connection-pulse';

/** Another word whenever something happened that the connection page tells: what it is, the page asks for itself. */
export const GET = defineRoute({
  require: 'tenant',
  isAskedByPage: true,
  permission: 'connection.view',
  tenant: ({ slug }) => slug,
  params: z.object({ slug: z.string() }),
  query: z.object({}),
  run: async ({ ctx, tenant, request, facts }) => {
    const connection = await findRosterConnection(ctx, tenant.id);
    if (!connection) return notFoundError(facts.requestId);
    return pulseStream(
      request,
      () => ctx.clock.now(),
      async () => ({
        text: await findConnectionPulse(ctx, tenant.id, connection.id),
        isLast: false,
      }),
    );
  },
});
