/**
 * The document at the entry of an Ed-Fi API, from which every address comes: suites differ in their paths, and a year or a tenant
 * may be part of them. It may be read without a token.
 */
import { z } from 'zod';
import { ApiFailure, startOf } from '../http/failures';
import type { ApiAnswer } from '../http/exchange';
import type { ApiHttp } from '../http/request';
import { failureOfStatus } from '../http/status-failures';

export interface EdFiServer {
  /** "7.1" */
  suite: string;
  /** "5.0" */
  dataStandard: string;
  /** Its first number. */
  standardNumber: number;
  oauth: URL;
  /** With a slash at its end. */
  data: URL;
  /** Null where the server does not number changes. */
  changeQueries: URL | null;
}

const documentSchema = z.object({
  version: z.string(),
  dataModels: z.array(z.object({ name: z.string(), version: z.string() })),
  urls: z.object({
    oauth: z.string(),
    dataManagementApi: z.string(),
    changeQueries: z.string().optional(),
  }),
});

export async function discover(
  http: ApiHttp,
  baseUrl: string,
  signal: AbortSignal,
): Promise<EdFiServer> {
  const url = new URL(`${baseUrl}/`);
  const answer = await http.request({ url }, { signal });
  const failure = failureOfStatus(answer, 'SIGNATURE', new Date());
  if (failure) throw failure;
  return readDiscovery(answer, url);
}

export function readDiscovery(answer: ApiAnswer, base: URL): EdFiServer {
  const { data } = documentSchema.safeParse(parsed(answer));
  const model = data?.dataModels.find(({ name }) => name.toLowerCase() === 'ed-fi');
  if (!data || !model)
    throw new ApiFailure('NO_ENVELOPE', 'NEVER', {
      answer: startOf(answer),
    });
  const { oauth, dataManagementApi, changeQueries } = data.urls;
  return {
    suite: data.version,
    dataStandard: shortened(model.version),
    standardNumber: Number.parseInt(model.version, 10),
    oauth: atBase(oauth, base),
    data: withSlash(atBase(dataManagementApi, base)),
    changeQueries: changeQueries ? withSlash(atBase(changeQueries, base)) : null,
  };
}

function parsed(answer: ApiAnswer): unknown {
  try {
    return JSON.parse(answer.body.toString('utf8'));
  } catch {
    throw new ApiFailure('NOT_JSON', 'LATER', { answer: startOf(answer) });
  }
}

/** "5.0.0" is 5.0. */
const shortened = (version: string): string => version.replace(/^(\d+\.\d+)\.0+.*$/, '$1');

/** Behind a proxy, servers name their own port and plain http: the name of the host is what counts. */
function atBase(address: string, base: URL): URL {
  if (!URL.canParse(address, base)) throw new ApiFailure('NO_ENVELOPE', 'NEVER');
  const url = new URL(address, base);
  if (url.hostname !== base.hostname) throw new ApiFailure('OTHER_HOST_NEXT', 'NEVER');
  return new URL(url.pathname + url.search, base);
}

function withSlash(url: URL): URL {
  if (!url.pathname.endsWith('/')) url.pathname += '/';
  return url;
}
