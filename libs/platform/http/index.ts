export {
  Access,
  type AccessRule,
  CurrentActor,
  HarmlessSignedOut,
  type RouteScope,
  Scoped,
} from './access.js';
export {
  ACTOR_RESOLVER,
  type Actor,
  type ActorResolver,
  hasRole,
  ROLES,
  type Role,
  type RoleGrant,
  STAFF_ROLES,
  scopePaths,
} from './actor.js';
export { Cookies } from './cookies.js';
export { createAdapter, setUpFastify } from './fastify.js';
export { FormErrors, type ShownErrors } from './form-errors.js';
export { HttpModule } from './http.module.js';
export { Accepts, parseInput } from './input.js';
export { BODY_LIMIT, UPLOAD_LIMIT } from './limits.js';
export { administrationFor, landingFor, type NavItem, registerNavigation } from './navigation.js';
export { localeOf, PageRenderer } from './page-renderer.js';
export { type Flash, localPath, Page, page, Redirect, redirect } from './results.js';
export { type RouteInfo, RouteRegistry } from './route-registry.js';
export { type Upload, Uploads } from './upload.js';
