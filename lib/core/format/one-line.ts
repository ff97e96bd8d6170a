import { z } from 'zod';

/** One line of text without control characters: names end up in mail headers and CSV files. */
export const oneLine = (what: string, maxLength: number) =>
  z
    .string({ error: `Enter ${what}.` })
    .trim()
    .min(1, `Enter ${what}.`)
    .max(maxLength, `Use at most ${maxLength} characters.`)
    .regex(/^[^\p{Cc}\u2028\u2029]*$/u, 'Use one line of plain text.');
