/** What a simulator in a process of its own is told while it runs: one JSON object a line. */
import { z } from 'zod';

import { CHANGE_KINDS } from '@/lib/synthetic/district';

import { misbehaviorSchema } from './parts/misbehavior';

export const orderSchema = z.union([
  /** The next day: {"day": "churn", "share": 0.05}. */
  z.strictObject({ day: z.enum(CHANGE_KINDS), share: z.number().min(0).max(1).optional() }),
  z.strictObject({ misbehave: misbehaviorSchema }),
  z.strictObject({ behave: z.literal(true) }),
  /** Absences of a date, for a kind of simulator that has attendance. */
  z.strictObject({ attendance: z.iso.date(), file: z.enum(['morning', 'afternoon']).optional() }),
  /** How many requests came, and how many of them were answered with which status. */
  z.strictObject({ requests: z.literal(true) }),
]);

export type Order = z.infer<typeof orderSchema>;
