import type { Command } from '../command.js';
import { assessmentAnalyse } from './assessment-analyse.js';
import { attemptTrace } from './attempt-trace.js';
import { blueprintCheck } from './blueprint-check.js';
import { certificateIssue } from './certificate-issue.js';
import { certificateRender } from './certificate-render.js';
import { certificateRotateKey } from './certificate-rotate-key.js';
import { certificateVerify } from './certificate-verify.js';
import { contestLog } from './contest-log.js';
import { contestStandings } from './contest-standings.js';
import { examResults } from './exam-results.js';
import { frameworkExport } from './framework-export.js';
import { frameworkImport } from './framework-import.js';
import { migrate } from './migrate.js';
import { questionsCheck } from './questions-check.js';
import { questionsExport } from './questions-export.js';
import { questionsImport } from './questions-import.js';
import { registerCheck } from './register-check.js';
import { registerImport } from './register-import.js';
import { reportExport } from './report-export.js';
import { rollupRebuild } from './rollup-rebuild.js';
import { rosterCheck } from './roster-check.js';
import { rosterImport } from './roster-import.js';
import { routes } from './routes.js';
import { seed } from './seed.js';
import { skillsRecompute } from './skills-recompute.js';
import { userCreate } from './user-create.js';

/** All commands, in the order of the overview. */
export const commands: Command[] = [
  rosterCheck,
  rosterImport,
  migrate,
  seed,
  userCreate,
  routes,
  reportExport,
  rollupRebuild,
  certificateIssue,
  examResults,
  certificateVerify,
  certificateRotateKey,
  questionsCheck,
  questionsImport,
  questionsExport,
  blueprintCheck,
  assessmentAnalyse,
  attemptTrace,
  frameworkImport,
  frameworkExport,
  certificateRender,
  registerCheck,
  registerImport,
  skillsRecompute,
  contestStandings,
  contestLog,
];
