/** A OneRoster server on this machine that serves a synthetic district, and misbehaves on request. */
import { randomBytes } from 'node:crypto';

import type { DataFile, Day } from '@/lib/synthetic/district';

import { type KeptRequest, startSimulatorServer } from '../parts/http-server';
import type { Misbehavior } from '../parts/misbehavior';

import type { OneRosterVersion } from './records';
import { type GoneRows, type JsonRecord, Roster } from './roster';
import { oneRosterSimulation } from './simulation';

export interface OneRosterOptions {
  readonly day: Day;
  readonly version?: OneRosterVersion;
  readonly authorization?: 'oauth1' | 'oauth2' | 'both';
  /** 0, a free one, when not given. */
  readonly port?: number;
  /** What a product puts before the path of the standard: "/campus/oneroster/lakeview". */
  readonly prefix?: string;
  readonly key?: string;
  readonly secret?: string;
  readonly tokenSeconds?: number;
  readonly tokenSecondsAsText?: boolean;
  /** What becomes of a row that the next day does not have. */
  readonly goneRows?: GoneRows;
  /** Sends x-perm-rev, which moves with the roster. */
  readonly sendsRevision?: boolean;
}

export interface OneRosterSimulator {
  /** Address up to the version, without a slash at its end. */
  readonly base: string;
  readonly tokenAddress: string;
  readonly key: string;
  readonly secret: string;
  readonly requests: readonly KeptRequest[];
  /** Rows that differ are modified on that day; takes seconds where the district is very large. */
  setDay(day: Day): void;
  change(file: DataFile, sourcedId: string, fields: JsonRecord): void;
  add(file: DataFile, record: JsonRecord): void;
  remove(file: DataFile, sourcedId: string): void;
  misbehave(misbehavior: Misbehavior): void;
  /** No more misbehavior; requests are counted from one again. */
  behave(): void;
  forgetRequests(): void;
  close(): Promise<void>;
}

const PATHS: Readonly<Record<OneRosterVersion, string>> = {
  '1.1': '/ims/oneroster/v1p1',
  '1.2': '/ims/oneroster/rostering/v1p2',
};

export async function startOneRosterSimulator(
  options: OneRosterOptions,
): Promise<OneRosterSimulator> {
  const { version = '1.1', prefix = '' } = options;
  const { key = 'synthetic-key', secret = randomBytes(18).toString('base64url') } = options;
  const path = `${prefix}${PATHS[version]}`;
  const roster = new Roster(options.day, options.goneRows ?? 'left out');
  const server = await startSimulatorServer(options.port ?? 0, (origin) =>
    oneRosterSimulation(roster, {
      version,
      base: `${origin}${path}`,
      key,
      secret,
      authorization: options.authorization ?? 'both',
      tokenSeconds: options.tokenSeconds ?? 3600,
      tokenSecondsAsText: options.tokenSecondsAsText ?? false,
      sendsRevision: options.sendsRevision ?? false,
    }),
  );
  const base = `${server.origin}${path}`;
  return {
    base,
    tokenAddress: `${base}/token`,
    key,
    secret,
    requests: server.requests,
    setDay: (day) => roster.setDay(day),
    change: (file, sourcedId, fields) => roster.change(file, sourcedId, fields),
    add: (file, record) => roster.add(file, record),
    remove: (file, sourcedId) => roster.remove(file, sourcedId),
    misbehave: (misbehavior) => server.misbehaviors.add(misbehavior),
    behave: () => server.misbehaviors.clear(),
    forgetRequests: () => {
      server.requests.length = 0;
    },
    close: () => server.close(),
  };
}
