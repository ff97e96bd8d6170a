/**
 * What a form or a Server Action may be sent, judged before Next and React read it. They parse whatever comes, also for
 * somebody who is signed out: tens of thousands of keys keep a process busy for seconds, and what they cannot parse ends as
 * a fault of ours.
 */
/** Ticking every school of the largest districts is a fifth of it. */
export const BODY_LIMIT_BYTES = 512 * 1024;
export const FIELD_LIMIT = 2_000;
const DEPTH_LIMIT = 12;

export type BodyProblem = 'TOO_LARGE' | 'UNREADABLE';

export interface PostedBody {
  contentType: string;
  /** The Next-Action header is there: React reads the arguments, whatever the content type. */
  isFetchAction: boolean;
  bytes: Uint8Array<ArrayBuffer>;
}

/** What keeps a body from being read; null where it may be. */
export async function findBodyProblem({
  contentType,
  isFetchAction,
  bytes,
}: PostedBody): Promise<BodyProblem | null> {
  if (bytes.byteLength > BODY_LIMIT_BYTES) return 'TOO_LARGE';
  // A name in JSON ends so. Counted before it is parsed, like the parts of a form below.
  if (countOf(Buffer.from(bytes), '":') > FIELD_LIMIT) return 'TOO_LARGE';
  const kind = contentType.split(';', 1)[0]?.trim().toLowerCase();
  if (kind === 'application/x-www-form-urlencoded') {
    return countOf(Buffer.from(bytes), '&') > FIELD_LIMIT ? 'TOO_LARGE' : null;
  }
  if (kind !== 'multipart/form-data') return isFetchAction ? textProblem(bytes) : null;
  const boundary = /boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(contentType);
  const mark = boundary?.[1] ?? boundary?.[2];
  if (!mark) return 'UNREADABLE';
  // Before the parts are taken apart: the last mark ends the last part.
  if (countOf(Buffer.from(bytes), `--${mark}`) > FIELD_LIMIT + 1) return 'TOO_LARGE';
  let form: FormData;
  try {
    form = await new Response(bytes, { headers: { 'content-type': contentType } }).formData();
  } catch {
    return 'UNREADABLE';
  }
  return formProblem(form, isFetchAction);
}

function textProblem(bytes: Uint8Array): BodyProblem | null {
  const args = readJson(new TextDecoder().decode(bytes));
  return args === undefined ? 'UNREADABLE' : argumentsProblem(args, new Set(['0']));
}

function formProblem(form: FormData, isFetchAction: boolean): BodyProblem | null {
  const names = new Set(form.keys());
  for (const [name, value] of form) {
    if (!isStorable(name) || (typeof value === 'string' && !isStorable(value))) return 'UNREADABLE';
  }
  if (isFetchAction) {
    const root = form.get('0');
    const args = typeof root === 'string' ? readJson(root) : undefined;
    return args === undefined ? 'UNREADABLE' : argumentsProblem(args, names);
  }
  // Without JavaScript the action and what it was bound to travel as fields of the form itself.
  for (const name of names) {
    const prefix = /^(\$ACTION_[^:]*:)[0-9a-f]+$/.exec(name)?.[1];
    if (prefix === undefined) continue;
    const field = form.get(name);
    const value = typeof field === 'string' ? readJson(field) : undefined;
    const problem = value === undefined ? 'UNREADABLE' : valueProblem(value, names, prefix);
    if (problem) return problem;
  }
  return null;
}

/** Every action of ours takes the state before and what was sent: a form, or an object of fields. */
function argumentsProblem(args: unknown, parts: ReadonlySet<string>): BodyProblem | null {
  if (!Array.isArray(args) || args.length !== 2) return 'UNREADABLE';
  const payload: unknown = args[1];
  const isForm = typeof payload === 'string' && payload.startsWith('$K');
  const isObject = typeof payload === 'object' && payload !== null && !Array.isArray(payload);
  if (!isForm && !isObject) return 'UNREADABLE';
  return valueProblem(args, parts, '');
}

/** Node by node, not by recursion: a body of nothing but brackets must not use up the stack. */
function valueProblem(
  root: unknown,
  parts: ReadonlySet<string>,
  prefix: string,
): BodyProblem | null {
  const waiting: { value: unknown; depth: number }[] = [{ value: root, depth: 0 }];
  let count = 0;
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { value, depth } = next;
    if ((count += 1) > FIELD_LIMIT) return 'TOO_LARGE';
    if (typeof value === 'string') {
      if (!isStorable(value) || !isKnownReference(value, parts, prefix)) return 'UNREADABLE';
    } else if (typeof value === 'object' && value !== null) {
      if (depth >= DEPTH_LIMIT) return 'UNREADABLE';
      const children: unknown[] = Array.isArray(value) ? value : Object.values(value);
      if (children.length > FIELD_LIMIT) return 'TOO_LARGE';
      for (const child of children) waiting.push({ value: child, depth: depth + 1 });
      if (!Array.isArray(value) && !Object.keys(value).every(isStorable)) return 'UNREADABLE';
    }
  }
  return null;
}

const PLAIN = /^\$(?:\$|undefined$|NaN$|Infinity$|-|D|n-?\d{1,40}$|T)/;

/**
 * React writes what JSON has no word for as a string that begins with a dollar. Those that our pages send are let through,
 * and one that leads to another part only where that part is there: React waits for it, and fails.
 */
function isKnownReference(text: string, parts: ReadonlySet<string>, prefix: string): boolean {
  if (!text.startsWith('$') || PLAIN.test(text)) return true;
  if (/^\$K[0-9a-f]+$/.test(text)) return prefix === '';
  const part = /^\$[QW@]?([0-9a-f]+)(?::.*)?$/.exec(text)?.[1];
  return part !== undefined && parts.has(`${prefix}${part}`);
}

/** PostgreSQL keeps no NUL, and half a character is none. */
function isStorable(text: string): boolean {
  return !text.includes('\0') && !/\p{Surrogate}/u.test(text);
}

/** Undefined where it is no JSON: no JSON says "undefined". */
function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function countOf(bytes: Buffer, text: string): number {
  let count = 0;
  for (let at = bytes.indexOf(text); at !== -1; at = bytes.indexOf(text, at + text.length))
    count += 1;
  return count;
}
