// edfi_api_client reads the Ed-Fi simulator: by cursor from 7.3, by offset before, and what was deleted or has another key.
import path from 'node:path';
import { z } from 'zod';
import { startEdFiSimulator } from '@/lib/simulators/ed-fi/simulator';
import { createDistrict, nextDay } from '@/lib/synthetic/district';
import { compared, comparedTotal, type Outcome, type Peer, readWith } from './run-peer';

export const EDANALYTICS: Peer = {
  name: 'edfi_api_client of Education Analytics',
  folder: 'edfi_api_client',
  repository: 'github.com/edanalytics/edfi_api_client',
  program: 'python3',
};

const RESOURCES = [
  'students',
  'studentSectionAssociations',
  'studentSchoolAttendanceEvents',
] as const;
const ids = z.array(z.string());
const readSchema = z.record(
  z.string(),
  z.object({ total: z.number(), rows: ids, stepped: ids, deletes: ids, keyChanges: ids }),
);

export async function* readEdFi(peers: string): AsyncGenerator<Outcome> {
  for (const [suite, standard, route] of [
    ['5.3', '3.3', '2027'],
    ['6.1', '4.0', ''],
    ['7.3', '5.0', ''],
  ] as const) {
    const day = createDistrict({ seed: 'peers', students: 400 });
    const simulator = await startEdFiSimulator({ day, suite, standard, route });
    const { store, base, key, secret } = simulator;
    try {
      simulator.setAttendance('2026-10-05');
      const from = store.window.newest + 1;
      simulator.setAttendance('2026-10-05', 'afternoon');
      simulator.setDay(nextDay(day, { kind: 'churn', share: 0.05 }));
      const [student] = store.all('students');
      const keyValues = store.keyValues('students', student?.record ?? {});
      simulator.changeKey('students', keyValues, { studentUniqueId: '77' });
      const script = path.join(import.meta.dirname, 'read_ed_fi.py');
      const clone = path.join(peers, EDANALYTICS.folder);
      const args = [script, clone, base, key, secret, route, String(from), RESOURCES.join(',')];
      const read = readSchema.parse(await readWith(EDANALYTICS.program, args));
      for (const name of RESOURCES) {
        const got = read[name] ?? { total: 0, rows: [], stepped: [], deletes: [], keyChanges: [] };
        const all = store.all(name);
        const since = all.filter(({ changeVersion }) => changeVersion >= from);
        const title = `${suite}, ${name}`;
        yield comparedTotal(`${title}, total`, got.total, all.length);
        yield compared(
          `${title}, rows`,
          got.rows,
          all.map(({ id }) => id),
        );
        // By version and offset; with cursors it asks for the window alone.
        yield compared(
          `${title}, since`,
          got.stepped,
          since.map(({ id }) => id),
        );
        const changes = [
          ['deletes', got.deletes, store.deletes(name)],
          ['keyChanges', got.keyChanges, store.keyChanges(name)],
        ] as const;
        for (const [kind, told, kept] of changes) {
          const later = kept.filter(({ changeVersion }) => changeVersion >= from);
          yield compared(
            `${title}, ${kind}`,
            told,
            later.map(({ id }) => id),
          );
        }
      }
    } finally {
      await simulator.close();
    }
  }
}
