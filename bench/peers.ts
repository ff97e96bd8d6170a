// npm run peers: the simulators read by clients that nobody here wrote, and the connector reading a server that nobody here wrote
// and, through Prism, what the published schema of Ed-Fi has to allow.
// CONNECTOR_PEERS is the folder with their clones; docs/peers.md says what is taken and what came of it.
import { existsSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { samplesFolder } from '@/lib/testing/samples/sample-sets';
import { EDANALYTICS, readEdFi } from './peers/ed-fi';
import { connectorReadsThroughPrism } from './peers/connector-ed-fi';
import { connectorGoesOver } from './peers/connector-goes-over';
import { connectorReadsRouter } from './peers/connector-oneroster';
import { LONGSIGHT_ROUTER } from './peers/longsight-router';
import { readOneRoster, TCI } from './peers/oneroster';
import { LONGSIGHT, readOneRosterStrictly } from './peers/oneroster-strictly';
import { checkWithPrism, PRISM } from './peers/prism';
import { inThrowAwayContext } from './peers/throw-away-context';
import { versionOf, missing, type Outcome, type Peer } from './peers/run-peer';

const peers = path.resolve(process.env.CONNECTOR_PEERS || '../peers');
const samples = samplesFolder(process.env.CONNECTOR_SAMPLES);
let isRight = true;

await run(TCI, () => readOneRoster(peers));
await run(LONGSIGHT, () => readOneRosterStrictly(peers));
await run(EDANALYTICS, () => readEdFi(peers));
const folder = path.join(os.tmpdir(), `connector-peers-${process.pid}`);
await run(LONGSIGHT_ROUTER, () =>
  inThrowAwayContext(folder, async function* (ctx) {
    yield* connectorReadsRouter(peers, ctx);
    yield* connectorGoesOver(peers, ctx);
  }),
);
if (existsSync(path.join(samples, 'ed-fi'))) {
  await run(PRISM, () => checkWithPrism(peers, samples));
  await run({ ...PRISM, name: 'Prism between the connector and the simulator' }, () =>
    inThrowAwayContext(folder, (ctx) => connectorReadsThroughPrism(peers, samples, ctx)),
  );
} else console.log(`Skipped: ${PRISM.name}, no schema in ${samples}: set CONNECTOR_SAMPLES`);
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
