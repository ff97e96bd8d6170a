import { checkHealth } from '@/lib/server/health/check-health';
import { getAppContext } from '@/lib/server/http/context';

export const dynamic = 'force-dynamic';

export async function GET() {
  const health = await checkHealth(getAppContext());
  return Response.json(health, {
    status: health.status === 'failed' ? 503 : 200,
    headers: { 'Cache-Control': 'no-store' },
  });
}
