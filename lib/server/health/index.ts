export { checkHealth, HEALTH_CHECKS } from './check-health';
export { checkRole } from './check-role';
export { HEARTBEAT_SECONDS, writeHeartbeat } from './heartbeat';
export { listJobs, type JobStatus } from './list-jobs';
