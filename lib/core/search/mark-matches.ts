import { foldName } from '../names/fold-name';

export interface TextPart {
  text: string;
  isMatch: boolean;
}

/**
 * `title` in parts, with what matches a word of `sought` marked: the beginning of a word where one begins so, else the
 * first place where it stands. Accents and case do not count, as in the search itself.
 */
export function markMatches(title: string, sought: string): TextPart[] {
  const letters = [...title];
  const folded = letters.map((letter) => foldName(letter));
  const starts: number[] = [];
  let length = 0;
  for (const fold of folded) {
    starts.push(length);
    length += fold.length;
  }
  const whole = folded.join('');
  const isMarked = letters.map(() => false);
  for (const word of new Set(foldName(sought).split(/[\s,#]+/))) {
    if (word === '') continue;
    const at = findWord(whole, word);
    if (at < 0) continue;
    letters.forEach((_, index) => {
      const start = starts[index] ?? 0;
      const end = start + (folded[index]?.length ?? 0);
      if (start < at + word.length && end > at) isMarked[index] = true;
    });
  }
  return letters.reduce<TextPart[]>((parts, text, index) => {
    const isMatch = isMarked[index] ?? false;
    const last = parts.at(-1);
    if (last?.isMatch !== isMatch) return [...parts, { text, isMatch }];
    return [...parts.slice(0, -1), { text: last.text + text, isMatch }];
  }, []);
}

function findWord(whole: string, word: string): number {
  for (let at = whole.indexOf(word); at >= 0; at = whole.indexOf(word, at + 1)) {
    if (at === 0 || !/[\p{L}\p{N}]/u.test(whole[at - 1] ?? '')) return at;
  }
  return whole.indexOf(word);
}
