export * from './commands';
export * from './queries';
export { newTenantInput, tenantChanges } from './tenant-input';
export { US_STATES, US_TIME_ZONES } from './us-states';
