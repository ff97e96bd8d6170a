export * from './commands';
export * from './queries';
export { isSlug, slugFrom } from './slug';
export {
  newTenantInput,
  tenantChanges,
  type NewTenantInput,
  type TenantChanges,
} from './tenant-input';
export { US_STATES, US_TIME_ZONES } from './us-states';
