// The ports that the product under test may fetch from, chosen before it starts.
export const API_PORTS_VARIABLE = 'E2E_API_PORTS';

/** Where a test starts a simulator, one at a time, and one where nothing listens. */
export function apiPorts(): { api: number; dead: number } {
  const [api, dead] = (process.env[API_PORTS_VARIABLE] ?? '').split(',').map(Number);
  if (!api || !dead) throw new Error('the product was started without ports for an API');
  return { api, dead };
}
