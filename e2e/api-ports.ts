// The ports that the product under test may fetch from, chosen before it starts.
export const API_PORTS_VARIABLE = 'E2E_API_PORTS';

/** Where each of two files of tests starts a simulator, one at a time, and one where nothing listens. */
export function apiPorts(): { api: number; setUp: number; dead: number } {
  const [api, dead, setUp] = (process.env[API_PORTS_VARIABLE] ?? '').split(',').map(Number);
  if (!api || !dead || !setUp) throw new Error('the product was started without ports for an API');
  return { api, setUp, dead };
}
