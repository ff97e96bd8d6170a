// What the start script shows of its children: people's lines as they are, log lines only where they matter.
import { appendFileSync, existsSync, mkdirSync, renameSync, statSync } from 'node:fs';
import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';

const LEVELS: Record<string, number> = {
  debug: 20,
  info: 30,
  warn: 40,
  error: 50,
  silent: Infinity,
};
const KEEP_BYTES = 10 << 20;
const NEXT_CHATTER = /^\s*($|▲|✓|-\s|○|>|ƒ|Route |[┌├└│])/;
const NOT_SHOWN = new Set(['level', 'time', 'process', 'msg', 'err', 'pid', 'hostname']);

/** The line to show for one line of a child's output, or null. */
export function shownLine(line: string, lowestLevel: string): string | null {
  const entry = parseLogLine(line);
  if (!entry) return NEXT_CHATTER.test(stripVTControlCharacters(line)) ? null : line;
  if (entry.level < (LEVELS[lowestLevel] ?? 0)) return null;
  const facts = Object.entries(entry)
    .filter(([name, value]) => !NOT_SHOWN.has(name) && typeof value !== 'object')
    .map(([name, value]) => `${name}=${String(value)}`);
  const error = entry.err?.name
    ? [`${entry.err.name}${entry.err.code ? ` ${entry.err.code}` : ''}`]
    : [];
  return [entry.msg ?? '', ...facts, ...error].join(' ').trim();
}

interface LogLine extends Record<string, unknown> {
  level: number;
  msg?: string;
  err?: { name?: string; code?: string };
}

export function parseLogLine(line: string): LogLine | null {
  if (!line.startsWith('{')) return null;
  try {
    const entry = JSON.parse(line) as LogLine;
    return typeof entry.level === 'number' ? entry : null;
  } catch {
    return null;
  }
}

/** A log file per process. Lines for people stay out of it: they may hold a sign-in code. */
export function openLogFile(dataFolder: string, name: string): (line: string) => void {
  const folder = path.join(dataFolder, 'logs');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = path.join(folder, `${name}.log`);
  if (existsSync(file) && statSync(file).size > KEEP_BYTES) renameSync(file, `${file}.1`);
  return (line) => {
    if (parseLogLine(line)) appendFileSync(file, `${line}\n`, { mode: 0o600 });
  };
}
