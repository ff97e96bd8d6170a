// The demo's API as whoever plays the demo reaches it.
import { setTimeout as delay } from 'node:timers/promises';
import type { DemoApiFile } from '@/lib/server/local/demo-api-file';
import { DemoProblem } from '../demo-problem';
import { apiAddressesSchema, type ApiAddresses, type ServedDay } from './served-day';

export interface DemoApi {
  key: string;
  secret: string;
  serve(day: ServedDay): Promise<ApiAddresses>;
}

const PATIENCE_MS = 20_000;
const ASK_EVERY_MS = 200;

export function demoApiOf({ ordersPort, key, secret }: DemoApiFile): DemoApi {
  return {
    key,
    secret,
    async serve(day) {
      const deadline = performance.now() + PATIENCE_MS;
      const request = {
        method: 'POST',
        headers: { authorization: `Bearer ${secret}` },
        body: JSON.stringify(day),
      };
      for (;;) {
        const answer = await fetch(`http://127.0.0.1:${ordersPort}/`, request).catch(() => null);
        if (answer?.ok) return apiAddressesSchema.parse(await answer.json());
        // It may be starting, or be started again.
        if (answer || performance.now() > deadline)
          throw new DemoProblem("The demo's own API does not answer.");
        await delay(ASK_EVERY_MS);
      }
    },
  };
}
