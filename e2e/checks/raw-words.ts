// What only a program would write, what not every system can draw, and "1 rows".
import type { Page } from '@playwright/test';

const RAW = [
  /\b\d{4}-\d{2}-\d{2}T\d{2}:\S*/,
  /\bundefined\b|\bNaN\b|\[object \w+\]/,
  // A picture of the reader's system, or an empty box where it has none.
  /\p{Emoji_Presentation}/u,
  /(?<![\d.,:/])1 (?:rows|files|schools|students|contacts|classes|people|runs|notices|problems|days|lists|words)\b/,
];

export async function rawWords(page: Page): Promise<string[]> {
  const text = await page.getByRole('main').innerText();
  return RAW.flatMap((raw) => raw.exec(text)?.[0] ?? []).map((word) => `reads "${word}"`);
}
