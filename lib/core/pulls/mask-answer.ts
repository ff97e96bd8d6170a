import { ONEROSTER_COLLECTIONS } from '../oneroster-json/collections';
import { FILE_SPECS } from '../oneroster/files';

/**
 * The start of an answer as people may see it: how it is built, and none of what it says about anybody. Of JSON the keys and the
 * punctuation stay, of HTML the names of tags; every text and number is replaced. An answer that was cut off is masked as far as it goes.
 */
export interface MaskedAnswer {
  kind: 'json' | 'html' | 'text' | 'binary';
  /** Empty of binary. */
  text: string;
}

const FIELD_NAMES: ReadonlySet<string> = new Set(
  [
    ...FILE_SPECS.flatMap(({ columns }) => columns.map(({ name }) => name)),
    ...ONEROSTER_COLLECTIONS,
    ...[
      'org',
      'academicSession',
      'class',
      'course',
      'user',
      'enrollment',
      'href',
      'parent',
      'children',
      'school',
    ],
    ...[
      'terms',
      'agents',
      'orgs',
      'roles',
      'metadata',
      'statusInfoSet',
      'resources',
      'type',
      'id',
      'key',
      'name',
      'value',
    ],
    // OAuth 2, RFC 9457, and what servers add to them.
    ...[
      'error',
      'error_description',
      'error_uri',
      'access_token',
      'token_type',
      'expires_in',
      'scope',
      'title',
      'detail',
    ],
    ...[
      'status',
      'code',
      'message',
      'messages',
      'errors',
      'trace',
      'traceId',
      'correlationId',
      'path',
      'timestamp',
    ],
    ...[
      'instance',
      'description',
      'reason',
      'requestId',
      'data',
      'result',
      'results',
      'items',
      'count',
      'total',
      'limit',
      'offset',
    ],
  ].map((name) => name.toLowerCase()),
);
/** "studentUniqueId", "schoolReference": a name of Ed-Fi's ends in what it is. */
const ED_FI_NAME =
  /^[a-z]{2,20}(?:[A-Z][a-z]{1,20}){0,5}(?:Reference|Descriptor|UniqueId|Date|Association|Associations)$/;
/** Tags of pages; another one, such as an address in angle brackets, is text. */
const TAGS: ReadonlySet<string> = new Set(
  '!doctype a abbr article aside b body br button center code div dl dt dd em fieldset font footer form frame h1 h2 h3 h4 h5 h6 head header hr html i iframe img input label legend li link main meta nav noscript ol option p pre section select small span strong style script sub sup svg table tbody td textarea tfoot th thead title tr u ul ?xml'.split(
    ' ',
  ),
);

const MASK = '•••';
/** Above this share of characters that no text has, it is no text. */
const MOST_UNREADABLE = 0.05;

/** What servers say of a refusal in words of the protocol. They are nobody's data, and tell what is wrong. */
const WORDS_OF_PROTOCOLS: ReadonlySet<string> = new Set([
  'access_denied',
  'bearer',
  'error',
  'failure',
  'forbidden',
  'internal_server_error',
  'invaliddata',
  'invalid_client',
  'invalid_data',
  'invalid_grant',
  'invalid_request',
  'invalid_scope',
  'server_busy',
  'success',
  'temporarily_unavailable',
  'unauthorized',
  'unauthorized_client',
  'unauthorisedrequest',
  'unknownobject',
  'unsupported_grant_type',
]);

export function maskAnswer(start: string): MaskedAnswer {
  if (isBinary(start)) return { kind: 'binary', text: '' };
  const first = start.trimStart();
  if (first.startsWith('{') || first.startsWith('['))
    return { kind: 'json', text: maskJson(first) };
  if (first.startsWith('<')) return { kind: 'html', text: maskHtml(first) };
  return { kind: 'text', text: maskWords(first) };
}

function isBinary(text: string): boolean {
  const unreadable = text.match(/[\uFFFD\u0000-\u0008\u000E-\u001F]/gu)?.length ?? 0;
  return unreadable > text.length * MOST_UNREADABLE;
}

/** A string with the colon that makes it a key, white space, punctuation, a word of JSON, or anything else up to the next of these. */
const JSON_PARTS =
  /"((?:[^"\\]|\\.)*)("?)(\s*:)?|[\s{}[\],:]+|\b(?:true|false|null)\b|[^\s{}[\],:"]+/gsu;

function maskJson(text: string): string {
  return text.replace(
    JSON_PARTS,
    (part: string, inner?: string, end?: string, colon?: string): string => {
      if (inner === undefined)
        return /^(?:[\s{}[\],:]+|true|false|null)$/u.test(part) ? part : MASK;
      if (colon !== undefined && end !== '')
        return `"${isFieldName(inner) ? inner : MASK}"${colon}`;
      return `"${isWordOfProtocol(inner) && end !== '' ? inner : MASK}${end}`;
    },
  );
}

/** Names that standards give, and no others: a key may be a person's id, name or address. */
const isFieldName = (key: string): boolean =>
  FIELD_NAMES.has(key.toLowerCase()) || ED_FI_NAME.test(key) || /^imsx_[A-Za-z]{2,40}$/.test(key);

const isWordOfProtocol = (value: string): boolean => WORDS_OF_PROTOCOLS.has(value.toLowerCase());

/** A comment, a script or style, a tag, or what stands between them. */
const HTML_PARTS =
  /<!--.*?(?:-->|$)|<(script|style)\b[^>]*(?:>.*?(?:(<\/)\1\s*>|$)|$)|(<[!/?]?[a-z][a-z0-9:-]{0,30})([^<>]*)(>|(?=<)|$)|(?:<(?![!/?]?[a-z])|[^<])+/gisu;

const isTag = (name: string): boolean => TAGS.has(name) || FIELD_NAMES.has(name);

/** Names of tags; attributes, comments, scripts and texts go. */
const maskHtml = (text: string): string =>
  text.replace(
    HTML_PARTS,
    (part: string, code?: string, codeEnd?: string, tag?: string, more?: string, end?: string) => {
      if (code !== undefined) return `<${code}>${MASK}${codeEnd ? `</${code}>` : ''}`;
      if (tag !== undefined && !isTag(tag.replace(/^<\/?/, '').toLowerCase()))
        return `<${MASK}${end ?? ''}`;
      if (tag !== undefined) return `${tag}${more?.trim() ? ` ${MASK}` : ''}${end ?? ''}`;
      if (part.startsWith('<!--')) return `<!--${MASK}-->`;
      return part.trim() === '' ? part : MASK;
    },
  );

const maskWords = (text: string): string =>
  text.replace(/[^\s]+/gu, MASK).replaceAll(REPEATED, MASK);

/** How many words a text has is nothing to see. */
const REPEATED = /•••(?:[ \t]*•••)+/gu;
