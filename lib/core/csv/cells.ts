// What counts as blank in a cell, once for every file that districts send.

/** Blanks, control characters, and what spreadsheets and web pages leave: no-break, zero-width and wide blanks. */
function mayBeBlank(code: number): boolean {
  return code <= 32 || (code >= 127 && (code <= 160 || (code >= 0x1680 && isWideBlank(code))));
}

function isWideBlank(code: number): boolean {
  return (
    code === 0x1680 || (code >= 0x2000 && code <= 0x206f) || code === 0x3000 || code === 0xfeff
  );
}

export function trimBlanks(text: string): string {
  const length = text.length;
  if (length === 0) return text;
  if (!mayBeBlank(text.charCodeAt(0)) && !mayBeBlank(text.charCodeAt(length - 1))) return text;
  return trimCharacters(text, BLANK);
}

const BLANK = /[\s\p{Cc}\u200b\ufeff]/u;

/**
 * Without the characters at both ends that `isOne` matches. Looked at one by one: an expression that ends with "+$" tries
 * every run of them within the text again from each of its places, and a district's cell may have 8,192.
 */
export function trimCharacters(text: string, isOne: RegExp): string {
  let from = 0;
  let to = text.length;
  while (from < to) {
    const character = String.fromCodePoint(text.codePointAt(from) ?? 0);
    if (!isOne.test(character)) break;
    from += character.length;
  }
  while (to > from) {
    const isPair = to - from > 1 && (text.codePointAt(to - 2) ?? 0) > 0xffff;
    if (!isOne.test(text.slice(isPair ? to - 2 : to - 1, to))) break;
    to -= isPair ? 2 : 1;
  }
  return text.slice(from, to);
}

/** Whether nothing stands in the cells from `from` on. */
export function isBlankRow(cells: readonly string[], from = 0): boolean {
  for (let index = from; index < cells.length; index += 1) {
    const cell = cells[index];
    if (cell !== undefined && cell !== '' && trimBlanks(cell) !== '') return false;
  }
  return true;
}
