/**
 * Every Server Action is made here. Before `run` is called, it is checked that the request comes from our pages, who is
 * signed in, that they may do this in this district, and that the input is well-formed, so `run` can trust its arguments.
 * Every answer is a value that a form can show.
 */
import 'server-only';
import { unstable_rethrow } from 'next/navigation';
import type { z } from 'zod';
import type { AnyRefused } from '@/lib/core/refusals/catalogue';
import type { Reading } from '@/lib/core/refusals/refusal';
import { refusalField, refusalText } from '@/lib/core/refusals/refusal-text';
import type { Actor, AppContext } from '../app-context';
import type { Permission } from '../auth/permissions';
import { getSessionPerson } from './session-person';
import type { SessionPerson } from '../auth/sessions';
import type { TenantRef } from '../auth/tenant-access';
import { STAFF_TIME_ZONE } from '../mail/staff-time-zone';
import type { ActionFailed, ActionState } from './action-state';
import { authorizeInTenant, authorizePerson } from './authorize';
import { getAppContext } from './context';
import { firstMessages, payloadValues, textValues } from './form-values';
import { readerOf } from './reader';
import { httpRefusal, type HttpRefusalCode } from './refusals';
import { actorOf, readRequestFacts, type RequestFacts } from './request-facts';
import { isFromOurPages } from './same-origin';

/** A refusal that is not in the catalogue does not compile. */
type Result = { ok: true } | AnyRefused;
type Success<R extends Result> = Extract<R, { ok: true }>;

export interface OpenCall<I> {
  ctx: AppContext;
  input: I;
  facts: RequestFacts;
}

export interface PersonCall<I> extends OpenCall<I> {
  person: SessionPerson;
  /** For the command's audit event. */
  actor: Actor;
}

export interface TenantCall<I> extends PersonCall<I> {
  tenant: TenantRef;
}

interface Common<S extends z.ZodType> {
  /** What a form may send; use z.strictObject, so that nothing else gets in. */
  input: S;
}

export interface OpenAction<S extends z.ZodType, R extends Result> extends Common<S> {
  require: 'anyone';
  run: (call: OpenCall<z.output<S>>) => Promise<R>;
}

export interface PersonAction<S extends z.ZodType, R extends Result> extends Common<S> {
  require: 'person';
  permission?: Permission;
  run: (call: PersonCall<z.output<S>>) => Promise<R>;
}

export interface TenantAction<S extends z.ZodType, R extends Result> extends Common<S> {
  require: 'tenant';
  permission: Permission;
  /** The slug of the district the input names. */
  tenant: (input: z.output<S>) => string;
  run: (call: TenantCall<z.output<S>>) => Promise<R>;
}

export type ActionOptions<S extends z.ZodType, R extends Result> =
  OpenAction<S, R> | PersonAction<S, R> | TenantAction<S, R>;

/** Fits useActionState: `useActionState(action, { status: 'idle' })`. */
export type Action<V> = (
  previous: ActionState<V>,
  payload: FormData | Record<string, unknown>,
) => Promise<ActionState<V>>;

export function defineAction<S extends z.ZodType, R extends Result>(
  options: ActionOptions<S, R>,
): Action<Success<R>> {
  return async (_previous, payload) => {
    const ctx = getAppContext();
    const facts = await readRequestFacts(ctx);
    const raw = payloadValues(payload);
    const fail = failureMaker(raw, facts.requestId);

    if (!isFromOurPages(facts.headers, ctx.settings.publicUrl)) return fail.refusal('WRONG_ORIGIN');
    // Checked before the input: what is wrong with it is told only to people who may do this.
    if (options.require !== 'anyone' && !(await getSessionPerson())) {
      return fail.refusal('SIGNED_OUT');
    }
    const parsed = options.input.safeParse(raw);
    if (!parsed.success) return fail.fields(firstMessages(parsed.error));
    try {
      const { result, person } = await runAuthorized(ctx, options, parsed.data, facts);
      if (isSuccess(result)) return { status: 'done', value: result };
      if (!isRefused(result)) throw new Error('an action answered neither yes nor no');
      const reading = { reader: readerOf(person), now: ctx.clock.now(), timeZone: STAFF_TIME_ZONE };
      return fail.expected(result, reading);
    } catch (error) {
      // redirect() and notFound() work by throwing.
      unstable_rethrow(error);
      ctx.log.error({ err: error, requestId: facts.requestId }, 'action failed');
      return fail.ours(
        `Something went wrong on our side. Try again; if it happens again, tell us this reference: ${facts.requestId}`,
      );
    }
  };
}

async function runAuthorized<S extends z.ZodType, R extends Result>(
  ctx: AppContext,
  options: ActionOptions<S, R>,
  input: z.output<S>,
  facts: RequestFacts,
): Promise<{ result: R | AnyRefused; person: SessionPerson | null }> {
  if (options.require === 'anyone')
    return { result: await options.run({ ctx, input, facts }), person: null };
  const person = await getSessionPerson();
  if (options.require === 'person') {
    const allowed = authorizePerson(person, options.permission);
    if (!allowed.ok) return { result: allowed, person };
    const actor = actorOf(allowed.person, facts);
    const call = { ctx, input, facts, person: allowed.person, actor };
    return { result: await options.run(call), person };
  }
  const allowed = await authorizeInTenant(ctx, person, options.permission, options.tenant(input));
  if (!allowed.ok) return { result: allowed, person };
  const { person: caller, tenant } = allowed;
  const actor = actorOf(caller, facts);
  return {
    result: await options.run({ ctx, input, facts, person: caller, tenant, actor }),
    person,
  };
}

function failureMaker(raw: Record<string, unknown>, requestId: string) {
  const values = textValues(raw);
  const make = (
    code: string,
    message: string,
    fieldErrors: Record<string, string>,
  ): ActionFailed => ({ status: 'failed', code, message, fieldErrors, values, requestId });
  return {
    refusal: (code: HttpRefusalCode) => make(code, httpRefusal(code).message, {}),
    fields: (fieldErrors: Record<string, string>) =>
      make(
        'INPUT_INVALID',
        'Some answers need a change. Look at what stands beside them.',
        fieldErrors,
      ),
    expected: (refused: AnyRefused, reading: Reading) => {
      const message = refusalText(refused, reading);
      const field = refusalField(refused, (name) => Object.hasOwn(raw, name));
      const failed = make(refused.code, message, field ? { [field]: message } : {});
      return 'left' in refused ? { ...failed, left: refused.left.map(String) } : failed;
    },
    ours: (message: string) => make('FAILED', message, {}),
  };
}

function isRefused<R extends Result>(result: R | AnyRefused): result is AnyRefused {
  return !result.ok;
}

function isSuccess<R extends Result>(result: R | AnyRefused): result is Success<R> {
  return result.ok;
}
