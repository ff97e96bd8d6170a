/** A session is a row; the browser holds a token whose keyed hash finds it. Revoking a row works at once. */
import type { Actor, AppContext } from '../app-context';
import { recordAudit } from '../audit/record';
import type { Role, Transaction } from '../db';
import { isToken, keyedHash, makeToken } from './keyed-hash';
import { SEEN_EVERY_MS, SESSION_IDLE_MS, SESSION_LIFE_MS } from './sign-in-limits';

export interface SessionPerson {
  sessionId: number;
  userId: number;
  email: string;
  name: string;
  role: Role;
  /** The districts of a district contact; staff need no membership. */
  tenantIds: readonly number[];
  /** When the session ends if nothing more is done in it. */
  idleAt: Date;
  /** When it ends whatever is done. */
  expiresAt: Date;
}

function lifeOf(role: Role): number {
  return SESSION_LIFE_MS[role === 'DISTRICT_CONTACT' ? 'district' : 'staff'];
}

export async function createSession(
  ctx: AppContext,
  tx: Pick<Transaction, 'session'>,
  facts: { userId: number; role: Role; sourceAddress: string; userAgent: string },
): Promise<{ id: number; token: string; expiresAt: Date }> {
  const now = ctx.clock.now();
  const expiresAt = new Date(now.getTime() + lifeOf(facts.role));
  const token = makeToken();
  const { id } = await tx.session.create({
    data: {
      tokenHash: keyedHash(ctx.settings.secret, 'session', token),
      userId: facts.userId,
      createdAt: now,
      lastSeenAt: now,
      expiresAt,
      sourceAddress: facts.sourceAddress,
      userAgent: facts.userAgent.slice(0, 300),
    },
    select: { id: true },
  });
  return { id, token, expiresAt };
}

/**
 * Who holds this token, read from the rows every time; null when there is nobody in force. A page that asks
 * again by itself, with nobody there, does not keep its session from growing idle.
 */
export async function findSessionPerson(
  ctx: AppContext,
  token: string,
  { isAttended = true }: { isAttended?: boolean } = {},
): Promise<SessionPerson | null> {
  if (!isToken(token)) return null;
  const now = ctx.clock.now();
  const session = await ctx.db.prisma.session.findUnique({
    where: { tokenHash: keyedHash(ctx.settings.secret, 'session', token) },
    select: {
      id: true,
      lastSeenAt: true,
      expiresAt: true,
      revokedAt: true,
      user: {
        select: {
          id: true,
          email: true,
          name: true,
          role: true,
          disabledAt: true,
          memberships: { select: { tenantId: true }, orderBy: { tenantId: 'asc' } },
        },
      },
    },
  });
  if (!session || session.revokedAt || session.user.disabledAt) return null;
  const idleAt = new Date(session.lastSeenAt.getTime() + SESSION_IDLE_MS);
  if (now >= session.expiresAt || now >= idleAt) return null;
  const seenBefore = new Date(now.getTime() - SEEN_EVERY_MS);
  const isStale = isAttended && session.lastSeenAt <= seenBefore;
  if (isStale) {
    await ctx.db.prisma.session.updateMany({
      where: { id: session.id, lastSeenAt: { lte: seenBefore } },
      data: { lastSeenAt: now },
    });
  }
  const { user } = session;
  return {
    sessionId: session.id,
    userId: user.id,
    email: user.email,
    name: user.name,
    role: user.role,
    tenantIds: user.memberships.map((membership) => membership.tenantId),
    idleAt: isStale ? new Date(now.getTime() + SESSION_IDLE_MS) : idleAt,
    expiresAt: session.expiresAt,
  };
}

export type SessionEnd = 'IDLE' | 'EXPIRED';

/** Told as what is left, not as an instant: browsers' clocks are wrong. */
export interface SessionLeft {
  /** Whose it is: a page that was opened by somebody else is not gone on with. */
  userId: number;
  remainingMs: number;
  /** What ends it first. Only an idle session is prolonged by doing something. */
  end: SessionEnd;
  /** How long it then was idle, or how old it is. */
  afterMinutes: number;
}

export function sessionLeft(
  {
    userId,
    idleAt,
    expiresAt,
    role,
  }: Pick<SessionPerson, 'userId' | 'idleAt' | 'expiresAt' | 'role'>,
  now: Date,
): SessionLeft {
  const isIdleFirst = idleAt < expiresAt;
  return {
    userId,
    remainingMs: (isIdleFirst ? idleAt : expiresAt).getTime() - now.getTime(),
    end: isIdleFirst ? 'IDLE' : 'EXPIRED',
    afterMinutes: (isIdleFirst ? SESSION_IDLE_MS : lifeOf(role)) / 60_000,
  };
}

/** What is left of the session of this token; null when there is none in force. */
export async function findSessionLeft(
  ctx: AppContext,
  token: string,
  attendance: { isAttended: boolean },
): Promise<SessionLeft | null> {
  const person = await findSessionPerson(ctx, token, attendance);
  return person && sessionLeft(person, ctx.clock.now());
}

/** Why the session of this token ran out by itself; null while it is in force and where somebody ended it. */
export async function findSessionEnd(ctx: AppContext, token: string): Promise<SessionEnd | null> {
  if (!isToken(token)) return null;
  const session = await ctx.db.prisma.session.findUnique({
    where: { tokenHash: keyedHash(ctx.settings.secret, 'session', token) },
    select: { lastSeenAt: true, expiresAt: true, revokedAt: true },
  });
  if (!session || session.revokedAt) return null;
  const now = ctx.clock.now().getTime();
  if (now - session.lastSeenAt.getTime() >= SESSION_IDLE_MS) return 'IDLE';
  return now >= session.expiresAt.getTime() ? 'EXPIRED' : null;
}

/** Ends the session of this token; nothing happens if there is none. */
export async function revokeSession(ctx: AppContext, token: string, actor: Actor): Promise<void> {
  if (!isToken(token)) return;
  await ctx.db.prisma.$transaction(async (tx) => {
    const session = await tx.session.findUnique({
      where: { tokenHash: keyedHash(ctx.settings.secret, 'session', token) },
      select: { id: true, userId: true, revokedAt: true },
    });
    if (!session || session.revokedAt) return;
    await tx.session.update({ where: { id: session.id }, data: { revokedAt: ctx.clock.now() } });
    await recordAudit(
      tx,
      { ...actor, userId: session.userId },
      {
        action: 'session.ended',
        tenantId: null,
        objectType: 'session',
        objectId: session.id,
      },
    );
  });
}

/** Ends every session of a person, in the caller's transaction. Returns how many were open. */
export async function revokeSessionsOf(
  ctx: AppContext,
  tx: Pick<Transaction, 'session'>,
  userId: number,
): Promise<number> {
  const { count } = await tx.session.updateMany({
    where: { userId, revokedAt: null },
    data: { revokedAt: ctx.clock.now() },
  });
  return count;
}
