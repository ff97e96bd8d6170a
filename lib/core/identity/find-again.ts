import { nameWords } from './compare-names';
import { isSamePerson, type KnownPerson } from './compare-people';

/** So many people with a word of the name in common are asked one by one; there are more only of a name that says little. */
const MOST_ASKED = 20;
/** So many questions for one birth date: offices give a made-up one to thousands, and a real one belongs to some dozens. */
const MOST_QUESTIONS = 20_000;

/**
 * Of people who leave, those who come again, by the names of people who were born on the same day. Who has all
 * the same words in the name is always found; who writes it otherwise as long as the day is not shared by thousands.
 */
export function findAgain(
  leaving: readonly KnownPerson[],
  coming: readonly KnownPerson[],
): boolean[] {
  const byAll = new Map<string, KnownPerson>();
  const byWord = new Map<string, KnownPerson[]>();
  for (const person of coming) {
    const words = nameWords(person.name);
    byAll.set(allOf(words), person);
    for (const word of new Set(words)) {
      const those = byWord.get(word) ?? [];
      byWord.set(word, those);
      those.push(person);
    }
  }
  let questions = 0;
  return leaving.map((person) => {
    const words = nameWords(person.name);
    const same = byAll.get(allOf(words));
    if (same && isSamePerson(person, same, 'birthDate')) return true;
    // The rarest word first.
    const candidates = [...new Set(words)]
      .map((word) => byWord.get(word) ?? [])
      .sort((a, b) => a.length - b.length);
    let asked = 0;
    for (const candidate of candidates.flatMap((those) => those.slice(0, MOST_ASKED))) {
      if (asked >= MOST_ASKED || questions >= MOST_QUESTIONS) break;
      asked += 1;
      questions += 1;
      if (isSamePerson(person, candidate, 'birthDate')) return true;
    }
    return false;
  });
}

/** In any order: families write their name first in some exports and not in others. */
const allOf = (words: readonly string[]): string => [...words].sort().join(' ');
