import 'server-only';
import { randomUUID } from 'node:crypto';
import { headers } from 'next/headers';
import type { Actor, AppContext } from '../app-context';
import { sourceAddressOf } from './source-address';

export interface RequestFacts {
  headers: Headers;
  requestId: string;
  sourceAddress: string;
  userAgent: string;
}

export async function readRequestFacts(ctx: AppContext): Promise<RequestFacts> {
  return requestFactsOf(ctx, await headers());
}

export function requestFactsOf(ctx: AppContext, requestHeaders: Headers): RequestFacts {
  return {
    headers: requestHeaders,
    requestId: randomUUID(),
    sourceAddress: sourceAddressOf(requestHeaders, ctx.settings.trustedProxyCount),
    userAgent: requestHeaders.get('user-agent') ?? '',
  };
}

export function actorOf(person: { userId: number }, facts: RequestFacts): Actor {
  return { kind: 'person', userId: person.userId, sourceAddress: facts.sourceAddress };
}
