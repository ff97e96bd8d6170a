export {
  checkHealth,
  HEALTH_CHECKS,
  type CheckStatus,
  type Health,
  type HealthCheck,
  type HealthCheckName,
} from './check-health';
export { HEARTBEAT_SECONDS, writeHeartbeat, type ProcessName } from './heartbeat';
