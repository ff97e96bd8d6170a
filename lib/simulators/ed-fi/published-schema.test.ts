// Every record of the simulator against the schema that the Ed-Fi Alliance publishes, where there is a copy of it.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { describe, expect, it } from 'vitest';
import { z } from 'zod';

import { createDistrict } from '@/lib/synthetic/district';
import { samplesFolder } from '@/lib/testing/samples/sample-sets';

import { resourcesOf } from './keys';
import { startEdFiSimulator } from './simulator';
import { DATA_STANDARDS, type DataStandard } from './terms';

const folder = path.join(samplesFolder(process.env.CONNECTOR_SAMPLES), 'ed-fi');
const isHere = existsSync(folder);

/** Not in the copy, which is cut to what a roster needed before data standard 6. */
const NOT_PUBLISHED = [
  'staffDirectories',
  'staffEducationOrganizationAssignmentAssociations',
  'studentDemographics',
  'studentDirectories',
];

const documentSchema = z.object({
  paths: z.record(z.string(), z.unknown()),
  components: z.object({ schemas: z.record(z.string(), z.record(z.string(), z.unknown())) }),
});
const listSchema = z.object({
  get: z.object({
    responses: z.object({
      200: z.object({
        content: z.object({
          'application/json': z.object({
            schema: z.object({ items: z.object({ $ref: z.string() }) }),
          }),
        }),
      }),
    }),
  }),
});

/** A record's schema by resource; the references of OpenAPI are those of JSON Schema at another place. */
function recordSchemas(standard: DataStandard): (resource: string) => z.ZodType {
  const file = path.join(folder, `resources-ds-${standard}.json`);
  const text = readFileSync(file, 'utf8').replaceAll('#/components/schemas/', '#/$defs/');
  const { paths, components } = documentSchema.parse(JSON.parse(text));
  return (resource) => {
    const { get } = listSchema.parse(paths[`/ed-fi/${resource}`]);
    const { $ref } = get.responses[200].content['application/json'].schema.items;
    return z.fromJSONSchema({ $ref, $defs: components.schemas });
  };
}

describe('the published schema of Ed-Fi', () => {
  it('is here', ({ skip }) => {
    const note = `no schema in ${folder}: set CONNECTOR_SAMPLES to the folder above it`;
    if (!isHere) {
      console.warn(`Skipped: ${note}`);
      skip(note);
    }
    expect(recordSchemas('5.0')('students').safeParse({ studentUniqueId: 7 }).success).toBe(false);
  });

  describe.runIf(isHere)('holds', () => {
    it.each(DATA_STANDARDS)('for every record of data standard %s', async (standard) => {
      const day = createDistrict({ seed: 'schema', students: 200 });
      const simulator = await startEdFiSimulator({ day, standard });
      simulator.setAttendance('2026-10-05');
      const schemaOf = recordSchemas(standard);
      for (const resource of resourcesOf(standard)) {
        if (NOT_PUBLISHED.includes(resource)) continue;
        const schema = schemaOf(resource);
        const records = simulator.store.all(resource);
        expect(records.length, resource).toBeGreaterThan(0);
        for (const { record } of records) {
          const { success, error } = schema.safeParse(record);
          expect(success, `${resource}: ${error?.message}`).toBe(true);
        }
      }
      await simulator.close();
    });
  });
});
