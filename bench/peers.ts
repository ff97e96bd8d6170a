// npm run peers: the simulators read by clients that nobody here wrote, and checked against the published schema of Ed-Fi.
// CONNECTOR_PEERS is the folder with their clones; docs/peers.md says what is taken and what came of it.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { samplesFolder } from '@/lib/testing/samples/sample-sets';
import { EDANALYTICS, readEdFi } from './peers/ed-fi';
import { readOneRoster, TCI } from './peers/oneroster';
import { LONGSIGHT, readOneRosterStrictly } from './peers/oneroster-strictly';
import { checkWithPrism, PRISM } from './peers/prism';
import { versionOf, missing, type Outcome, type Peer } from './peers/run-peer';

const peers = path.resolve(process.env.CONNECTOR_PEERS || '../peers');
const samples = samplesFolder(process.env.CONNECTOR_SAMPLES);
let isRight = true;

await run(TCI, () => readOneRoster(peers));
await run(LONGSIGHT, () => readOneRosterStrictly(peers));
await run(EDANALYTICS, () => readEdFi(peers));
if (existsSync(path.join(samples, 'ed-fi'))) await run(PRISM, () => checkWithPrism(peers, samples));
else console.log(`Skipped: ${PRISM.name}, no schema in ${samples}: set CONNECTOR_SAMPLES`);
process.exitCode = isRight ? 0 : 1;

async function run(peer: Peer, read: () => AsyncGenerator<Outcome>): Promise<void> {
  const reason = missing(peer, peers);
  if (reason !== null) {
    console.log(`Skipped: ${peer.name}, ${reason}`);
    return;
  }
  console.log(`${peer.name}, ${versionOf(path.join(peers, peer.folder))}`);
  for await (const outcome of read()) {
    console.log(outcome.line);
    isRight &&= outcome.isRight;
  }
}
