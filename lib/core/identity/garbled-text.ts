// Names whose letters were lost or rewritten on their way through programs that disagreed about the encoding. What is
// said here is said about people's names, so a doubt is no finding: "Ângela" and "KŘÍŽ" are names.

export type GarblingKind =
  /** UTF-8 that was read as Windows-1252 and written as UTF-8 again: "JosÃ©". */
  | 'double-encoded'
  /** The sign for a letter that could not be read: U+FFFD. */
  | 'lost-letters'
  /** Written for a web page: "Jos&eacute;". */
  | 'entities'
  /** Written for an address or a program: "Mu%C3%B1oz", "Mu\\u00f1oz". */
  | 'escaped'
  /** Signs that no name has, where a letter stood: "Mu¿oz", "Hern‡ndez", "PeÒa". */
  | 'other-signs'
  /** A question mark within a word: "Mu?oz". */
  | 'question-mark';

export interface Garbling {
  kind: GarblingKind;
  /** What it was meant to be; U+FFFD for each letter that nobody can know any more. */
  readable: string;
}

const LOST = '\uFFFD';

/** Null for text as people write it; never for less than it costs to be sure. */
export function findGarbling(text: string): Garbling | null {
  const decoded = text.includes('&') ? decodeEntities(text) : text;
  if (decoded !== text) return { kind: 'entities', readable: repaired(decoded) };
  const plain = unescaped(text);
  if (plain !== text) return { kind: 'escaped', readable: repaired(plain) };
  if (!NOT_ASCII.test(text)) {
    return QUESTION.test(text)
      ? { kind: 'question-mark', readable: text.replace(QUESTIONS, LOST) }
      : null;
  }
  if (text.includes(LOST)) return { kind: 'lost-letters', readable: repaired(text) };
  const once = repaired(text);
  if (once !== text) return { kind: 'double-encoded', readable: once };
  if (STRAY.test(text)) return { kind: 'other-signs', readable: text.replace(STRAYS, LOST) };
  if (QUESTION.test(text))
    return { kind: 'question-mark', readable: text.replace(QUESTIONS, LOST) };
  return null;
}

const ESCAPED = /(?:%[C-F][0-9A-F](?:%[89AB][0-9A-F])+)+|\\u([0-9A-F]{4})/gi;

/** A percent sign and a backslash by themselves are none. */
function unescaped(text: string): string {
  if (!text.includes('%') && !text.includes('\\')) return text;
  return text.replace(ESCAPED, (whole, hex: string | undefined) => {
    if (hex !== undefined) {
      const code = parseInt(hex, 16);
      return code > 0x7f && !(code >= 0xd800 && code <= 0xdfff)
        ? String.fromCodePoint(code)
        : whole;
    }
    return (
      decodeUtf8([...whole.matchAll(/%(..)/g)].map(([, byte = '']) => parseInt(byte, 16))) ?? whole
    );
  });
}

const NOT_ASCII = /[^\u0000-\u007F]/;

/** Within a word: one at its end may be somebody's doubt about the spelling. */
const QUESTION = /(?<=\p{L})\?+(?=\p{L})/u;
const QUESTIONS = /(?<=\p{L})\?+(?=\p{L})/gu;

// Signs beside a letter, and capitals where a Mac or a DOS program left them: after a small letter, at the
// end of the word or before a small one. "LaÂngela" could be meant.
const STRAY_PATTERN =
  '(?<=\\p{L})[‚ƒ„…†‡ˆ‰‹•™›¡¢£¤¥¦§©«¬®¯±²³µ¶¹»¼½¾¿×÷˙˛˝─-▟\\u0080-\\u009F]+|[‚ƒ„…†‡ˆ‰‹•™›¡¢£¤¥¦§©«¬®¯±²³µ¶¹»¼½¾¿×÷˙˛˝─-▟\\u0080-\\u009F]+(?=\\p{Ll})|(?<=\\p{Ll})[ÃÈÒÌÛŽ](?=\\p{Ll}|$|[\\s-])|(?<=\\p{Ll})Â(?=$|[\\s-])';
const STRAY = new RegExp(STRAY_PATTERN, 'u');
const STRAYS = new RegExp(STRAY_PATTERN, 'gu');

/** Text that was encoded twice, or oftener, as it was before. */
function repaired(text: string): string {
  let current = text;
  for (let times = 0; times < 3; times += 1) {
    const next = current.replace(ENCODED, readAgain);
    if (next === current) break;
    current = next;
  }
  return current;
}

