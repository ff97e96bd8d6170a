// For the doctor alone: GET /api/health answers anybody, and whom the database obeys is nobody's business there.
import type { AppContext } from '../app-context';
import { APP_ROLE, listWorkingRoles, type WorkingRole } from '../db/app-role';
import { guarded, type HealthCheck } from './health-check';

const REMEDY = `Let an administrator of PostgreSQL run ALTER ROLE ${APP_ROLE} LOGIN PASSWORD '…', name ${APP_ROLE} in DATABASE_URL, and keep the owner in DATABASE_OWNER_URL for "npm run migrate" alone.`;
const DANGER = 'whoever gets hold of a process could switch the audit log off';

/** As which roles the processes that are up work, this one included, and whether one may more or less than it should. */
export function checkRole({ db }: Pick<AppContext, 'db'>): Promise<HealthCheck> {
  return guarded(
    async () => {
      const roles = await listWorkingRoles(db.pool);
      for (const role of roles) {
        const fault = faultOf(role);
        if (fault)
          return {
            status: 'warning',
            reason: `Processes work as ${role.name}, ${fault}. ${REMEDY}`,
          };
      }
      return { status: 'ok', reason: `Processes work as ${APP_ROLE}, which owns no live table.` };
    },
    { status: 'unknown', reason: 'Not known without the database.' },
  );
}

function faultOf({ name, isSuperuser, ownsTables }: WorkingRole): string | null {
  if (isSuperuser) return `which is a superuser: ${DANGER}`;
  if (ownsTables) return `which owns the tables of the product: ${DANGER}`;
  return name === APP_ROLE ? null : `and only ${APP_ROLE} may do all that they do`;
}
