import { z } from 'zod';

/** Why an update is taken back: asked of whoever undoes, since approving it asked for a reason too. */
export const undoReason = z
  .string()
  .trim()
  .min(1, 'Say why it is being undone. The reason is saved with the run.')
  .max(2000, 'Use at most 2,000 characters.');