/** A run of characters that the bytes of a UTF-8 letter turn into when they are read one by one. */
const ENCODED = /(?:[\u00C2-\u00F4][\u0080-\u00BF‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ€]{1,3})+/gu;

const WINDOWS_1252 = new Map(
  [...'€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008DŽ\u008F\u0090‘’“”•–—˜™š›œ\u009DžŸ'].map((sign, at) => [
    sign,
    0x80 + at,
  ]),
);

function readAgain(run: string, at: number, whole: string): string {
  const bytes: number[] = [];
  for (const sign of run) {
    const byte = WINDOWS_1252.get(sign) ?? sign.charCodeAt(0);
    if (byte > 0xff) return run;
    bytes.push(byte);
  }
  const decoded = decodeUtf8(bytes);
  if (decoded === null) return run;
  if (EUROPEAN.test(decoded)) return decoded;
  // Letters of another script make sense as words of their own, not between Latin ones.
  const beside = `${whole.charAt(at - 1)}${whole.charAt(at + run.length)}`;
  const isWord = !/[A-Za-z\u00C0-\u024F]/.test(beside) && OTHER_SCRIPT.test(decoded);
  return isWord && [...decoded].length > 1 ? decoded : run;
}

/** Letters of the names of Europe, the Americas and Vietnam, and the signs of text. */
const EUROPEAN =
  /^(?:[\u00A0-\u017F\u01A0\u01A1\u01AF\u01B0\u0218-\u021B\u1E00-\u1EFF\u2010-\u201F\uFFFD])+$/u;
const OTHER_SCRIPT =
  /^(?:\p{Script=Cyrillic}+|\p{Script=Greek}+|\p{Script=Arabic}+|\p{Script=Hebrew}+|\p{Script=Han}+|\p{Script=Hangul}+|[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]+|\p{Script=Devanagari}+|\p{Script=Armenian}+|\p{Script=Thai}+)$/u;

function decodeUtf8(bytes: readonly number[]): string | null {
  let text = '';
  for (let at = 0; at < bytes.length;) {
    const lead = bytes[at] ?? 0;
    const length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc2 ? 2 : 0;
    const rest = bytes.slice(at + 1, at + length);
    if (length === 0 || rest.length !== length - 1) return null;
    if (rest.some((byte) => byte < 0x80 || byte > 0xbf)) return null;
    const code = rest.reduce((sum, byte) => sum * 64 + byte - 0x80, lead & (0xff >> (length + 1)));
    if (code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) return null;
    text += String.fromCodePoint(code);
    at += length;
  }
  return text;
}

const ACCENTS: Readonly<Record<string, string>> = {
  acute: '\u0301',
  grave: '\u0300',
  circ: '\u0302',
  uml: '\u0308',
  tilde: '\u0303',
  cedil: '\u0327',
  ring: '\u030A',
  caron: '\u030C',
};

const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  apos: "'",
  quot: '"',
  nbsp: ' ',
  rsquo: '’',
  lsquo: '‘',
  szlig: 'ß',
  aelig: 'æ',
  AElig: 'Æ',
  oelig: 'œ',
  OElig: 'Œ',
  oslash: 'ø',
  Oslash: 'Ø',
  eth: 'ð',
  thorn: 'þ',
  ordf: 'ª',
  ordm: 'º',
};

/** Twice, since `&amp;eacute;` is what a second program makes of it. An ampersand by itself is none: "Ann & Joe". */
function decodeEntities(text: string): string {
  let current = text;
  for (let times = 0; times < 2; times += 1) {
    current = current.replace(
      /&(?:#(\d{2,6})|#[xX]([0-9A-Fa-f]{2,5})|([A-Za-z]{2,8}));/g,
      (whole, decimal: string | undefined, hex: string | undefined, name: string | undefined) => {
        if (name !== undefined) return ENTITIES[name] ?? accented(name) ?? whole;
        const code = decimal === undefined ? parseInt(hex ?? '', 16) : Number(decimal);
        return code >= 0x20 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff)
          ? String.fromCodePoint(code)
          : whole;
      },
    );
  }
  return current;
}

function accented(name: string): string | null {
  const accent = ACCENTS[name.slice(1)];
  return accent === undefined ? null : `${name.charAt(0)}${accent}`.normalize('NFC');
}
