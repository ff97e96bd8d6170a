/**
 * Longsight's router of a OneRoster 1.2 provider as a server on this machine. The library leaves storage, tokens and the size of
 * pages to whoever uses it: the first is a file of records here, which its own parsers have to take. Prints addresses, key and
 * secret as a line of JSON, then takes orders on standard input, a line each: {"records": path} or {"paging": "links"}.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';

/** Fewer than are asked for, so that there are pages. */
const MOST_ROWS = 250;
const OPERATIONS = {
  orgs: ['getAllOrgs', 'Org'],
  academicSessions: ['getAllAcademicSessions', 'AcademicSession'],
  courses: ['getAllCourses', 'Course'],
  classes: ['getAllClasses', 'Class'],
  users: ['getAllUsers', 'User'],
  enrollments: ['getAllEnrollments', 'Enrollment'],
  demographics: ['getAllDemographics', 'Demographics'],
};

const [clone, port, recordsFile] = process.argv.slice(2);
const library = await import(pathToFileURL(`${clone}/src/v1p2/index.ts`).href);
const origin = `http://127.0.0.1:${port}`;
const base = `${origin}${library.oneRosterV1p2BasePaths.rostering}`;
const key = 'peer-key';
const secret = randomBytes(18).toString('base64url');
/** Scopes by token. */
const tokens = new Map();
const bearer = new AsyncLocalStorage();
let records = readRecords(recordsFile);
let paging = 'links and totals';

const rostering = {};
for (const [collection, [operation]] of Object.entries(OPERATIONS))
  rostering[operation] = async ({ context }) => ({
    _tag: 'ok',
    value: { kind: 'collection', page: pageOf(collection, context.query ?? {}) },
  });
const router = valueOf(
  library.createOneRosterV1p2ProviderRouter({ services: { rostering }, authorize }),
);

const server = createServer(async (request, response) => {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const body = chunks.length > 0 ? Buffer.concat(chunks) : undefined;
  const { method, headers } = request;
  const asked = new Request(new URL(request.url ?? '/', origin), { method, headers, body });
  const answer =
    asked.url === `${origin}/token`
      ? giveToken(asked.headers, new URLSearchParams(String(body ?? '')))
      : await bearer.run(tokens.get(asked.headers.get('authorization')), () =>
          router.handle(asked),
        );
  response.writeHead(answer.status, Object.fromEntries(answer.headers));
  response.end(Buffer.from(await answer.arrayBuffer()));
});
server.listen(Number(port), '127.0.0.1', () =>
  say({ base, tokenAddress: `${origin}/token`, key, secret }),
);
createInterface({ input: process.stdin })
  .on('line', (line) => {
    const order = JSON.parse(line);
    if (order.records) records = readRecords(order.records);
    if (order.paging) paging = order.paging;
    say({ done: true });
  })
  .on('close', () => process.exit());

function giveToken(headers, form) {
  const isRight = headers.get('authorization') === `Basic ${btoa(`${key}:${secret}`)}`;
  if (!isRight) return Response.json({ error: 'invalid_client' }, { status: 401 });
  const token = randomBytes(18).toString('base64url');
  const scope = form.get('scope') ?? '';
  tokens.set(`Bearer ${token}`, scope.split(' '));
  return Response.json({ access_token: token, token_type: 'Bearer', expires_in: 3600, scope });
}

/** The router tells which scopes an operation takes; one of them is enough. */
async function authorize({ requiredScopes }) {
  const scopes = bearer.getStore();
  if (!scopes) return { _tag: 'err', error: library.oneRosterV1p2ProviderUnauthorized() };
  if (!requiredScopes.some((scope) => scopes.includes(scope)))
    return { _tag: 'err', error: library.oneRosterV1p2ProviderForbidden() };
  return { _tag: 'ok', value: { subject: key, scopes } };
}

function pageOf(collection, { limit = 100, offset = 0, filter }) {
  const found = records[collection].filter((record) => !filter || isMeant(filter, record));
  const size = Math.min(limit, MOST_ROWS);
  const items = found.slice(offset, offset + size);
  const at = (start) => {
    const url = new URL(`${base}/${collection}`);
    url.searchParams.set('limit', size);
    url.searchParams.set('offset', start);
    if (filter)
      url.searchParams.set('filter', `${filter.field}${filter.operator}'${filter.value}'`);
    return url.href;
  };
  const links = { first: at(0), last: at(Math.max(0, Math.ceil(found.length / size) - 1) * size) };
  if (offset + size < found.length) links.next = at(offset + size);
  return {
    items,
    limit: size,
    offset,
    ...(paging.includes('totals') && { totalCount: found.length }),
    ...(paging.includes('links') && { links }),
  };
}

/** As the library reads a filter; the connector joins none. */
function isMeant({ field, operator, value }, record) {
  if (field !== 'dateLastModified' || operator !== '>=') throw new Error('not a filter of changes');
  return Date.parse(record.dateLastModified) >= Date.parse(value);
}

function readRecords(path) {
  const read = JSON.parse(readFileSync(path, 'utf8'));
  for (const [collection, [, model]] of Object.entries(OPERATIONS))
    read[collection] = read[collection].map((record) =>
      valueOf(library[`parseOneRosterV1p2${model}`](record)),
    );
  return read;
}

function valueOf(result) {
  if (result._tag === 'err') throw new Error(JSON.stringify(result.error));
  return result.value;
}

function say(value) {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}
