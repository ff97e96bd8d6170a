import { z } from 'zod';
import { Prisma } from './generated/client';

const UNIQUE_VIOLATION = '23505';

/** Of raw SQL: what PostgreSQL answered stands behind the adapter's own words. */
const rawAnswer = z.object({
  driverAdapterError: z.object({ cause: z.object({ originalCode: z.string() }) }),
});

/** Whether somebody else was first with what may be there once only, whichever way it was written. */
export function isUniqueViolation(error: unknown): boolean {
  if (error instanceof Prisma.PrismaClientKnownRequestError) {
    if (error.code === 'P2002') return true;
    const { data } = rawAnswer.safeParse(error.meta);
    return data?.driverAdapterError.cause.originalCode === UNIQUE_VIOLATION;
  }
  return error instanceof Error && 'code' in error && error.code === UNIQUE_VIOLATION;
}
