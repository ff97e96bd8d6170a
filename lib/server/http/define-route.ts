/**
 * What every route handler is wrapped in: the same questions as for Server Actions, answered in JSON with a request
 * id. `params` and `query` are parsed before `run` sees them; a body is read by `run` itself.
 */
import 'server-only';
import { unstable_rethrow } from 'next/navigation';
import type { z } from 'zod';
import type { Actor, AppContext } from '../app-context';
import type { Permission } from '../auth/permissions';
import { readSessionToken } from './session-cookie';
import { getSessionPerson } from './session-person';
import type { SessionPerson } from '../auth/sessions';
import type { TenantRef } from '../auth/tenant-access';
import { authorizeInTenant, authorizePerson, isStillAllowed } from './authorize';
import { getAppContext } from './context';
import { httpRefusal, type HttpRefusalCode } from './refusals';
import { actorOf, requestFactsOf, type RequestFacts } from './request-facts';
import { readerOf } from './reader';
import { isFromOurPages } from './same-origin';
import { whileAllowed } from './while-allowed';

interface OpenRouteCall<P, Q> {
  ctx: AppContext;
  request: Request;
  params: P;
  query: Q;
  facts: RequestFacts;
}

interface PersonRouteCall<P, Q> extends OpenRouteCall<P, Q> {
  person: SessionPerson;
  actor: Actor;
}

interface TenantRouteCall<P, Q> extends PersonRouteCall<P, Q> {
  tenant: TenantRef;
}

interface Common<P extends z.ZodType, Q extends z.ZodType> {
  /** The route's dynamic parts: z.object({ slug: z.string() }). */
  params: P;
  /** Search parameters by name; a repeated one keeps its last value. */
  query: Q;
  /** An open page asks by itself, with nobody there: no session is kept alive by it. */
  isAskedByPage?: true;
}

export type RouteOptions<P extends z.ZodType, Q extends z.ZodType> =
  | (Common<P, Q> & {
      require: 'anyone';
      run: (call: OpenRouteCall<z.output<P>, z.output<Q>>) => Promise<Response>;
    })
  | (Common<P, Q> & {
      require: 'person';
      permission?: Permission;
      run: (call: PersonRouteCall<z.output<P>, z.output<Q>>) => Promise<Response>;
    })
  | (Common<P, Q> & {
      require: 'tenant';
      permission: Permission;
      tenant: (params: z.output<P>) => string;
      run: (call: TenantRouteCall<z.output<P>, z.output<Q>>) => Promise<Response>;
    });

export type RouteHandler = (
  request: Request,
  context: { params: Promise<Record<string, string | string[] | undefined>> },
) => Promise<Response>;

const HARMLESS = new Set(['GET', 'HEAD', 'OPTIONS']);

export function defineRoute<P extends z.ZodType, Q extends z.ZodType>(
  options: RouteOptions<P, Q>,
): RouteHandler {
  return async (request, context) => {
    const ctx = getAppContext();
    const facts = requestFactsOf(ctx, request.headers);
    const refuse = (code: HttpRefusalCode, person: SessionPerson | null = null) => {
      const { message, status } = httpRefusal(code, readerOf(person));
      return jsonError(code, message, status, facts.requestId);
    };
    if (!HARMLESS.has(request.method) && !isFromOurPages(request.headers, ctx.settings.publicUrl)) {
      return refuse('WRONG_ORIGIN');
    }
    try {
      const person =
        options.require === 'anyone'
          ? null
          : await getSessionPerson({ isAskedByPage: options.isAskedByPage ?? false });
      if (options.require !== 'anyone' && !person) return refuse('SIGNED_OUT');
      const params = options.params.safeParse(await context.params);
      // A path that cannot be one of ours is one that does not exist.
      if (!params.success) return refuse('NOT_FOUND');
      const query = options.query.safeParse(Object.fromEntries(new URL(request.url).searchParams));
      if (!query.success) {
        const name = query.error.issues[0]?.path.join('.') ?? '';
        const message = `The search parameter "${name}" cannot be read. Correct it, or leave it out.`;
        return jsonError('INPUT_INVALID', message, 400, facts.requestId);
      }
      const call = { ctx, request, params: params.data, query: query.data, facts };
      let response: Response;
      if (options.require === 'anyone') {
        response = await options.run(call);
      } else if (options.require === 'person') {
        const allowed = authorizePerson(person, options.permission);
        if (!allowed.ok) return refuse(allowed.code, person);
        const actor = actorOf(allowed.person, facts);
        response = await options.run({ ...call, person: allowed.person, actor });
      } else {
        const slug = options.tenant(params.data);
        const allowed = await authorizeInTenant(ctx, person, options.permission, slug);
        if (!allowed.ok) return refuse(allowed.code, person);
        const actor = actorOf(allowed.person, facts);
        const { person: caller, tenant } = allowed;
        response = await options.run({ ...call, person: caller, tenant, actor });
      }
      response.headers.set('X-Request-Id', facts.requestId);
      if (!response.headers.has('Cache-Control')) {
        response.headers.set('Cache-Control', 'private, no-store');
      }
      if (options.require === 'anyone' || !response.body) return response;
      // Taken now: the cookie of a request cannot be asked for once its answer is on the way.
      const token = await readSessionToken();
      const { require, permission } = options;
      const slug = require === 'tenant' ? options.tenant(params.data) : null;
      const body = whileAllowed(response.body, {
        mayStill: () => isStillAllowed(ctx, token, permission, slug),
        now: () => ctx.clock.now(),
        isEvents: response.headers.get('Content-Type')?.startsWith('text/event-stream') ?? false,
      });
      return new Response(body, { status: response.status, headers: response.headers });
    } catch (error) {
      unstable_rethrow(error);
      ctx.log.error({ err: error, requestId: facts.requestId }, 'route failed');
      return jsonError(
        'FAILED',
        'Something went wrong on our side. Try again; if it happens again, tell us the request id.',
        500,
        facts.requestId,
      );
    }
  };
}

/** The same words for what does not exist and for what a person may not see. */
export function notFoundError(requestId: string): Response {
  const { status, message } = httpRefusal('NOT_FOUND');
  return jsonError('NOT_FOUND', message, status, requestId);
}

export function jsonError(
  code: string,
  message: string,
  status: number,
  requestId: string,
): Response {
  return Response.json(
    { error: { code, message, requestId } },
    { status, headers: { 'Cache-Control': 'private, no-store', 'X-Request-Id': requestId } },
  );
}
