// The connector and servers or judges that nobody here wrote. `npm run peers` reads more of them.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestContext, type TestContext } from '@/lib/testing/database';
import { samplesFolder } from '@/lib/testing/samples/sample-sets';
import { connectorReadsThroughPrism } from './connector-ed-fi';
import { connectorGoesOver } from './connector-goes-over';
import { connectorReadsRouter } from './connector-oneroster';
import { LONGSIGHT_ROUTER } from './longsight-router';
import { PRISM } from './prism';
import { missing, type Outcome, type Peer } from './run-peer';

const peers = path.resolve(process.env.CONNECTOR_PEERS || '../peers');
const samples = samplesFolder(process.env.CONNECTOR_SAMPLES);
const isSet = Boolean(process.env.CONNECTOR_PEERS);

const whyNot = (peer: Peer): string | null =>
  isSet ? missing(peer, peers) : 'CONNECTOR_PEERS is not set';
const noRouter = whyNot(LONGSIGHT_ROUTER);
const noPrism =
  whyNot(PRISM) ?? (existsSync(path.join(samples, 'ed-fi')) ? null : `no schema in ${samples}`);
const named = (title: string, reason: string | null): string =>
  reason === null ? title : `${title} (skipped: ${reason})`;

let ctx: TestContext;
beforeAll(async () => {
  ctx = await createTestContext();
});
afterAll(() => ctx.close());

async function expectRight(outcomes: AsyncGenerator<Outcome>, atLeast: number): Promise<void> {
  const wrong: string[] = [];
  let count = 0;
  for await (const { isRight, line } of outcomes) {
    count += 1;
    if (!isRight) wrong.push(line);
  }
  expect(wrong).toEqual([]);
  expect(count).toBeGreaterThan(atLeast);
}

test.skipIf(noRouter !== null)(named("reads Longsight's router", noRouter), () =>
  expectRight(connectorReadsRouter(peers, ctx, { students: 120 }), 50),
);

test.skipIf(noRouter !== null)(named("goes over from files to Longsight's router", noRouter), () =>
  expectRight(connectorGoesOver(peers, ctx), 1),
);

test.skipIf(noPrism !== null)(named('reads an Ed-Fi API through Prism', noPrism), () =>
  expectRight(
    connectorReadsThroughPrism(peers, samples, ctx, { students: 60, standards: ['5.0'] }),
    20,
  ),
);
