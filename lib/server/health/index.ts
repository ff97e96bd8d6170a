export { checkHealth, HEALTH_CHECKS } from './check-health';
export { HEARTBEAT_SECONDS, writeHeartbeat } from './heartbeat';
