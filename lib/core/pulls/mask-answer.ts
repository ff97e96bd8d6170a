/**
 * The start of an answer as people may see it: how it is built, and none of what it says about anybody. Of JSON the keys and the
 * punctuation stay, of HTML the names of tags; every text and number is replaced. An answer that was cut off is masked as far as it goes.
 */
export interface MaskedAnswer {
  kind: 'json' | 'html' | 'text' | 'binary';
  /** Empty of binary. */
  text: string;
}

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

/** A key that is data itself, such as a person's id or address, is none of these. */
const isFieldName = (key: string): boolean => /^[@_$]?[A-Za-z][A-Za-z_.-]{0,59}\d{0,2}$/.test(key);

const isWordOfProtocol = (value: string): boolean => WORDS_OF_PROTOCOLS.has(value.toLowerCase());

/** A comment, a script or style, a tag, or what stands between them. */
const HTML_PARTS =
  /<!--.*?(?:-->|$)|<(script|style)\b[^>]*(?:>.*?(?:(<\/)\1\s*>|$)|$)|(<[!/?]?[a-z][a-z0-9:-]{0,30})([^<>]*)(>|(?=<)|$)|(?:<(?![!/?]?[a-z])|[^<])+/gisu;

/** Names of tags; attributes, comments, scripts and texts go. */
const maskHtml = (text: string): string =>
  text.replace(
    HTML_PARTS,
    (part: string, code?: string, codeEnd?: string, tag?: string, more?: string, end?: string) => {
      if (code !== undefined) return `<${code}>${MASK}${codeEnd ? `</${code}>` : ''}`;
      if (tag !== undefined) return `${tag}${more?.trim() ? ` ${MASK}` : ''}${end ?? ''}`;
      if (part.startsWith('<!--')) return `<!--${MASK}-->`;
      return part.trim() === '' ? part : MASK;
    },
  );

const maskWords = (text: string): string =>
  text.replace(/[^\s]+/gu, MASK).replaceAll(REPEATED, MASK);

/** How many words a text has is nothing to see. */
const REPEATED = /•••(?:[ \t]*•••)+/gu;
