// Reads every collection with Longsight's OneRoster client, which refuses what the standard does not have, and prints the ids.
import { pathToFileURL } from 'node:url';

const [clone, version, base, tokenAddress, key, secret] = process.argv.slice(2);
const name = version === '1.1' ? 'v1p1' : 'v1p2';
const library = await import(pathToFileURL(`${clone}/src/${name}/index.ts`).href);

const accessTokenProvider = async (scopes) => {
  const response = await fetch(tokenAddress, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa(`${key}:${secret}`)}` },
    body: new URLSearchParams({ grant_type: 'client_credentials', scope: scopes.join(' ') }),
  });
  return library.createOneRosterV1p2AccessToken((await response.json()).access_token);
};

function valueOf(result) {
  if (result._tag === 'err') throw new Error(JSON.stringify(result.error, null, 1));
  return result.value;
}

function createClient() {
  if (version === '1.2')
    return library.createOneRosterV1p2RosteringClient({
      serviceBaseUrls: { rostering: base },
      accessTokenProvider,
    });
  const authorizer = valueOf(
    library.createOneRosterV1p1OAuth1Authorizer({
      credentials: { consumerKey: key, consumerSecret: secret },
    }),
  );
  return library.createOneRosterV1p1RosteringClient({ baseUrl: base, authorizer });
}

const client = valueOf(createClient());
const collections = [
  'orgs',
  'academicSessions',
  'courses',
  'classes',
  'users',
  'enrollments',
  'demographics',
];
const read = {};
for (const collection of collections) {
  const method = `collectAll${collection[0].toUpperCase()}${collection.slice(1)}`;
  const all = await client[method]({ maxPages: 200, maxItems: 100_000, query: { limit: 500 } });
  const items = valueOf(all);
  read[collection] = (items.items ?? items).map(({ sourcedId }) => sourcedId);
}
console.log(`READ ${JSON.stringify(read)}`);
