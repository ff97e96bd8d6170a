import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { OddWeek } from './odd-week';

/** A folder for each sending, by time; expected.json says what is right, and names the folders. */
export async function writeOddWeek(week: OddWeek, folder: string): Promise<string> {
  await rm(path.join(folder, 'sendings'), { recursive: true, force: true });
  const steps = [];
  for (const [index, step] of week.steps.entries()) {
    if (step.kind === 'mapping') {
      steps.push(step);
      continue;
    }
    const name = `${String(index + 1).padStart(2, '0')}-${step.at.replace(':', '-')}-${step.kind}`;
    const place = path.join('sendings', name);
    await mkdir(path.join(folder, place), { recursive: true });
    for (const { name: fileName, bytes } of step.uploads)
      await writeFile(path.join(folder, place, fileName), bytes);
    steps.push({
      kind: step.kind,
      at: step.at,
      folder: place,
      outcome: step.outcome,
      uploads: step.uploads.map(({ name: fileName, renameTo }) => ({ name: fileName, renameTo })),
    });
  }
  const text = expectedText(week, steps);
  await writeFile(path.join(folder, 'expected.json'), text);
  return text;
}

function expectedText(week: OddWeek, steps: readonly object[]): string {
  const { timeZone, settings, kinds, claims, expected } = week;
  return `${JSON.stringify({ timeZone, settings, kinds, claims, steps, expected }, null, 1)}\n`;
}
