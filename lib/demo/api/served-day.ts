/** What the demo's API is told to serve: the same order twice changes nothing. */
import { z } from 'zod';

export const servedDaySchema = z.strictObject({
  /** When the demo was first started: its story follows from that. */
  startedAt: z.iso.datetime(),
  students: z.int().positive(),
  /** Place in the story's `days`. */
  day: z.int().nonnegative(),
  trouble: z.enum(['BUSY', 'OUTAGE']).nullable(),
});

export type ServedDay = z.output<typeof servedDaySchema>;

/** Where the district is read. */
export const apiAddressesSchema = z.strictObject({ base: z.url(), tokenAddress: z.url() });

export type ApiAddresses = z.output<typeof apiAddressesSchema>;
