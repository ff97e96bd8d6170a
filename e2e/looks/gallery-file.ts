// Brings every look about and writes down where it is, for the gallery's page and for the walk.
import { readFileSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import type { AppContext } from '@/lib/server/app-context';
import type { Gallery } from '@/lib/server/gallery/read-gallery';
import { lookAreas, lookName } from './all-looks';
import { LookDistricts } from './districts';
import type { Look } from './look';
import { WAIT_SECONDS } from './slow-and-broken-rows';
import { WHO, type Who } from './who';

const everybody = Object.keys(WHO) as Who[];

export async function writeGallery(ctx: AppContext, file: string): Promise<void> {
  const districts = new LookDistricts(ctx);
  const people: { who: string; name: Who; email: string }[] = [];
  for (const who of everybody)
    if (who !== 'visitor') {
      const { email } = await districts.person(who);
      people.push({ who: WHO[who].label, name: who, email });
    }
  const looks = await Promise.all(
    lookAreas.flatMap(({ area, looks: ofArea }) =>
      ofArea.map(async (look): Promise<Gallery['looks'][number] & { name: string }> => {
        const { what, state, who } = look;
        const address = await look.address(districts);
        const steps = stepsOf(look);
        return { name: lookName(look), area, what, state, who: WHO[who].label, address, steps };
      }),
    ),
  );
  writeFileSync(file, JSON.stringify({ people, looks }));
}

/** What a person does to see it. */
function stepsOf({ act, isLate, withoutScripts }: Look): string | undefined {
  if (withoutScripts) return 'open it with JavaScript off';
  if (isLate) return `look at it within ${WAIT_SECONDS} seconds`;
  return act?.steps;
}

const written = z.object({
  people: z.array(z.object({ name: z.string(), email: z.string() })),
  looks: z.array(z.object({ name: z.string(), address: z.string() })),
});

/** Where each look is, by its name, and who looks, by address. */
export function readWritten(file: string): {
  addresses: ReadonlyMap<string, string>;
  emails: ReadonlyMap<string, string>;
} {
  const { people, looks } = written.parse(JSON.parse(readFileSync(file, 'utf8')));
  return {
    addresses: new Map(looks.map(({ name, address }) => [name, address])),
    emails: new Map(people.map(({ name, email }) => [name, email])),
  };
}
