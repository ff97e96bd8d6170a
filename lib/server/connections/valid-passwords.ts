/** For Prisma: the passwords that let somebody in. */
export function validAt(now: Date) {
  return { revokedAt: null, OR: [{ expiresAt: null }, { expiresAt: { gt: now } }] };
}
