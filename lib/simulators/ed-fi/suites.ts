/** What the versions of the Ed-Fi ODS/API can do, and what each says of itself at its entry. */
import type { DataStandard } from './terms';

export const SUITES = ['5.2', '5.3', '6.1', '7.1', '7.3'] as const;
export type Suite = (typeof SUITES)[number];

export interface SuiteHabits {
  readonly hasCursors: boolean;
  /** Live tokens a client may have. */
  readonly mostTokens: number;
  /** 5 and 6 list snapshots and take the id of one, 7 takes a header that says yes. */
  readonly snapshots: 'by id' | 'by header';
  /** Names of the window: OldestChangeVersion before 6. */
  readonly hasCapitals: boolean;
  /** 7 has tenant and year before the path of the data, earlier ones the year after it. */
  readonly hasRouteFirst: boolean;
  readonly hasProblemDetails: boolean;
}

export function habitsOf(suite: Suite): SuiteHabits {
  const version = Number(suite);
  return {
    hasCursors: version >= 7.3,
    mostTokens: version >= 7.3 ? 15 : Infinity,
    snapshots: version >= 7 ? 'by header' : 'by id',
    hasCapitals: version < 6,
    hasRouteFirst: version >= 7,
    hasProblemDetails: version >= 7,
  };
}

export interface Addresses {
  readonly base: string;
  readonly oauth: string;
  readonly data: string;
  readonly changeQueries: string;
}

/** `route`: a year, or a tenant and a year, "lakeview/2027"; empty where one database serves all. */
export function addressesOf(origin: string, suite: Suite, route: string): Addresses {
  const after = route === '' ? '' : `/${route}`;
  const base = habitsOf(suite).hasRouteFirst ? `${origin}${after}` : origin;
  const behind = habitsOf(suite).hasRouteFirst ? '' : after;
  const tenant = behind.split('/').length > 2 ? behind.slice(0, behind.lastIndexOf('/')) : '';
  return {
    base,
    oauth: `${base}${tenant}/oauth/token`,
    data: `${base}/data/v3${behind}`,
    changeQueries: `${base}/changeQueries/v1${behind}`,
  };
}

const API_MODES = ['Shared Instance', 'Year Specific', 'Instance Year Specific'];

export function discovery(
  suite: Suite,
  standard: DataStandard,
  route: string,
  addresses: Addresses,
): object {
  const parts = route === '' ? 0 : route.split('/').length;
  return {
    version: suite,
    informationalVersion: suite,
    suite: '3',
    build: `${suite}.1.0`,
    ...(!habitsOf(suite).hasRouteFirst && { apiMode: API_MODES[parts] }),
    dataModels: [
      {
        name: 'Ed-Fi',
        version: `${standard}.0`,
        informationalVersion: `The Ed-Fi Data Model ${standard}`,
      },
    ],
    urls: {
      dependencies: `${addresses.base}/metadata/data/v3/dependencies`,
      openApiMetadata: `${addresses.base}/metadata/`,
      oauth: addresses.oauth,
      dataManagementApi: `${addresses.data}/`,
      xsdMetadata: `${addresses.base}/metadata/xsd`,
      changeQueries: `${addresses.changeQueries}/`,
    },
  };
}
