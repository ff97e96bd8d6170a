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
  return text.replace(/^[\s\p{Cc}\u200b\ufeff]+|[\s\p{Cc}\u200b\ufeff]+$/gu, '');
}

/** Whether nothing stands in the cells from `from` on. */
export function isBlankRow(cells: readonly string[], from = 0): boolean {
  for (let index = from; index < cells.length; index += 1) {
    const cell = cells[index];
    if (cell !== undefined && cell !== '' && trimBlanks(cell) !== '') return false;
  }
  return true;
}
