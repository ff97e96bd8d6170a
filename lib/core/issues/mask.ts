// Issues are stored, shown, mailed as counts and exported. Text that names a person never enters one.

export const MAX_SHOWN_LENGTH = 60;

/** Says how long a private value is and nothing else about it. */
export function valueShape(text: string): string {
  const length = [...text].length;
  return length === 1 ? '1 character' : `${length.toLocaleString('en-US')} characters`;
}

/**
 * The text as an issue may show it: cut at 60 characters, with control characters made visible.
 * Built character by character on purpose: a slice would keep the whole batch it came from in memory.
 */
export function shownValue(text: string): string {
  // A mail address in a column that should not hold one means the row is shifted.
  if (text.includes('@')) return valueShape(text);
  let shown = '';
  let length = 0;
  for (const character of text) {
    if (length === MAX_SHOWN_LENGTH) return `${shown}…`;
    const code = character.codePointAt(0) ?? 0;
    shown += isInvisible(code)
      ? `<U+${code.toString(16).toUpperCase().padStart(4, '0')}>`
      : character;
    length += 1;
  }
  return shown;
}

export function isInvisible(code: number): boolean {
  return (
    code < 0x20 ||
    (code >= 0x7f && code <= 0xa0) ||
    code === 0xad ||
    (code >= 0x200b && code <= 0x200f) ||
    (code >= 0x2028 && code <= 0x202e) ||
    (code >= 0x2060 && code <= 0x206f) ||
    code === 0xfeff
  );
}
