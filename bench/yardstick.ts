// The yardstick as its own process: DuckDB, two threads, reads both days' files and full-joins them.
// Usage: yardstick.ts FOLDER_BEFORE FOLDER_AFTER. Prints one JSON line.
import path from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';

const FILES = ['orgs', 'academicSessions', 'courses', 'classes', 'users', 'enrollments'];

const [before, after] = process.argv.slice(2);
if (!before || !after) throw new Error('usage: yardstick.ts FOLDER_BEFORE FOLDER_AFTER');
const instance = await DuckDBInstance.create(':memory:', { threads: '2' });
const connection = await instance.connect();
const startedAt = performance.now();
let rows = 0;
let differing = 0;
for (const file of FILES) {
  const read = (folder: string): string =>
    `read_csv('${path.join(folder, `${file}.csv`).replaceAll("'", "''")}', all_varchar = true)`;
  const result = await connection.runAndReadAll(
    `SELECT count(*) AS rows, count(*) FILTER (WHERE b IS DISTINCT FROM a) AS differing
     FROM ${read(before)} b FULL JOIN ${read(after)} a ON a.sourcedId = b.sourcedId`,
  );
  const [joined, different] = result.getRows()[0] ?? [];
  rows += Number(joined);
  differing += Number(different);
}
const seconds = (performance.now() - startedAt) / 1000;
process.stdout.write(`${JSON.stringify({ seconds, rows, differing })}\n`);
